package dashboard

import (
	"net/http"

	"github.com/evenkeel/monitor/internal/view"
)

// parts are the roles in which somebody can take part in a session.
var parts = []string{"coach", "client", "observer", "mentor", "person"}

// compare answers with two sessions side by side.
func (s records) compare(w http.ResponseWriter, r *http.Request) {
	if !s.there(w) {
		return
	}
	v := r.URL.Query()
	a, b := v.Get("a"), v.Get("b")
	if a == "" || b == "" {
		writeError(w, http.StatusBadRequest, "two sessions are compared: choose both in the list")
		return
	}
	comparison, err := s.archive.Compare(r.Context(), a, b)
	s.answer(w, r, comparison, err)
}

// trends answers with the sessions of a person in a role, over time.
func (s records) trends(w http.ResponseWriter, r *http.Request) {
	reader, ok := s.reader(w, r)
	if !ok {
		return
	}
	role, person, ok := s.followed(w, r)
	if !ok {
		return
	}
	trends, err := s.archive.Trends(r.Context(), reader.As, role, person)
	s.answer(w, r, trends, err)
}

// goals answers with the goals of a person in a role.
func (s records) goals(w http.ResponseWriter, r *http.Request) {
	role, person, ok := s.followed(w, r)
	if !ok {
		return
	}
	goals, err := s.archive.Goals(r.Context(), role, person)
	s.answer(w, r, &view.GoalList{Goals: goals}, err)
}

// followed reads who is to be followed.
func (s records) followed(w http.ResponseWriter, r *http.Request) (role, person string, ok bool) {
	if !s.there(w) {
		return "", "", false
	}
	v := r.URL.Query()
	role, ok = oneOf(w, parts, v.Get("role"), "coach")
	return role, v.Get("person"), ok
}

// setGoal adds a goal.
func (s records) setGoal(w http.ResponseWriter, r *http.Request) {
	var wanted struct {
		Person  string   `json:"person"`
		Role    string   `json:"role"`
		Measure string   `json:"measure"`
		AtLeast *float64 `json:"at_least"`
		AtMost  *float64 `json:"at_most"`
		Text    string   `json:"text"`
	}
	reader, ok := s.reader(w, r)
	if !ok || !readBody(w, r, &wanted) {
		return
	}
	if wanted.Role, ok = oneOf(w, parts, wanted.Role, "coach"); !ok {
		return
	}
	goal, err := s.archive.SetGoal(r.Context(), reader.As, view.Goal{
		Person: wanted.Person, Role: wanted.Role, Measure: wanted.Measure,
		AtLeast: wanted.AtLeast, AtMost: wanted.AtMost, Text: wanted.Text,
	})
	s.answer(w, r, goal, err)
}

// removeGoal erases a goal.
func (s records) removeGoal(w http.ResponseWriter, r *http.Request) {
	if !s.there(w) {
		return
	}
	if err := s.archive.RemoveGoal(r.Context(), r.PathValue("id")); err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
