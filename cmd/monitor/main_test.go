package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// asProgram makes the test binary the program itself, for what only a process can be asked.
const asProgram = "EVENKEEL_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// output is text that a command writes while a test reads it.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// monitor runs the program and returns its exit code and what it wrote.
func monitor(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e output
	code = run(t.Context(), args, streams{in: strings.NewReader(""), out: &o, err: &e})
	return code, o.String(), e.String()
}

// bundledWAV is the bundled session as a file.
func bundledWAV(t *testing.T) string {
	t.Helper()
	return file(t, "session.wav", bundled.WAV())
}

// bundledStart is the first 15 s of the bundled session as a file.
func bundledStart(t *testing.T) string {
	t.Helper()
	return file(t, "start.wav", bundled.WAV()[:58+15*timeline.Second*2]) // two channels of mu-law
}

func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnalyzeWritesWhatItFound(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	code, out, errs := monitor(t, "analyze", bundledWAV(t), "-c", "coach", "-c", "client", "-o", dir, "--observations")
	if code != exitDone || errs != "" {
		t.Fatalf("exit code %d, errors %q", code, errs)
	}
	for _, want := range []string{
		"3 min 4 s", "The coach broke 4 of 6 silences of 3 s and more", "Took the floor in overlap",
		"Signal\nCoach    Speech 32 dB over the noise.\n         It hears nothing of the others that matters.", dir,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the summary does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "**") || strings.Contains(out, "\x1b") {
		t.Errorf("marks of figures in plain text:\n%s", out)
	}
	checkObservations(t, filepath.Join(dir, "observations.csv"))
	checkSession(t, filepath.Join(dir, "session.json"))
	for _, name := range []string{"facts.csv", "activity.rttm", "indicators.json"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 5 {
		t.Errorf("%d files in the folder, want 5: %v", len(entries), err)
	}
}

func TestNamesHaveToDifferInFiles(t *testing.T) {
	for _, names := range [][]string{{"a", "a"}, {"a b", "a_b"}, {"coach", " "}} {
		code, _, errs := monitor(t, "analyze", bundledWAV(t), "-c", names[0], "-c", names[1])
		if code != exitWrongUse || !strings.Contains(errs, "channel") {
			t.Errorf("%q: exit code %d, %q", names, code, errs)
		}
	}
	dir := t.TempDir()
	code, _, errs := monitor(t, "analyze", bundledStart(t), "-c", `Smith, "J"`, "-c", "client", "-o", dir, "--observations")
	if code != exitDone {
		t.Fatal(errs)
	}
	f, err := os.Open(filepath.Join(dir, "observations.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || rows[1][1] != `Smith, "J"` {
		t.Errorf("%v, first line %q", err, rows[min(1, len(rows)-1)])
	}
}

func TestAFolderThatCannotBeWrittenIsToldBeforeTheWork(t *testing.T) {
	taken := file(t, "taken", nil) // a file where the folder should be
	for _, command := range [][]string{{"analyze", bundledWAV(t)}, {"replay", "--listen", "127.0.0.1:0", "--exit"}} {
		code, out, errs := monitor(t, append(command, "-o", filepath.Join(taken, "out"))...)
		if code != exitFailed || !strings.Contains(errs, "the folder for the session's files") || out != "" {
			t.Errorf("%s: exit code %d, %q, printed %q", command[0], code, errs, out)
		}
	}
}

// checkObservations holds the file to a line a hop and channel.
func checkObservations(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const hops = 5777 // 184.855 s
	if len(rows) != 1+2*hops {
		t.Errorf("%d lines, want a line for each of %d hops of 2 channels", len(rows)-1, hops)
	}
	if first := rows[1]; first[0] != "-0.036" || first[1] != "coach" {
		t.Errorf("first line %v: it speaks of a stretch that starts %v before its hop", first, vad.BackDate.Duration())
	}
}

func checkSession(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var s export.Session
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	if s.Format != "evenkeel-session" || s.Version != export.SessionVersion || s.LengthS < 184.8 || s.Rules["lapse_ms"] != 3000 {
		t.Errorf("session.json: %s %d, %.1f s, %v", s.Format, s.Version, s.LengthS, s.Rules)
	}
	if s.Counts["interruption_successful"] != 4 || s.Counts["lapse"] != 6 || len(s.Activity) != 2 {
		t.Errorf("counts %v, want 4 interruptions and 6 lapses", s.Counts)
	}
}

func TestAnalyzeTakesActivityWithoutSound(t *testing.T) {
	dir := t.TempDir()
	code, out, errs := monitor(t, "analyze", file(t, "talk.rttm", bundled.Reference()), "-o", dir)
	if code != exitDone || !strings.Contains(out, "The coach broke 4 of 6") {
		t.Fatalf("exit code %d, %q\n%s", code, errs, out)
	}
	activity, err := os.ReadFile(filepath.Join(dir, "activity.rttm"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := times(activity), times(bundled.Reference()); !slices.Equal(got, want) {
		t.Errorf("%d segments came out, %d went in", len(got), len(want))
	}
}

// times are speaker, start and duration of the lines of an RTTM.
func times(rttm []byte) []string {
	var all []string
	for line := range strings.Lines(string(rttm)) {
		if f := strings.Fields(line); len(f) > 7 && f[0] == "SPEAKER" {
			all = append(all, strings.Join([]string{f[7], f[3], f[4]}, " "))
		}
	}
	slices.Sort(all)
	return all
}

func TestAnnotationsByHandAreTakenAsUnits(t *testing.T) {
	var rttm strings.Builder
	for i := range 30 {
		at := float64(i) * 10
		rttm.WriteString(rttmLine("a", at, 4) + rttmLine("b", at+3.6, 5))
	}
	_, out, _ := monitor(t, "analyze", file(t, "hand.rttm", []byte(rttm.String())))
	if !strings.Contains(out, "all times are multiples of 200 ms") || !strings.Contains(out, "took the floor in overlap 30 times") {
		t.Errorf("summary:\n%s", out)
	}
}

func rttmLine(who string, start, length float64) string {
	return strings.Join([]string{"SPEAKER hand 1", seconds(start), seconds(length), "<NA> <NA>", who, "<NA> <NA>\n"}, " ")
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', 3, 64) }

func TestReplayComesToTheSameFactsAsAnalyze(t *testing.T) {
	analyzed, replayed := t.TempDir(), t.TempDir()
	talk := file(t, "talk.rttm", bundled.Reference())
	if code, _, errs := monitor(t, "analyze", talk, "-o", analyzed); code != exitDone {
		t.Fatal(errs)
	}
	code, out, errs := monitor(t, "replay", talk, "--speed", "100", "--exit", "-o", replayed, "--listen", "127.0.0.1:0")
	if code != exitDone {
		t.Fatal(errs)
	}
	if !strings.Contains(out, "Dashboard: http://127.0.0.1:") || !strings.Contains(out, "The coach broke 4 of 6") {
		t.Errorf("replay said:\n%s", out)
	}
	for _, name := range []string{"facts.csv", "activity.rttm", "indicators.json"} {
		a, errA := os.ReadFile(filepath.Join(analyzed, name))
		b, errB := os.ReadFile(filepath.Join(replayed, name))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs, or %v, %v", name, errA, errB)
		}
	}
}

func TestWrongUseIsToldFromFailure(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		code int
		want string
	}{
		"unknown command":    {[]string{"dance"}, exitWrongUse, "unknown command"},
		"unknown flag":       {[]string{"run", "--dance"}, exitWrongUse, "monitor run --help"},
		"no file":            {[]string{"analyze"}, exitWrongUse, "monitor analyze FILE…"},
		"not a duration":     {[]string{"run", "--lapse", "soon"}, exitWrongUse, "lapse"},
		"not allowed":        {[]string{"run", "--lapse", "90s"}, exitWrongUse, "agreement.lapse"},
		"missing config":     {[]string{"run", "--config", "none.yml"}, exitWrongUse, "none.yml"},
		"missing file":       {[]string{"analyze", "none.wav"}, exitFailed, "none.wav"},
		"no sound":           {[]string{"analyze", file(t, "a.wav", []byte("not sound at all"))}, exitFailed, "not WAV"},
		"empty RTTM":         {[]string{"analyze", file(t, "a.rttm", []byte(";; nothing\n"))}, exitFailed, "nobody speaks"},
		"broken RTTM":        {[]string{"analyze", file(t, "b.rttm", []byte("SPEAKER x 1 soon 1 a b c d e\n"))}, exitFailed, "line 1"},
		"too many names":     {[]string{"analyze", bundledWAV(t), "-c", "a", "-c", "b", "-c", "c"}, exitWrongUse, "names and channels differ in number, 3 and 2"},
		"observations where": {[]string{"analyze", bundledWAV(t), "--observations"}, exitWrongUse, "-o DIR"},
		"unpaired score":     {[]string{"score", "--ref", "a.rttm"}, exitWrongUse, "--hyp"},
		"two equal names":    {[]string{"run", "-c", "a=x", "-c", "a=y"}, exitWrongUse, "two channels are called a"},
		"open to the world":  {[]string{"replay", "--listen", "0.0.0.0:0"}, exitFailed, "listen on 127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := monitor(t, tc.args...)
			if code != tc.code || !strings.Contains(errs, tc.want) {
				t.Errorf("exit code %d, errors %q, output %q; want %d and %q", code, errs, out, tc.code, tc.want)
			}
		})
	}
}

func TestHelpShowsHow(t *testing.T) {
	for _, command := range []string{"run", "replay", "analyze", "devices", "score", "bench", "config"} {
		code, out, _ := monitor(t, command, "--help")
		if code != exitDone || !strings.Contains(out, "Examples:") {
			t.Errorf("%s --help: exit code %d\n%s", command, code, out)
		}
	}
	if code, out, _ := monitor(t); code != exitDone || !strings.Contains(out, "Available Commands:") {
		t.Errorf("without a command: exit code %d\n%s", code, out)
	}
	if code, out, _ := monitor(t, "completion", "bash"); code != exitDone || !strings.Contains(out, "monitor") {
		t.Errorf("completion: exit code %d, %d bytes", code, len(out))
	}
	if code, out, _ := monitor(t, "version"); code != exitDone || !strings.Contains(out, "rules of turn-taking") {
		t.Errorf("version: exit code %d\n%s", code, out)
	}
}

func TestConfigPrintsWhatIsInForce(t *testing.T) {
	t.Setenv("MONITOR_AGREEMENT_BAND", "20-30")
	code, out, errs := monitor(t, "config", "--config", writeConfig(t, "listen: 127.0.0.1:9000\n"))
	for _, want := range []string{"listen 127.0.0.1:9000\n", "agreement.band 20-30\n", "rules.take 1s\n", "# config file: /"} {
		if code != exitDone || !strings.Contains(out, want) {
			t.Errorf("no %q in (exit code %d, %q):\n%s", want, code, errs, out)
		}
	}
	if _, out, _ = monitor(t, "config", "--defaults"); out != string(sampleConfig) {
		t.Error("config --defaults does not print the sample")
	}
}

func TestScoreMeasuresAgreement(t *testing.T) {
	a := file(t, "a.rttm", []byte(rttmLine("x", 0, 10)))
	b := file(t, "b.rttm", []byte(rttmLine("x", 0, 9)))
	code, out, errs := monitor(t, "score", "--ref", a, "--hyp", b)
	if code != exitDone || !strings.Contains(out, `"recall":0.9`) || !strings.Contains(out, `"precision":1`) {
		t.Errorf("exit code %d, %q: %s", code, errs, out)
	}
}

// TestLeavingTakesItsOrder interrupts a replay: the session ends and is written before browsers are told, and nothing is
// left running.
func TestLeavingTakesItsOrder(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	dir := t.TempDir()
	var out, errs output
	done := make(chan int)
	go func() {
		done <- run(ctx, []string{"replay", "--listen", "127.0.0.1:0", "-o", dir}, streams{out: &out, err: &errs})
	}()
	link := waitForLink(t, &out)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	if err = answer.Body.Close(); err != nil || answer.StatusCode >= 400 {
		t.Errorf("the link answers with %d, %v", answer.StatusCode, err)
	}
	client.CloseIdleConnections()
	time.Sleep(300 * time.Millisecond)
	interrupt()
	if code := <-done; code != exitDone {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
	if !strings.Contains(out.String(), "Written to "+dir) {
		t.Errorf("not written:\n%s", out.String())
	}
	if answer, err = client.Get(link); err == nil {
		t.Errorf("the dashboard still answers: %s", answer.Status)
		_ = answer.Body.Close()
	}
}

// waitForLink waits until the program has printed its link.
func waitForLink(t *testing.T, out *output) string {
	t.Helper()
	for range 100 {
		for line := range strings.Lines(out.String()) {
			if link, ok := strings.CutPrefix(line, "Dashboard: "); ok {
				return strings.TrimSpace(link)
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no link:\n%s", out.String())
	return ""
}
