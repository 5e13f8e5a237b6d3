package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// keptSession is the folder of a store with one session, in which the coach speaks for 20 s and the client for 10 s.
func keptSession(t *testing.T, id string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	rec := &record.Record{
		Head: record.Head{
			ID: id, Title: "First session", Source: "activity", StartedAt: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
			Rules: turns.DefaultOptions(), Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody"},
			People: []view.Person{
				{Channel: 0, ID: "coach", Name: "Maya", Role: "coach", Measured: true},
				{Channel: 1, ID: "client", Name: "Tom", Role: "client", Measured: true},
			},
		},
		Changes: []vad.Change{
			{Channel: 0, At: 0, Activity: vad.Speech},
			{Channel: 0, At: 20 * timeline.Second},
			{Channel: 1, At: 21 * timeline.Second, Activity: vad.Speech},
			{Channel: 1, At: 31 * timeline.Second},
		},
		End: 32 * timeline.Second, State: record.Closed,
	}
	if _, err = s.Put(t.Context(), rec); err != nil {
		t.Fatal(err)
	}
	if err = s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// says runs the program and holds what it prints to some words.
func says(t *testing.T, wantCode int, want string, args ...string) {
	t.Helper()
	code, out, errs := monitor(t, args...)
	if code != wantCode || !strings.Contains(out+errs, want) {
		t.Errorf("monitor %s: exit code %d\n%s%s\nwant %d and %q", strings.Join(args, " "), code, out, errs, wantCode, want)
	}
}

func TestSessionsAreListedAndShown(t *testing.T) {
	dir := keptSession(t, "one")
	says(t, exitDone, "First session", "sessions", "list", "--data", dir)
	says(t, exitDone, "Maya, Tom", "sessions", "list", "--data", dir, "--person", "maya", "--role", "coach", "--to", "2026-11-22")
	says(t, exitDone, "No sessions", "sessions", "list", "--data", dir, "--from", "2026-11-24")
	says(t, exitDone, `"title":"First session"`, "sessions", "list", "--data", dir, "--json")
	says(t, exitWrongUse, "write it as", "sessions", "list", "--data", dir, "--from", "yesterday")
	says(t, exitDone, "Talk share", "sessions", "show", "one", "--data", dir)
	says(t, exitFailed, "no such session", "sessions", "show", "two", "--data", dir)
}

func TestASessionIsShownWhoseProgramDied(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Create(t.Context(), record.Head{
		ID: "cut", Title: "Cut off", Source: "microphones", StartedAt: time.Now(), Rules: turns.DefaultOptions(),
		Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody"},
		People:    []view.Person{{Channel: 0, ID: "coach", Name: "Maya", Role: "coach", Measured: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 200 {
		w.Observe([]vad.Observation{{Probability: 200}})
	}
	if err = s.Close(); err != nil { // without its end
		t.Fatal(err)
	}
	says(t, exitDone, "interrupted", "sessions", "list", "--data", dir)
	says(t, exitDone, "Talk share", "sessions", "show", "cut", "--data", dir)
	says(t, exitDone, "Written to", "sessions", "export", "cut", "--data", dir, "-o", t.TempDir())
}

func TestASessionMovesToAnotherMachine(t *testing.T) {
	dir, out, other := keptSession(t, "moving"), t.TempDir(), t.TempDir()
	says(t, exitDone, "Written to", "sessions", "export", "moving", "--data", dir, "-o", out, "--format", "elan")
	for _, name := range []string{"facts.csv", "timeline.eaf", "record.evenkeel"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
	record := filepath.Join(out, "record.evenkeel")
	says(t, exitDone, "First session", "sessions", "import", record, "--data", other)
	says(t, exitDone, "Talk share", "sessions", "show", "moving", "--data", other)
	for _, wrong := range []string{out, filepath.Join(out, "session.json")} {
		says(t, exitWrongUse, "record.evenkeel is the one", "sessions", "import", wrong, "--data", other)
	}
	broken := filepath.Join(out, "broken.evenkeel")
	if err := os.WriteFile(broken, []byte("start_s,end_s"), 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, exitFailed, "does not begin with EVENKEEL", "sessions", "import", broken, "--data", other)
	says(t, exitWrongUse, "not together", "sessions", "import", record, "talk.rttm", "--data", other)
}

func TestAnAnnotationBecomesASession(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "talk.rttm")
	talk := "SPEAKER t 1 1.00 6.00 <NA> <NA> coach <NA> <NA>\nSPEAKER t 1 11.00 9.00 <NA> <NA> client <NA> <NA>\n"
	if err := os.WriteFile(path, []byte(talk), 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, exitDone, "Hour 3", "sessions", "import", path, "--title", "Hour 3", "--place", "room", "--data", dir)
	says(t, exitDone, "Hour 3", "sessions", "list", "--data", dir, "--person", "client")
}

func TestSessionsAreErasedOnlyWhenThatIsMeant(t *testing.T) {
	dir := keptSession(t, "gone")
	says(t, exitFailed, "nothing was erased", "sessions", "erase", "gone", "--data", dir)
	says(t, exitWrongUse, "either sessions or --before", "sessions", "erase", "--data", dir)
	says(t, exitFailed, "observed of Tom (channel 1)", "sessions", "erase", "gone", "--channel", "client", "--data", dir)
	says(t, exitWrongUse, "0 (Maya), 1 (Tom)", "sessions", "erase", "gone", "--channel", "2", "--yes", "--data", dir)
	says(t, exitDone, "channel 1 (Tom)", "sessions", "erase", "gone", "--channel", "tom", "--yes", "--data", dir)
	says(t, exitDone, "No sessions", "sessions", "erase", "--before", "2020-01-01", "--yes", "--data", dir)
	says(t, exitDone, "First session", "sessions", "list", "--data", dir)
	says(t, exitDone, "Erased: gone", "sessions", "erase", "--before", "2026-11-24", "--yes", "--data", dir)
	says(t, exitDone, "No sessions", "sessions", "list", "--data", dir)
}

func TestASessionIsNamedWhereOneIsNeeded(t *testing.T) {
	says(t, exitWrongUse, "name one session by its ID", "sessions", "show")
	says(t, exitWrongUse, "name one session by its ID", "sessions", "export", "one", "two")
	says(t, exitWrongUse, "name a file", "sessions", "import")
	says(t, exitWrongUse, "--resume=20261122-091500-1a2b3c4d", "run", "--resume", "20261122-091500-1a2b3c4d")
}

func TestNotesAreExportedThatAreShared(t *testing.T) {
	dir, out := keptSession(t, "noted"), t.TempDir()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{`{"text":"for both","shared":true}`, `{"text":"for myself","shared":false}`} {
		if _, err = s.Add(t.Context(), "noted", record.Entry{By: "mentor", Kind: "note", Body: json.RawMessage(body)}); err != nil {
			t.Fatal(err)
		}
	}
	if err = s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, asked := range []bool{false, true} {
		args := []string{"sessions", "export", "noted", "--data", dir, "-o", out}
		if asked {
			args = append(args, "--notes")
		}
		says(t, exitDone, "Written to", args...)
		text := contents(t, out, "session.json")
		if strings.Contains(text, "for myself") || strings.Contains(text, "for both") != asked {
			t.Errorf("with notes %t, session.json is\n%s", asked, text)
		}
	}
}

func TestPseudonymousExportsTellNoNames(t *testing.T) {
	dir, out, other := keptSession(t, "masked"), t.TempDir(), t.TempDir()
	says(t, exitDone, "timeline.eaf, record.evenkeel", "sessions", "export", "masked", "--data", dir, "-o", out, "--pseudonymous", "--format", "elan")
	files, err := os.ReadDir(out)
	if err != nil || len(files) < 6 {
		t.Errorf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(out, f.Name()))
		if err != nil || strings.Contains(string(text), "Maya") || strings.Contains(string(text), "Tom") {
			t.Errorf("%s: a name is in it, or %v", f.Name(), err)
		}
	}
	says(t, exitWrongUse, "choose one of the two", "sessions", "export", "masked", "--data", dir, "-o", out, "--pseudonymous", "--notes")
	says(t, exitDone, "Coach, Client", "sessions", "import", filepath.Join(out, "record.evenkeel"), "--data", other)
}

func TestARoleAndANameMakeSomebody(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "talk.rttm")
	talk := "SPEAKER t 1 1.00 6.00 <NA> <NA> a <NA> <NA>\nSPEAKER t 1 11.00 9.00 <NA> <NA> b <NA> <NA>\n"
	if err := os.WriteFile(path, []byte(talk), 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, exitDone, "Ben, Ada", "sessions", "import", path, "-c", "client:Ada", "-c", "coach:Ben", "--data", dir)
	says(t, exitDone, "Ben, Ada", "sessions", "list", "--role", "coach", "--person", "Ben", "--data", dir)
	says(t, exitDone, "No sessions", "sessions", "list", "--role", "coach", "--person", "Ada", "--data", dir)
	says(t, exitWrongUse, `no role "boss"`, "sessions", "import", path, "-c", "boss:Ada", "-c", "Ben", "--data", dir)
	says(t, exitWrongUse, `no role "boss"`, "analyze", "boss:Ada=a.wav", "client:Ben=b.wav")
	says(t, exitWrongUse, `no role "boss"`, "run", "-c", "boss:Ada=USB:1")
	says(t, exitWrongUse, "two channels are called Ada", "sessions", "import", path, "-c", "coach:Ada", "-c", "client:Ada", "--data", dir)
}

func TestAFolderInUseIsNamed(t *testing.T) {
	dir := keptSession(t, "busy")
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	says(t, exitFailed, dir+": another monitor is using it", "sessions", "list", "--data", dir)
	if err = s.Close(); err != nil {
		t.Fatal(err)
	}
}
