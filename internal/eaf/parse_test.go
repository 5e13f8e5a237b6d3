package eaf_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/eaf"
	"github.com/evenkeel/monitor/internal/eaf/eaftest"
	"github.com/evenkeel/monitor/internal/tier"
)

// document is an EAF file with time slots and tiers as ELAN writes them.
func document(slots, tiers string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-11-22T09:00:00+01:00" FORMAT="3.0" VERSION="3.0">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
<TIME_ORDER>` + slots + `</TIME_ORDER>
` + tiers + `
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>
</ANNOTATION_DOCUMENT>
`
}

func slot(id, value string) string {
	if value == "" {
		return fmt.Sprintf("<TIME_SLOT TIME_SLOT_ID=%q/>", id)
	}
	return fmt.Sprintf("<TIME_SLOT TIME_SLOT_ID=%q TIME_VALUE=%q/>", id, value)
}

func row(attributes string, annotations ...string) string {
	return "<TIER LINGUISTIC_TYPE_REF=\"utterance\" " + attributes + ">" + strings.Join(annotations, "") + "</TIER>"
}

func aligned(id, from, to, value string) string {
	return fmt.Sprintf("<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=%q TIME_SLOT_REF1=%q TIME_SLOT_REF2=%q>"+
		"<ANNOTATION_VALUE>%s</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>", id, from, to, value)
}

func ref(id, of, value string) string {
	return fmt.Sprintf("<ANNOTATION><REF_ANNOTATION ANNOTATION_ID=%q ANNOTATION_REF=%q>"+
		"<ANNOTATION_VALUE>%s</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>", id, of, value)
}

var someSlots = slot("ts1", "500") + slot("ts2", "") + slot("ts3", "") + slot("ts4", "2000") + slot("ts5", "3250")

func TestTiersComeWithTheTimesOfTheirAnnotations(t *testing.T) {
	in := document(someSlots,
		row(`TIER_ID="glosses" PARENT_REF="words"`, ref("a9", "a3", "g &amp; g"))+
			row(`TIER_ID="K-Spch" PARTICIPANT="Kim"`, aligned("a1", "ts1", "ts4", "one two three"), aligned("a2", "ts4", "ts5", ""))+
			row(`TIER_ID="words" PARENT_REF="K-Spch"`, aligned("a3", "ts1", "ts2", "one"), aligned("a4", "ts2", "ts3", "two"), aligned("a5", "ts3", "ts4", "three"))+
			row(`TIER_ID="empty"`))
	want := []tier.Tier{
		{Name: "glosses", Kind: "utterance", Parent: "words", Labels: []tier.Label{{Start: .5, End: 1, Text: "g & g"}}},
		{Name: "K-Spch", Speaker: "Kim", Kind: "utterance", Labels: []tier.Label{{Start: .5, End: 2, Text: "one two three"}, {Start: 2, End: 3.25}}},
		{Name: "words", Kind: "utterance", Parent: "K-Spch", Labels: []tier.Label{{Start: .5, End: 1, Text: "one"}, {Start: 1, End: 1.5, Text: "two"}, {Start: 1.5, End: 2, Text: "three"}}},
		{Name: "empty", Kind: "utterance"},
	}
	got, err := eaf.Parse(strings.NewReader(in))
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestErrorsNameThePlaceAndWhatIsWrong(t *testing.T) {
	good := row(`TIER_ID="a"`, aligned("a1", "ts1", "ts4", "x"))
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", "", "no ANNOTATION_DOCUMENT"},
		{"no XML", "start,end\n0,1\n", "no ANNOTATION_DOCUMENT"},
		{"other XML", "<?xml version=\"1.0\"?>\n<TEI/>", `line 2: the document is "TEI", where an EAF has ANNOTATION_DOCUMENT`},
		{"cut off", document(someSlots, good)[:600], "unexpected EOF"},
		{"another encoding", `<?xml version="1.0" encoding="UTF-16"?><ANNOTATION_DOCUMENT/>`, `encoding "UTF-16"`},
		{"frames of a film", strings.Replace(document(someSlots, good), "milliseconds", "PAL-frames", 1), `line 3: times in "PAL-frames"`},
		{"a slot twice", document(slot("ts1", "1")+slot("ts1", "2"), ""), `line 4: time slot "ts1": each needs an ID of its own`},
		{"a slot without ID", document("<TIME_SLOT/>", ""), `time slot "": each needs an ID`},
		{"a negative time", document(slot("ts1", "-5"), ""), `time slot "ts1": "-5" is no number of milliseconds`},
		{"after a day", document(slot("ts1", "86400001"), ""), "later than 24 h"},
		{"a slot that is not there", document(someSlots, row(`TIER_ID="a"`, aligned("a1", "ts1", "ts9", "x"))), `tier "a", annotation "a1": refers to the time slot "ts9", which is not there`},
		{"a slot without time", document(someSlots, row(`TIER_ID="a"`, aligned("a1", "ts1", "ts2", "x"))), `annotation "a1": nothing tells where its time slot "ts2" lies`},
		{"the end before the start", document(someSlots, row(`TIER_ID="a"`, aligned("a1", "ts4", "ts1", "x"))), `annotation "a1": ends at 0.5 s before it starts at 2 s`},
		{"an annotation that is not there", document(someSlots, row(`TIER_ID="a"`, ref("a1", "a7", "x"))), `refers to the annotation "a7", which is not there`},
		{"annotations in a circle", document(someSlots, row(`TIER_ID="a"`, ref("a1", "a2", "x"), ref("a2", "a1", "x"))), `annotation "a1": refers to others`},
		{"an annotation twice", document(someSlots, good+row(`TIER_ID="b"`, aligned("a1", "ts1", "ts4", "x"))), `annotation "a1": each needs an ID of its own`},
		{"an annotation without a time", document(someSlots, row(`TIER_ID="a"`, aligned("a1", "ts1", "", "x"))), `annotation "a1" refers to no time`},
		{"an annotation in no tier", document(someSlots, aligned("a1", "ts1", "ts4", "x")), "in no tier"},
		{"a tier in a tier", document(someSlots, row(`TIER_ID="a"`, good)), "a tier inside a tier"},
		{"a tier without a name", document(someSlots, row(``)), "a tier without TIER_ID"},
	} {
		_, err := eaf.Parse(strings.NewReader(tc.in))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want one with %q", tc.name, err, tc.want)
		}
	}
}

func TestAReaderThatFailsFailsTheParse(t *testing.T) {
	broken := errors.New("cable pulled")
	if _, err := eaf.Parse(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestWhatAFileMayHoldIsBounded(t *testing.T) {
	var tiers strings.Builder
	for k := range tier.MaxTiers + 1 {
		tiers.WriteString(row(fmt.Sprintf("TIER_ID=\"t%d\"", k)))
	}
	if _, err := eaf.Parse(strings.NewReader(document("", tiers.String()))); err == nil || !strings.Contains(err.Error(), "more than 1000 tiers") {
		t.Errorf("too many tiers: %v", err)
	}
	for _, tc := range []struct{ name, in, want string }{
		{"attributes without end", "<ANNOTATION_DOCUMENT " + strings.Repeat(`a=">'" `, 20000), "more than 65536 bytes of attributes"},
		{"elements in elements", "<ANNOTATION_DOCUMENT>" + strings.Repeat("<a>", 100), "more than 32 deep"},
	} {
		if _, err := eaf.Parse(strings.NewReader(tc.in)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want one with %q", tc.name, err, tc.want)
		}
	}
	long := "<!-- it's " + strings.Repeat("long ", 20000) + "--><ANNOTATION_DOCUMENT></ANNOTATION_DOCUMENT>"
	if _, err := eaf.Parse(strings.NewReader(long)); err != nil {
		t.Errorf("a long comment: %v", err)
	}
}

// FuzzEAF holds what can be read to its bounds, and to what comes back after it was written.
func FuzzEAF(f *testing.F) {
	f.Add([]byte(document(someSlots, row(`TIER_ID="a" PARTICIPANT="Kim"`, aligned("a1", "ts1", "ts2", "x"), aligned("a2", "ts2", "ts4", "y"))+
		row(`TIER_ID="b" PARENT_REF="a"`, ref("a3", "a1", "&lt;z&gt;")))))
	f.Add([]byte(document(slot("ts1", ""), row(`TIER_ID="a"`, ref("a1", "a1", "x")))))
	f.Add([]byte("<!DOCTYPE a [<!ENTITY b \"c\">]><ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tiers, err := eaf.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, row := range tiers {
			for _, l := range row.Labels {
				if l.Start < 0 || l.End < l.Start || l.End > tier.MaxSeconds {
					t.Fatalf("tier %q holds %+v", row.Name, l)
				}
			}
		}
		var once, twice bytes.Buffer
		if err = eaf.Write(&once, "", tiers); err != nil {
			t.Fatal(err)
		}
		if err = eaftest.Check(bytes.NewReader(once.Bytes())); err != nil {
			t.Fatalf("no EAF is written: %v\n%s", err, once.Bytes())
		}
		again, err := eaf.Parse(bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("read back: %v\n%s", err, once.Bytes())
		}
		if err = eaf.Write(&twice, "", again); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("written twice:\n%s\nthen\n%s", once.Bytes(), twice.Bytes())
		}
	})
}
