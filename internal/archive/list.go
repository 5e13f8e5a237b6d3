package archive

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/view"
)

// Query chooses sessions of the list.
type Query struct {
	store.Query
	As            string // role of who looks: where it is asked for a guess, figures are left out; "" sees all
	Offset, Limit int
}

// List is the page of the list that q asks for.
func (a *Archive) List(q Query) *view.RecordList {
	found := a.store.Search(q.Query)
	l := &view.RecordList{Total: len(found), Sessions: []view.RecordEntry{}, People: []string{}, Tags: []string{}, Keeping: a.keeping()}
	from := min(max(q.Offset, 0), len(found))
	for i := range found[from:min(from+q.Limit, len(found))] {
		s := &found[from+i]
		if s.Digested != digested && s.State != record.Open {
			a.renewal.ask(s.ID) // for the next time that somebody looks
		}
		l.Sessions = append(l.Sessions, a.entry(s, q.As))
	}
	people, tags := make(map[string]bool), make(map[string]bool)
	for _, s := range a.store.List() {
		for _, p := range s.People {
			people[p.Name] = true
		}
		for _, t := range s.Tags {
			tags[t] = true
		}
	}
	l.People = slices.AppendSeq(l.People, maps.Keys(people))
	l.Tags = slices.AppendSeq(l.Tags, maps.Keys(tags))
	slices.Sort(l.People)
	slices.Sort(l.Tags)
	return l
}

// keeping says how long sessions are kept.
func (a *Archive) keeping() view.Keeping {
	text := "Kept until erased"
	if a.opts.Keep > 0 {
		text = "Kept for a day"
		if days := math.Ceil(a.opts.Keep.Hours() / 24); days > 1 {
			text = fmt.Sprintf("Kept for %.0f days", days)
		}
	}
	return view.Keeping{Keeps: true, Text: text}
}

// entry is what the list shows of a session to a role.
func (a *Archive) entry(s *store.Summary, as string) view.RecordEntry {
	e := view.RecordEntry{
		ID: s.ID, Title: s.Title, StartedAt: s.StartedAt.UTC().Format(time.RFC3339), LengthMS: s.Length.Milliseconds(),
		Place: string(s.Place), Source: s.Source, State: string(s.State), People: []view.RecordPerson{}, Tags: []string{},
		Figures: []view.RecordFigure{},
	}
	for _, p := range s.People {
		e.People = append(e.People, view.RecordPerson{Name: p.Name, Role: p.Role})
	}
	e.Tags = append(e.Tags, s.Tags...)
	if a.opts.Keep > 0 && s.State != record.Open {
		e.KeptUntil = s.StartedAt.Add(s.Length.Duration() + a.opts.Keep).UTC().Format(time.DateOnly)
	}
	e.Notes, e.Audio, e.Asks = s.Notes, s.Sound != nil, asks(s, as)
	if e.Asks {
		return e
	}
	for _, f := range s.Figures {
		e.Figures = append(e.Figures, view.RecordFigure(f))
	}
	return e
}

// asks says whether a role is asked for a guess before it sees figures of a session.
func asks(s *store.Summary, as string) bool { return slices.Contains(s.Asks, as) }

// listed are the measures of the list, and how they are written.
var listed = []struct {
	id      deference.ID
	label   string
	measure string
	write   func(f *review.Figure) string
}{
	{deference.TalkShare, "Talk", "talk_share", func(f *review.Figure) string { return fmt.Sprintf("%.0f %%", *f.Value*100) }},
	{deference.TakingFloor, "Floor taken in overlap", "floor_taken_in_overlap", func(f *review.Figure) string { return fmt.Sprint(f.Count) }},
	{deference.BreakingSilences, "Silences broken", "silences_broken", func(f *review.Figure) string { return fmt.Sprint(f.Count) }},
}

// figures are the indicators of a session in a few words.
func figures(d *review.Digest) []store.Figure {
	var all []store.Figure
	for _, m := range listed {
		var words []string
		state := deference.Shown
		for i := range d.Figures {
			f := &d.Figures[i]
			if f.Measure != m.measure || f.Channel < 0 || f.Value == nil || f.State == deference.Collecting {
				continue
			}
			state = f.State
			words = append(words, calledIn(d, f.Channel)+" "+m.write(f))
		}
		if len(words) > 0 {
			all = append(all, store.Figure{ID: string(m.id), Text: m.label + ": " + strings.Join(words, ", "), State: string(state)})
		}
	}
	return all
}

// calledIn is what somebody is called inside a sentence.
func calledIn(d *review.Digest, channel int) string {
	for _, p := range d.People {
		if p.Channel == channel && p.Measured {
			return deference.Person{Name: p.Name, Role: deference.Role(p.Role)}.Inside()
		}
	}
	return ""
}

// Limits of what the list says.
const (
	longestTitle = 120
	longestTag   = 40
	mostTags     = 20
)

// Change changes what the list says of a session, and returns it as a role sees it.
func (a *Archive) Change(ctx context.Context, id, as string, c view.RecordChange) (*view.RecordEntry, error) {
	if err := checkChange(&c); err != nil {
		return nil, err
	}
	err := a.store.Update(ctx, id, func(s *store.Summary) {
		if c.Title != nil {
			s.Title = *c.Title
		}
		if c.Place != nil {
			s.Place = record.Place(*c.Place)
		}
		if c.Tags != nil {
			s.Tags = *c.Tags
		}
	})
	if err != nil {
		return nil, err
	}
	s, err := a.store.Summary(id)
	if err != nil {
		return nil, err
	}
	e := a.entry(&s, as)
	return &e, nil
}

// checkChange says what a session cannot be called.
func checkChange(c *view.RecordChange) error {
	if c.Title != nil {
		*c.Title = strings.Join(strings.Fields(*c.Title), " ")
		if n := utf8.RuneCountInString(*c.Title); n == 0 || n > longestTitle {
			return refuse("a title has 1 to %d characters", longestTitle)
		}
	}
	if c.Place != nil {
		switch record.Place(*c.Place) {
		case record.Room, record.Remote, record.UnknownPlace:
		default:
			return refuse("the place is room, remote, or not known")
		}
	}
	if c.Tags == nil {
		return nil
	}
	tags := []string{}
	for _, t := range *c.Tags {
		t = strings.Join(strings.Fields(t), " ")
		switch {
		case t == "" || slices.Contains(tags, t):
			continue
		case utf8.RuneCountInString(t) > longestTag:
			return refuse("a tag has at most %d characters", longestTag)
		}
		tags = append(tags, t)
	}
	if len(tags) > mostTags {
		return refuse("a session has at most %d tags", mostTags)
	}
	c.Tags = &tags
	return nil
}
