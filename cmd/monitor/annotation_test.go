package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/export"
)

// bundledTimelines analyzes the bundled conversation into all formats and returns the folder.
func bundledTimelines(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	all := append([]string{"analyze", file(t, "talk.rttm", bundled.Reference()), "-o", dir}, args...)
	for _, format := range export.Formats() {
		all = append(all, "--format", format)
	}
	if code, _, errs := monitor(t, all...); code != exitDone {
		t.Fatal(errs)
	}
	return dir
}

func contents(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFurtherFormatsAreWrittenOnRequest(t *testing.T) {
	entries, err := os.ReadDir(bundledTimelines(t))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := export.FileNames()
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("written: %q, want %q", names, want)
	}
	dir := t.TempDir()
	_, out, _ := monitor(t, "analyze", file(t, "talk.rttm", bundled.Reference()), "-o", dir, "--format", "elan")
	if want := "facts.csv, activity.rttm, indicators.json, session.json, timeline.eaf\n"; !strings.HasSuffix(out, want) {
		t.Errorf("it says:\n%s\nwant %s", out, want)
	}
}

func TestATimelineIsReadWhereverActivityIs(t *testing.T) {
	dir := bundledTimelines(t)
	for _, name := range []string{"timeline.eaf", "timeline.TextGrid"} {
		again, path := t.TempDir(), filepath.Join(dir, name)
		code, out, errs := monitor(t, "analyze", path, "-o", again)
		if code != exitDone || !strings.Contains(out, "The coach broke 4 of 6") {
			t.Fatalf("exit code %d, %q\n%s", code, errs, out)
		}
		if got, want := contents(t, again, "activity.rttm"), contents(t, dir, "activity.rttm"); got != want {
			t.Errorf("%s comes to\n%s\nwant\n%s", name, got, want)
		}
		code, out, errs = monitor(t, "score", "--ref", path, "--hyp", filepath.Join(dir, "activity.rttm"))
		if code != exitDone || !strings.Contains(out, `"der":0,`) {
			t.Errorf("score of %s: exit code %d, %q, %q", name, code, out, errs)
		}
		code, out, errs = monitor(t, "replay", path, "--speed", "100", "--exit", "--listen", "127.0.0.1:0")
		if code != exitDone || !strings.Contains(out, "The coach broke 4 of 6") {
			t.Errorf("replay of %s: exit code %d, %q, %q", name, code, out, errs)
		}
	}
}

func TestTiersAreChosenAndNamedByChannel(t *testing.T) {
	path, dir := filepath.Join(bundledTimelines(t), "timeline.eaf"), t.TempDir()
	code, _, errs := monitor(t, "analyze", path, "-c", "coach=client", "-c", "client=coach (turns)", "-o", dir)
	if code != exitDone {
		t.Fatal(errs)
	}
	_, first, _ := strings.Cut(contents(t, dir, "facts.csv"), "\n")
	if line, _, _ := strings.Cut(first, "\n"); !strings.Contains(line, ",ipu,client,") { // the coach speaks first
		t.Errorf("the facts begin with %s, want a unit of the coach that is called client", line)
	}
	code, _, errs = monitor(t, "analyze", path, "-c", "Maya")
	if code != exitWrongUse || !strings.Contains(errs, `no tier of stretches is called "Maya"; there are "coach", "client"`) {
		t.Errorf("a tier that is not there: exit code %d, %q", code, errs)
	}
	code, out, _ := monitor(t, "score", "--ref", path, "-c", "client=coach", "-c", "coach=client", "--hyp", path)
	if code != exitDone || strings.Contains(out, `"der":0,`) {
		t.Errorf("score of the people exchanged: exit code %d, %s", code, out)
	}
}

func TestBrokenTimelinesSayWhere(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"cut.TextGrid": {"File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0 9 <exists> 2\n", "cut.TextGrid: line 4: the file ends too early"},
		"cut.EAF":      {"<ANNOTATION_DOCUMENT>\n<TIME_ORDER>", "cut.EAF: line 2: unexpected EOF"},
		"none.eaf":     {"<ANNOTATION_DOCUMENT></ANNOTATION_DOCUMENT>", "nobody speaks in it"},
	} {
		code, _, errs := monitor(t, "analyze", file(t, name, []byte(tc.text)))
		if code != exitFailed || !strings.Contains(errs, tc.want) {
			t.Errorf("%s: exit code %d, %q, want %q", name, code, errs, tc.want)
		}
	}
	two := []string{"analyze", file(t, "a.rttm", bundled.Reference()), "b.eaf"}
	if code, _, errs := monitor(t, two...); code != exitWrongUse || !strings.Contains(errs, "one annotation at a time") {
		t.Errorf("two annotations: exit code %d, %q", code, errs)
	}
}

func TestPseudonymousFilesTellNoNames(t *testing.T) {
	dir, sound := t.TempDir(), t.TempDir()
	args := []string{"-c", "Sigrun", "-c", "Ortlinde", "--title", "Ride of Helmwige", "--pseudonymous"}
	for _, format := range export.Formats() {
		args = append(args, "--format", format)
	}
	talk := file(t, "Gerhilde.rttm", bundled.Reference())
	if code, _, errs := monitor(t, append([]string{"analyze", talk, "-o", dir}, args...)...); code != exitDone {
		t.Fatal(errs)
	}
	if code, _, errs := monitor(t, append([]string{"analyze", bundledStart(t), "-o", sound, "--observations"}, args...)...); code != exitDone {
		t.Fatal(errs)
	}
	secrets := []string{"Sigrun", "Ortlinde", "Helmwige", "Gerhilde"}
	for _, name := range export.FileNames() {
		tellsNo(t, dir, name, secrets)
		tellsNo(t, sound, name, secrets)
	}
	tellsNo(t, sound, observationsFile, secrets)
	if got := contents(t, sound, observationsFile); !strings.Contains(got, ",person1,") || !strings.Contains(got, ",person2,") {
		t.Errorf("%s names the channels otherwise:\n%.200s", observationsFile, got)
	}
}

func tellsNo(t *testing.T, dir, name string, secrets []string) {
	t.Helper()
	text := bytes.ToLower([]byte(contents(t, dir, name)))
	for _, secret := range secrets {
		if bytes.Contains(text, bytes.ToLower([]byte(secret))) {
			t.Errorf("%s holds %q", name, secret)
		}
	}
}
