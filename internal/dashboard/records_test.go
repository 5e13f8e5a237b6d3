package dashboard_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// keeping runs a server that keeps one session, in which the client breaks a silence. It returns the session's ID.
func keeping(t *testing.T) (*running, string) {
	t.Helper()
	r, ids := keepingAll(t, "First")
	return r, ids[0]
}

// keepingTwo runs a server that keeps two such sessions, and returns their IDs, that of the older first.
func keepingTwo(t *testing.T) (r *running, first, second string) {
	t.Helper()
	r, ids := keepingAll(t, "First", "Second")
	return r, ids[0], ids[1]
}

// keepingAll runs a server that keeps a session a title, a day apart. It returns their IDs.
func keepingAll(t *testing.T, titles ...string) (*running, []string) {
	t.Helper()
	dir := t.TempDir()
	open := func() *archive.Archive {
		a, err := archive.Open(t.Context(), archive.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	a := open()
	var ids []string
	for day, title := range titles {
		ids = append(ids, recordShort(t, a, title, day))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a = open()
	server := start(t, dist, func(o *dashboard.Options) { o.Archive = a })
	t.Cleanup(func() {
		_ = server.stop()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return server, ids
}

// recordShort records half a minute, so many days after the first, and returns its ID.
func recordShort(t *testing.T, a *archive.Archive, title string, day int) string {
	t.Helper()
	head := record.Head{
		Title: title, Source: "activity", StartedAt: time.Date(2026, 11, 22+day, 9, 0, 0, 0, time.UTC), Rules: turns.DefaultOptions(),
		Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody", AgreedBy: []int{}},
		People: []view.Person{
			{Channel: 0, ID: "coach", Name: "Coach", Role: "coach", Measured: true},
			{Channel: 1, ID: "client", Name: "Ann", Role: "client", Measured: true},
		},
	}
	r, err := a.Record(t.Context(), &head)
	if err != nil {
		t.Fatal(err)
	}
	for k, spans := range [][]float64{{1, 6, 20, 24}, {10, 18}} {
		for i, s := range spans {
			r.Change(vad.Change{Channel: k, At: timeline.FromSeconds(s), Activity: []vad.Activity{vad.Speech, vad.Silent}[i%2]})
		}
	}
	r.End(30 * timeline.Second)
	return head.ID
}

func TestKeptSessionsAreListedAndReviewed(t *testing.T) {
	r, id := keeping(t)
	var list view.RecordList
	r.json(t, http.MethodGet, "/api/sessions?q=ann", "", 200, &list)
	if list.Total != 1 || list.Sessions[0].ID != id || list.Sessions[0].Title != "First" || !list.Keeping.Keeps {
		t.Errorf("listed %+v", list)
	}
	r.json(t, http.MethodGet, "/api/sessions?q=bob", "", 200, &list)
	if list.Total != 0 {
		t.Errorf("of nobody: %+v", list)
	}
	var v view.Review
	r.json(t, http.MethodGet, "/api/sessions/"+id+"/review?as=coach", "", 200, &v)
	if v.Viewer != "coach" || v.Pauses.Count != 1 {
		t.Errorf("as the coach: %s sees %d silences, want 1", v.Viewer, v.Pauses.Count)
	}
	r.json(t, http.MethodGet, "/api/sessions/"+id+"/review?lapse_ms=5000", "", 200, &v)
	if v.Viewer != "mentor" || v.Pauses.Count != 0 || !v.Settings.Differ {
		t.Errorf("from 5 s: %s sees %d silences, want none", v.Viewer, v.Pauses.Count)
	}
}

func TestWhatPeopleAddIsThereAtOnce(t *testing.T) {
	r, id := keeping(t)
	var v view.Review
	r.json(t, http.MethodPost, "/api/sessions/"+id+"/entries?as=mentor",
		`{"kind": "note", "body": {"start_ms": 8000, "end_ms": 8000, "text": "What was in this silence?", "shared": true}}`, 200, &v)
	if len(v.Notes) != 1 || v.Notes[0].By != "mentor" {
		t.Errorf("notes %+v", v.Notes)
	}
	r.json(t, http.MethodPost, "/api/sessions/"+id+"/entries?as=coach", `{"kind": "rename", "body": {"channel": 1, "name": "Maya"}}`, 200, &v)
	if v.People[1].Name != "Maya" {
		t.Errorf("people %+v", v.People)
	}
	var e view.RecordEntry
	r.json(t, http.MethodPatch, "/api/sessions/"+id, `{"title": "Second", "tags": ["mcc"]}`, 200, &e)
	if e.Title != "Second" || e.Notes != 1 || e.People[1].Name != "Maya" {
		t.Errorf("listed as %+v", e)
	}
}

func TestWhatCannotBeAskedForIsSaid(t *testing.T) {
	r, id := keeping(t)
	at := "/api/sessions/" + id
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"GET", "/api/sessions/none/review", "", 404, "not kept"},
		{"GET", at + "/review?as=judge", "", 400, "coach, client"},
		{"GET", at + "/review?lapse_ms=soon", "", 400, "lapse_ms"},
		{"GET", at + "/review?lapse_ms=1", "", 400, "lapse"},
		{"GET", at + "/review?mood_ms=1000", "", 400, "mood"},
		{"GET", "/api/sessions?from=yesterday", "", 400, "2026-11-22"},
		{"GET", "/api/sessions?limit=-1", "", 400, "limit"},
		{"POST", at + "/entries", `{"kind": "praise", "body": {}}`, 400, "praise"},
		{"POST", at + "/entries", `{"kind": "note", "body": {"start_ms": 99000000, "end_ms": 99000000, "text": "x"}}`, 400, ""},
		{"POST", at + "/entries", `{"kind":`, 400, "reload"},
		{"POST", at + "/entries", `{"kind": "note", "body": "` + strings.Repeat("x", 1<<17) + `"}`, 413, "too long"},
		{"PATCH", at, `{"title": ""}`, 400, "title"},
		{"PATCH", at, `{"owner": "me"}`, 400, "reload"},
		{"GET", at + "/export/other.csv", "", 404, "no such file"},
		{"DELETE", at + "/channels/x", "", 404, "nobody"},
	} {
		got := r.send(c.method, c.path, c.body, bearer...)
		if got.status != c.status || !strings.Contains(got.body, c.says) || !strings.HasPrefix(got.body, `{"error":`) {
			t.Errorf("%s %s: %d %s, want %d and %q", c.method, c.path, got.status, got.body, c.status, c.says)
		}
	}
}

func TestAKeptSessionIsExportedAndErased(t *testing.T) {
	r, id := keeping(t)
	got := r.ask("GET", "/api/sessions/"+id+"/export/facts.csv", bearer...)
	if got.status != 200 || !strings.Contains(got.body, "lapse") || !strings.Contains(got.header.Get("Content-Disposition"), id+"-facts.csv") {
		t.Errorf("%d %v %.200s", got.status, got.header, got.body)
	}
	if got = r.ask("GET", "/api/sessions/"+id+"/export/session.json?pseudonymous=1", bearer...); strings.Contains(got.body, "Ann") {
		t.Error("a name is in a file without names")
	}
	if got = r.ask("GET", "/api/sessions/"+id+"/export/record.evenkeel", bearer...); got.status != 200 || len(got.body) < 100 {
		t.Errorf("the whole record: %d, %d bytes", got.status, len(got.body))
	}
	if got = r.ask("DELETE", "/api/sessions/"+id, bearer...); got.status != 204 {
		t.Errorf("erasing: %d %s", got.status, got.body)
	}
	if got = r.ask("GET", "/api/sessions/"+id+"/review", bearer...); got.status != 404 {
		t.Errorf("after erasing: %d", got.status)
	}
}

func TestKeptSessionsAreForThoseWithTheLinkOnly(t *testing.T) {
	r, id := keeping(t)
	for _, c := range [][2]string{
		{"GET", "/api/sessions"},
		{"GET", "/api/sessions/" + id + "/review"},
		{"POST", "/api/sessions/" + id + "/entries"},
		{"PATCH", "/api/sessions/" + id},
		{"DELETE", "/api/sessions/" + id},
		{"GET", "/api/sessions/" + id + "/export/facts.csv"},
		{"GET", "/sessions"},
		{"GET", "/sessions/" + id},
	} {
		if got := r.ask(c[0], c[1]); got.status != 401 || strings.Contains(got.body, "First") {
			t.Errorf("%s %s without the token: %d %s", c[0], c[1], got.status, got.body)
		}
		if got := r.ask(c[0], c[1], append([]string{"Origin", "http://elsewhere.example"}, bearer...)...); c[1][:4] == "/api" && got.status != 403 {
			t.Errorf("%s %s from a page elsewhere: %d", c[0], c[1], got.status)
		}
	}
	if got := r.ask("GET", "/sessions/"+id, bearer...); got.status != 200 || !strings.Contains(got.body, "<title>Evenkeel") {
		t.Errorf("the page of a session: %d %.80s", got.status, got.body)
	}
}

func TestWithoutAnArchiveTheListSaysSo(t *testing.T) {
	r := start(t, dist, nil)
	var list view.RecordList
	r.json(t, http.MethodGet, "/api/sessions", "", 200, &list)
	if list.Keeping.Keeps || list.Keeping.Text == "" {
		t.Errorf("%+v", list)
	}
	if got := r.ask("GET", "/api/sessions/x/review", bearer...); got.status != 404 {
		t.Errorf("a review: %d", got.status)
	}
}

// json asks with the token and reads the answer.
func (r *running) json(t *testing.T, method, path, body string, status int, to any) {
	t.Helper()
	got := r.send(method, path, body, bearer...)
	if got.status != status {
		t.Fatalf("%s %s: %d %s", method, path, got.status, got.body)
	}
	if err := json.Unmarshal([]byte(got.body), to); err != nil {
		t.Fatal(err)
	}
}
