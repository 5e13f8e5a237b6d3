package eaf_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/eaf"
	"github.com/evenkeel/monitor/internal/eaf/eaftest"
	"github.com/evenkeel/monitor/internal/tier"
)

// session are tiers with what could go wrong in XML.
var session = []tier.Tier{
	{Name: `a "b" <c> & 'd'`, Speaker: "Zoë 🦊", Kind: "speech", Labels: []tier.Label{{Start: .5, End: 1, Text: "speech"}, {Start: 1, End: 1.25, Text: "<p> & ]]> \"q\"\nnext"}}},
	{Name: "שירה", Kind: "speech"},
	{Name: "(marks)", Kind: "marks", Points: true, Labels: []tier.Label{{Start: 2, End: 2, Text: "here"}, {Start: 2.25, End: 2.25, Text: "there"}}},
	{Name: "plain", Labels: []tier.Label{{Start: 0, End: 3, Text: ""}, {Start: 1, End: 2, Text: "over it"}}},
}

func TestWhatIsWrittenIsEAF(t *testing.T) {
	for name, tiers := range map[string][]tier.Tier{"a session": session, "nothing": nil, "an empty tier": {{Name: "a"}}} {
		var got bytes.Buffer
		if err := eaf.Write(&got, "2026-11-22T09:00:00Z", tiers); err != nil {
			t.Fatal(err)
		}
		if err := eaftest.Check(bytes.NewReader(got.Bytes())); err != nil {
			t.Errorf("%s: %v\n%s", name, err, got.String())
		}
		validate(t, got.Bytes())
	}
}

// validate holds a file to the schema that ELAN publishes, where somebody has it: EAF_XSD names EAFv3.0.xsd.
func validate(t *testing.T, file []byte) {
	t.Helper()
	xsd := os.Getenv("EAF_XSD")
	if xsd == "" {
		return
	}
	path := filepath.Join(t.TempDir(), "a.eaf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "xmllint", "--noout", "--schema", xsd, path).CombinedOutput(); err != nil {
		t.Errorf("%v: %s\n%s", err, out, file)
	}
}

func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	var b bytes.Buffer
	if err := eaf.Write(&b, "", session); err != nil {
		t.Fatal(err)
	}
	got, err := eaf.Parse(&b)
	want := tier.Disjoint(session)
	want[2].Points = false // ELAN knows stretches only
	want[2].Labels = []tier.Label{{Start: 2, End: 2.25, Text: "here"}, {Start: 2.25, End: 2.75, Text: "there"}}
	want[3].Kind, want[4].Kind = "default-lt", "default-lt"
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestTheCheckFindsWhatIsNotEAF(t *testing.T) {
	var b bytes.Buffer
	if err := eaf.Write(&b, "", session); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ from, to, want string }{
		{`AUTHOR=""`, ``, "has no AUTHOR"},
		{`DATE="1970-01-01T00:00:00Z"`, `DATE="today"`, "parsing time"},
		{`<TIER LINGUISTIC_TYPE_REF="speech"`, `<TIER LINGUISTIC_TYPE_REF="talk"`, "no linguistic type talk"},
		{`TIER_ID="plain"`, `TIER_ID="(marks)"`, "twice"},
		{`TIME_SLOT_REF1="ts1"`, `TIME_SLOT_REF1="ts99"`, "annotation a1"},
		{`ANNOTATION_ID="a2"`, `ANNOTATION_ID="a1"`, "ID a1 is there twice"},
		{`ANNOTATION_ID="a2"`, `ANNOTATION_ID="2"`, `ID "2"`},
		{`<TIME_ORDER>`, `<TIME_ORDER><TIER/>`, "TIER in TIME_ORDER"},
		{`<HEADER MEDIA_FILE="" `, `<HEADER FILE="" `, "attribute FILE"},
		{`<ANNOTATION_VALUE>speech</ANNOTATION_VALUE>`, ``, "has 0 ANNOTATION_VALUE"},
	} {
		broken := strings.Replace(b.String(), tc.from, tc.to, 1)
		if broken == b.String() {
			t.Fatalf("%s is not in the file:\n%s", tc.from, broken)
		}
		if err := eaftest.Check(strings.NewReader(broken)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s for %s: %v, want an error with %q", tc.to, tc.from, err, tc.want)
		}
	}
}

type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }

func TestAWriterThatFailsFailsTheWrite(t *testing.T) {
	full := fullDisk{errors.New("disk full")}
	if err := eaf.Write(full, "", session); !errors.Is(err, full.err) {
		t.Errorf("error %v, want %v", err, full.err)
	}
}
