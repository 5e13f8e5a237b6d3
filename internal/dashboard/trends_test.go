package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/view"
)

func TestTwoSessionsAreComparedAsTheListSaysThem(t *testing.T) {
	r, first, second := keepingTwo(t)
	var c view.Comparison
	r.json(t, http.MethodGet, "/api/compare?a="+first+"&b="+second+"&as=mentor", "", 200, &c)
	if c.A.ID != first || c.B.ID != second || len(c.Rows) == 0 || c.A.Place != c.B.Place {
		t.Errorf("compared %+v", c)
	}
	var e view.RecordEntry
	r.json(t, http.MethodPatch, "/api/sessions/"+second, `{"title": "By phone", "place": "remote"}`, 200, &e)
	r.json(t, http.MethodGet, "/api/compare?a="+first+"&b="+second, "", 200, &c)
	if c.B.Title != "By phone" || len(c.Notes) == 0 || !strings.Contains(c.Notes[0], "remote") {
		t.Errorf("after its place was changed: %+v, %q", c.B, c.Notes)
	}
	for _, row := range c.Rows {
		if row.State != "mixed" {
			t.Errorf("%s of sessions in other places is %s", row.Label, row.State)
		}
	}
}

// declineGuesses answers the questions before the figures of sessions with "Rather not".
func declineGuesses(t *testing.T, r *running, as string, ids ...string) {
	t.Helper()
	for _, id := range ids {
		var v view.Review
		r.json(t, http.MethodPost, "/api/sessions/"+id+"/entries?as="+as, `{"kind": "reflection", "body": {"shared": false}}`, 200, &v)
	}
}

func TestFiguresComeAfterTheGuessOfWhoLooks(t *testing.T) {
	r, first, second := keepingTwo(t)
	told := func(as string) (list view.RecordList, v view.Trends) {
		r.json(t, http.MethodGet, "/api/sessions?as="+as, "", 200, &list)
		r.json(t, http.MethodGet, "/api/trends?as="+as, "", 200, &v)
		return list, v
	}
	list, v := told("mentor")
	for _, e := range list.Sessions {
		if !e.Asks || len(e.Figures) != 0 {
			t.Errorf("before a guess the list says %+v", e)
		}
	}
	if len(v.Series[0].Points) != 0 || len(v.LeftOut) != 2 || !v.LeftOut[0].Asks {
		t.Errorf("before a guess the trend has %d points, left out: %+v", len(v.Series[0].Points), v.LeftOut)
	}
	declineGuesses(t, r, "mentor", first)
	list, v = told("mentor")
	if !list.Sessions[0].Asks || list.Sessions[1].Asks {
		t.Errorf("after it the list says %+v", list.Sessions)
	}
	if len(v.LeftOut) != 1 || len(v.Series[0].Points) != 1 || v.LeftOut[0].Session.ID != second {
		t.Errorf("after it the trend has %d points, left out: %+v", len(v.Series[0].Points), v.LeftOut)
	}
	if list, _ = told("coach"); !list.Sessions[1].Asks {
		t.Error("the mentor's answer is taken for the coach's")
	}
	var e view.RecordEntry
	r.json(t, http.MethodPatch, "/api/sessions/"+second+"?as=coach", `{"title": "Third"}`, 200, &e)
	if len(e.Figures) != 0 {
		t.Errorf("a new title gives away %+v", e.Figures)
	}
}

func TestAPersonIsFollowedOverSessions(t *testing.T) {
	r, first, second := keepingTwo(t)
	declineGuesses(t, r, "mentor", first, second)
	var v view.Trends
	r.json(t, http.MethodGet, "/api/trends?role=client&person=Ann", "", 200, &v)
	if v.Name != "Ann" || len(v.Series) == 0 || len(v.Series[0].Points) != 2 || len(v.LeftOut) != 0 || v.Waiting != 0 {
		t.Fatalf("of Ann: %+v", v)
	}
	if got := v.Series[0].Points[0].Session.ID; got != first {
		t.Errorf("the first point is %s, want the oldest session, %s", got, first)
	}
	r.json(t, http.MethodGet, "/api/trends", "", 200, &v)
	if v.Role != "coach" || v.Name != "Coach" || len(v.People) != 1 || v.People[0].Sessions != 2 {
		t.Errorf("of nobody by name: %s %s among %+v", v.Role, v.Name, v.People)
	}
	var review view.Review
	r.json(t, http.MethodPost, "/api/sessions/"+second+"/entries", `{"kind": "rename", "body": {"channel": 1, "name": "Bea"}}`, 200, &review)
	r.json(t, http.MethodGet, "/api/trends?role=client&person=Ann", "", 200, &v)
	if len(v.Series[0].Points) != 1 || len(v.People) != 2 {
		t.Errorf("after one was renamed, Ann is in %d, of %+v", len(v.Series[0].Points), v.People)
	}
	r.json(t, http.MethodGet, "/api/trends?person=Nobody", "", 200, &v)
	if len(v.Series[0].Points) != 0 || len(v.LeftOut) != 0 {
		t.Errorf("of nobody: %+v", v)
	}
}

func TestAGoalIsSetFollowedAndRemoved(t *testing.T) {
	r, first, second := keepingTwo(t)
	declineGuesses(t, r, "mentor", first, second)
	var g view.Goal
	r.json(t, http.MethodPost, "/api/goals?as=coach", `{"person": "Coach", "role": "coach", "measure": "silence", "at_least": 5}`, 200, &g)
	if g.ID == "" || g.By != "coach" || g.SetAt == "" {
		t.Errorf("set %+v", g)
	}
	var v view.Trends
	r.json(t, http.MethodGet, "/api/trends?person=Coach", "", 200, &v)
	if len(v.Goals) != 1 || v.Goals[0].Text != "Let silences run to 5 s" || len(v.Goals[0].Points) != 2 {
		t.Errorf("followed %+v", v.Goals)
	}
	var list view.GoalList
	r.json(t, http.MethodGet, "/api/goals?role=client&person=Ann", "", 200, &list)
	if len(list.Goals) != 0 {
		t.Errorf("the client has %+v", list.Goals)
	}
	if got := r.send("DELETE", "/api/goals/"+g.ID, "", bearer...); got.status != 204 {
		t.Errorf("removing it: %d %s", got.status, got.body)
	}
	r.json(t, http.MethodGet, "/api/goals?person=Coach", "", 200, &list)
	if len(list.Goals) != 0 {
		t.Errorf("after it was removed: %+v", list.Goals)
	}
}

func TestWhatCannotBeComparedOrFollowedIsSaid(t *testing.T) {
	r, id := keeping(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"GET", "/api/compare?a=" + id, "", 400, "choose both"},
		{"GET", "/api/compare?a=" + id + "&b=" + id, "", 400, "differ"},
		{"GET", "/api/compare?a=" + id + "&b=none", "", 404, "not kept"},
		{"GET", "/api/trends?role=judge", "", 400, "coach, client"},
		{"GET", "/api/goals?role=judge", "", 400, "coach, client"},
		{"POST", "/api/goals", `{"person": "Ann", "measure": "silence"}`, 400, "at least"},
		{"POST", "/api/goals", `{"person": "Ann", "measure": "mood", "at_least": 1}`, 400, "mood"},
		{"POST", "/api/goals", `{"measure": "silence", "at_least": 5}`, 400, "somebody"},
		{"POST", "/api/goals", `{"person": "Ann", "role": "judge", "measure": "silence", "at_least": 5}`, 400, "coach, client"},
		{"POST", "/api/goals?as=judge", `{"person": "Ann", "measure": "silence", "at_least": 5}`, 400, "coach, client"},
		{"POST", "/api/goals", `{"person": "Ann", "measure": "silence", "at_least": 5, "id": "mine"}`, 400, "reload"},
		{"POST", "/api/goals", `{"person": "Ann", "measure": "silence", "at_least": 5, "text": "` + strings.Repeat("x", 300) + `"}`, 400, "characters"},
		{"DELETE", "/api/goals/none", "", 404, "removed"},
	} {
		got := r.send(c.method, c.path, c.body, bearer...)
		if got.status != c.status || !strings.Contains(got.body, c.says) || !strings.HasPrefix(got.body, `{"error":`) {
			t.Errorf("%s %s %s: %d %s, want %d and %q", c.method, c.path, c.body, got.status, got.body, c.status, c.says)
		}
	}
	for range 20 {
		var g view.Goal
		r.json(t, http.MethodPost, "/api/goals", `{"person": "Ann", "role": "client", "measure": "talk_share", "at_most": 0.4}`, 200, &g)
	}
	got := r.send("POST", "/api/goals", `{"person": "Ann", "role": "client", "measure": "talk_share", "at_most": 0.4}`, bearer...)
	if got.status != 400 || !strings.Contains(got.body, "remove one") {
		t.Errorf("the 21st goal: %d %s", got.status, got.body)
	}
}

func TestTrendsAreForThoseWithTheLinkOnly(t *testing.T) {
	r, id := keeping(t)
	for _, c := range [][2]string{
		{"GET", "/api/compare?a=" + id + "&b=x"}, {"GET", "/api/trends"}, {"GET", "/api/goals"}, {"POST", "/api/goals"}, {"DELETE", "/api/goals/x"},
	} {
		if got := r.ask(c[0], c[1]); got.status != 401 {
			t.Errorf("%s %s without the token: %d %s", c[0], c[1], got.status, got.body)
		}
		if got := r.ask(c[0], c[1], append([]string{"Origin", "http://elsewhere.example"}, bearer...)...); got.status != 403 {
			t.Errorf("%s %s from a page elsewhere: %d", c[0], c[1], got.status)
		}
	}
}

func TestWithoutAnArchiveNothingIsFollowed(t *testing.T) {
	r := start(t, dist, nil)
	for _, c := range [][2]string{{"GET", "/api/compare?a=x&b=y"}, {"GET", "/api/trends"}, {"GET", "/api/goals"}, {"POST", "/api/goals"}, {"DELETE", "/api/goals/x"}} {
		if got := r.send(c[0], c[1], "", bearer...); got.status != 404 || !strings.Contains(got.body, "not kept") {
			t.Errorf("%s %s: %d %s", c[0], c[1], got.status, got.body)
		}
	}
}
