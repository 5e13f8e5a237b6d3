package dashboard_test

import (
	"io/fs"
	"strings"
	"testing"
)

func TestFactsAreJSONOfTheSession(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/api/sessions/current/facts", bearer...)
	if got.status != 200 || got.header.Get("Content-Type") != "application/json" || !strings.Contains(got.body, `"session":"s1"`) {
		t.Errorf("%d %v %s", got.status, got.header, got.body)
	}
	if got.header.Get("Content-Disposition") != "" {
		t.Error("the rows are offered as a file to keep")
	}
}

func TestAnExportIsAFileToKeep(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/api/sessions/s1/export/facts.csv", bearer...)
	if got.status != 200 || got.header.Get("Content-Type") != "text/csv; charset=utf-8" || got.body != "start_s,end_s\n" {
		t.Errorf("%d %v %q", got.status, got.header, got.body)
	}
	if d := got.header.Get("Content-Disposition"); d != "attachment; filename=facts.csv" {
		t.Errorf("disposition %q", d)
	}
}

func TestEveryFormatHasItsContentType(t *testing.T) {
	r := start(t, dist, nil)
	for name, want := range map[string]string{
		"timeline.eaf": "application/xml", "timeline.TextGrid": "text/plain; charset=utf-8",
		"labels.txt": "text/plain; charset=utf-8", "turns.vtt": "text/vtt; charset=utf-8",
	} {
		got := r.ask("GET", "/api/sessions/s1/export/"+name, bearer...)
		if got.status != 200 || got.header.Get("Content-Type") != want || got.body != name {
			t.Errorf("%s: %d %v %q, want %s", name, got.status, got.header, got.body, want)
		}
	}
}

func TestAFileThatIsNotThereIsNotFound(t *testing.T) {
	r := start(t, dist, nil)
	for _, path := range []string{
		"/api/sessions/s1/export/other.csv", "/api/sessions/s1/export/activity.rttm", "/api/sessions/s1/export/facts.exe",
		"/api/sessions/s1/export/..%2f..%2fetc.csv", "/api/sessions/s1/export/a%0d%0ab.csv", "/api/sessions/s0/export/facts.csv",
	} {
		got := r.ask("GET", path, bearer...)
		if got.status != 404 || !strings.HasPrefix(got.body, `{"error":`) || got.header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %v %q", path, got.status, got.header, got.body)
		}
	}
}

func TestAFileThatFailsHalfwayIsAnErrorWithoutItsDetail(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/api/sessions/s1/export/session.json", bearer...)
	if got.status != 500 || strings.Contains(got.body, "half") || strings.Contains(got.body, "Ann") {
		t.Errorf("%d %q", got.status, got.body)
	}
	if got.header.Get("Content-Disposition") != "" {
		t.Error("the error is offered as a file to keep")
	}
}

func TestReadyMeansThatTheSessionListens(t *testing.T) {
	r := start(t, dist, nil)
	if got := r.ask("GET", "/readyz"); got.status != 200 || got.body != "ready\n" {
		t.Errorf("%d %q", got.status, got.body)
	}
	r.Use(&fakeSession{id: "s2", notYet: fs.ErrNotExist})
	if got := r.ask("GET", "/readyz"); got.status != 503 || got.body != "not ready\n" {
		t.Errorf("while it waits: %d %q", got.status, got.body)
	}
	if got := r.ask("GET", "/healthz"); got.status != 200 || got.body != "alive\n" {
		t.Errorf("alive: %d %q", got.status, got.body)
	}
}
