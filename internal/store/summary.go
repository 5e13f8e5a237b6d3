package store

import (
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// Summary is what the list says of a session.
type Summary struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	Source    string            `json:"source"`
	Label     string            `json:"label"`
	Place     record.Place      `json:"place"`
	StartedAt time.Time         `json:"started_at"`
	Length    timeline.Position `json:"length"`
	State     record.State      `json:"state"`
	People    []view.Person     `json:"people"`
	Tags      []string          `json:"tags,omitempty"`

	Sound *KeptSound `json:"sound,omitempty"` // nil: none is kept

	// Digested says by which version of what the digest was made; "": there is none.
	Digested string   `json:"digested,omitempty"`
	Notes    int      `json:"notes,omitempty"`   // as Update says
	Asks     []string `json:"asks,omitempty"`    // likewise: roles that are asked for a guess before they see figures
	Figures  []Figure `json:"figures,omitempty"` // likewise: they follow from the record, and are here for the list

	// Erasing is what is being erased of it: "all", or a channel's number; or "added" while it is being added. It is there
	// while that is under way: when the program dies on the way, what was being erased or added goes at the next start.
	Erasing string `json:"erasing,omitempty"`
}

// Figure is what the list shows of an indicator.
type Figure struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	State string `json:"state"`
}

// KeptSound is what is kept of the sound of a session.
type KeptSound struct {
	Channels []int  `json:"channels"`
	Until    string `json:"until"` // day on which it is erased: "2026-11-21", where the program runs
}

// summaryOf is what the list says of a session that starts.
func summaryOf(h *record.Head) Summary {
	return Summary{
		ID: h.ID, Title: h.Title, Source: h.Source, Label: h.Label, Place: h.Place, StartedAt: h.StartedAt,
		State: record.Open, People: h.People,
	}
}

// Query chooses sessions of the list. Its zero value chooses all.
type Query struct {
	Text     string // each word of it is in the title, a name or a tag, in upper or lower case
	Person   string // is somebody's name or part of it, likewise
	Role     string // Person has it; without Person: anybody
	Tag      string // is one of the tags
	From, To time.Time
	State    record.State
}

// matches says whether q chooses e.
func (q *Query) matches(e *listed) bool {
	s := &e.Summary
	switch {
	case q.State != "" && s.State != q.State,
		!q.From.IsZero() && s.StartedAt.Before(q.From),
		!q.To.IsZero() && !s.StartedAt.Before(q.To):
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(q.Text)) {
		if !strings.Contains(e.text, word) {
			return false
		}
	}
	return q.matchesPeople(s.People) && q.matchesTags(s.Tags)
}

func (q *Query) matchesPeople(people []view.Person) bool {
	if q.Person == "" && q.Role == "" {
		return true
	}
	for _, p := range people {
		if (q.Role == "" || p.Role == q.Role) && strings.Contains(strings.ToLower(p.Name), strings.ToLower(q.Person)) {
			return true
		}
	}
	return false
}

func (q *Query) matchesTags(tags []string) bool {
	if q.Tag == "" {
		return true
	}
	for _, t := range tags {
		if strings.EqualFold(t, q.Tag) {
			return true
		}
	}
	return false
}
