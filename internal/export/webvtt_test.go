package export_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/export"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestWebVTTOfAwkwardNames holds what is written to the files that web/e2e/webvtt.spec.ts has a browser read.
func TestWebVTTOfAwkwardNames(t *testing.T) {
	s := talkOf(awkward...)
	s.Marks = []export.Mark{{AtS: 2, Text: "a\n\n00:00:01.000 --> 00:00:02.000\n&lt; <i>"}, {AtS: 3}}
	for _, name := range []string{"turns.vtt", "moments.vtt"} {
		got, path := written(t, s, name), filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got, -update writes it anew):\n%s", path, diff)
		}
	}
}

func TestCaptionsNameWhoHoldsTheFloor(t *testing.T) {
	want := `WEBVTT

00:00:00.000 --> 00:00:03.500
<v coach>coach</v>

00:00:03.000 --> 00:00:06.500
<v J &amp; &lt;K&gt;>J &amp; &lt;K&gt;</v>
`
	if diff := cmp.Diff(want, written(t, talkOf("coach", "J & <K>"), "turns.vtt")); diff != "" {
		t.Errorf("turns.vtt (-want +got):\n%s", diff)
	}
}

var (
	cueTiming = regexp.MustCompile(`^(\d{2,}:[0-5]\d:[0-5]\d\.\d{3}) --> (\d{2,}:[0-5]\d:[0-5]\d\.\d{3})$`)
	// cueText is the text of a cue that this program writes: spans of voices, no other tag, no bare ampersand.
	cueText = regexp.MustCompile(`^(?:[^<>&\n]|&(?:amp|lt|gt);|<v [^<>\n]*>|</v>)+$`)
)

// checkWebVTT holds a file to the grammar of WebVTT (W3C, section 4), as far as it uses it.
func checkWebVTT(text string) error {
	head, body, _ := strings.Cut(text, "\n")
	if head != "WEBVTT" || body != "" && !strings.HasPrefix(body, "\n") {
		return fmt.Errorf("head %q", head)
	}
	last := ""
	for cue := range strings.SplitSeq(strings.TrimSuffix(body, "\n"), "\n\n") {
		if cue == "" {
			continue
		}
		timing, payload, _ := strings.Cut(strings.TrimPrefix(cue, "\n"), "\n")
		times := cueTiming.FindStringSubmatch(timing)
		if times == nil || times[1] >= times[2] || times[1] < last {
			return fmt.Errorf("times %q after %s", timing, last)
		}
		last = times[1]
		if strings.Contains(payload, "-->") || !cueText.MatchString(payload) {
			return fmt.Errorf("text %q", payload)
		}
	}
	return nil
}
