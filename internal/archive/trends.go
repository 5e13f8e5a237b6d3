package archive

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// Limits of goals.
const (
	longestGoal = 200 // characters of its own words
	mostGoals   = 20  // of one person in one role
)

// digested says by which program's code figures were made.
var digested = fmt.Sprintf("%d/%s", review.DigestVersion, turns.RuleVersion)

// digestOf are the figures that are kept of a session; nil when there are none, or only those of an older program. What
// people have changed in the list since counts.
func (a *Archive) digestOf(ctx context.Context, s *store.Summary) *review.Digest {
	if s.Digested != digested {
		return nil
	}
	text, err := a.store.Digest(ctx, s.ID)
	d := new(review.Digest)
	if err != nil || json.Unmarshal(text, d) != nil || d.Version != review.DigestVersion {
		return nil
	}
	d.ID, d.Title, d.Place, d.State = s.ID, s.Title, s.Place, s.State
	return d
}

// Compare sets two sessions side by side.
func (a *Archive) Compare(ctx context.Context, first, second string) (*view.Comparison, error) {
	if first == second {
		return nil, refuse("choose two sessions that differ")
	}
	one, err := a.digestNow(ctx, first)
	if err != nil {
		return nil, err
	}
	other, err := a.digestNow(ctx, second)
	if err != nil {
		return nil, err
	}
	return review.Compare(one, other), nil
}

// digestNow are the figures of a session, which are made if need be.
func (a *Archive) digestNow(ctx context.Context, id string) (*review.Digest, error) {
	s, err := a.store.Summary(id)
	if err != nil {
		return nil, err
	}
	if s.State == record.Open {
		return nil, store.ErrRecording
	}
	if d := a.digestOf(ctx, &s); d != nil {
		return d, nil
	}
	if err = a.digest(ctx, id); err != nil {
		return nil, err
	}
	if s, err = a.store.Summary(id); err != nil {
		return nil, err
	}
	if d := a.digestOf(ctx, &s); d != nil {
		return d, nil
	}
	return nil, fmt.Errorf("figures of session %s: those that were made cannot be read", id)
}

// Trends follows whoever of that name had a role over the sessions that are kept, with their goals; without a name,
// whoever had the role most often. Figures that are missing are made anew meanwhile; those that as, the role of who
// looks, is to guess first are left out.
func (a *Archive) Trends(ctx context.Context, as, role, name string) (*view.Trends, error) {
	all := a.store.List()
	people := followed(all, role)
	if name == "" && len(people) > 0 {
		name = people[0].Name
	}
	goals, err := a.Goals(ctx, role, name)
	if err != nil {
		return nil, err
	}
	var digests []*review.Digest
	var without []view.LeftOut
	waiting := 0
	for i := range all {
		s := &all[i]
		if !tookPart(s, role, name) {
			continue
		}
		if asks(s, as) {
			without = append(without, view.LeftOut{Session: compared(s), Reason: "A guess comes before its figures", Asks: true})
			continue
		}
		if d := a.digestOf(ctx, s); d != nil && s.State != record.Open {
			digests = append(digests, d)
			continue
		}
		reason, coming := a.undigested(s)
		without = append(without, view.LeftOut{Session: compared(s), Reason: reason})
		if coming {
			waiting++
		}
	}
	t := review.Trend(digests, role, name, goals, without...)
	t.Waiting, t.People = waiting, people
	return t, nil
}

// undigested is why there are no figures of a session, and whether there will be some in a moment.
func (a *Archive) undigested(s *store.Summary) (reason string, coming bool) {
	switch {
	case s.State == record.Open:
		return "It is being recorded", false
	case a.renewal.ask(s.ID):
		return "Its figures are being computed", true
	default:
		return "Its record cannot be read; the program’s log says why", false
	}
}

// tookPart says whether somebody of that name had a role in a session.
func tookPart(s *store.Summary, role, name string) bool {
	return slices.ContainsFunc(s.People, func(p view.Person) bool { return p.Role == role && p.Name == name })
}

// followed are those who had a role, by the number of sessions in which they were measured; the list has the latest
// session first.
func followed(all []store.Summary, role string) []view.TrendPerson {
	people := []view.TrendPerson{}
	at := make(map[string]int)
	for i := range all {
		for _, p := range all[i].People {
			if p.Role != role || !p.Measured {
				continue
			}
			k, known := at[p.Name]
			if !known {
				k = len(people)
				at[p.Name] = k
				people = append(people, view.TrendPerson{Name: p.Name})
			}
			people[k].Sessions++
		}
	}
	slices.SortStableFunc(people, func(a, b view.TrendPerson) int { return cmp.Compare(b.Sessions, a.Sessions) })
	return people
}

// compared is a session as trends tell it that have no figures of it.
func compared(s *store.Summary) view.ComparedSession {
	return view.ComparedSession{
		ID: s.ID, Title: s.Title, StartedAt: s.StartedAt.UTC().Format(time.RFC3339), LengthMS: s.Length.Milliseconds(),
		Place: string(s.Place), Size: (&record.Head{People: s.People}).Channels(),
	}
}

// Goals are those of whoever has that name in a role.
func (a *Archive) Goals(ctx context.Context, role, name string) ([]view.Goal, error) {
	all, err := a.store.Goals(ctx)
	if err != nil {
		return nil, err
	}
	goals := []view.Goal{}
	for _, g := range all {
		if g.Role == role && g.Person == name {
			goals = append(goals, g)
		}
	}
	return goals, nil
}

// SetGoal adds a goal, which gets its ID. by is the role of who sets it.
func (a *Archive) SetGoal(ctx context.Context, by string, g view.Goal) (*view.Goal, error) {
	g.Person, g.Text = strings.TrimSpace(g.Person), strings.Join(strings.Fields(g.Text), " ")
	switch {
	case g.Person == "" || utf8.RuneCountInString(g.Person) > longestTitle:
		return nil, refuse("a goal is of somebody, whose name has 1 to %d characters", longestTitle)
	case utf8.RuneCountInString(g.Text) > longestGoal:
		return nil, refuse("a goal has at most %d characters", longestGoal)
	}
	if err := review.CheckGoal(&g); err != nil {
		return nil, asked{err}
	}
	there, err := a.Goals(ctx, g.Role, g.Person)
	if err != nil {
		return nil, err
	}
	if len(there) >= mostGoals {
		return nil, refuse("%s has %d goals already; remove one first", g.Person, mostGoals)
	}
	now := time.Now()
	g.ID, g.By, g.SetAt = newID(now), by, now.UTC().Format(time.RFC3339)
	if err := a.store.SetGoal(ctx, &g); err != nil {
		return nil, err
	}
	return &g, nil
}

// RemoveGoal erases a goal. The error is store.ErrNoGoal when there is none of that ID.
func (a *Archive) RemoveGoal(ctx context.Context, id string) error {
	return a.store.RemoveGoal(ctx, id)
}
