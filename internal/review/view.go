package review

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// View is r for a role: without the private notes and reflections of others.
func (r *Result) View(viewer string) *view.Review {
	moments, lanes, silences := r.moments(), r.lanes(), r.silences()
	notes := r.notesFor(viewer, moments)
	v := &view.Review{
		Type: "review", Session: r.sessionView(), Viewer: viewer, People: slices.Clone(r.People),
		Agreement: r.s.agreement(), Rules: view.RulesOf(r.Parameters.Rules),
		Lanes: r.laneViews(lanes), Counts: r.counts(moments, written(notes)), Pauses: r.pauseViews(silences),
		Balance: r.balance(moments), Drift: r.drift(lanes), Entering: r.entering(silences), Spread: r.spread(silences),
		Summary: view.SummaryOf(r.Summary, []view.Download{}), Excluded: r.excluded(), Phases: r.phases(), Marks: r.s.marks(),
		Notes: notes, Tags: r.s.tags(), Log: r.log(moments), Undo: r.undo(viewer), Guesses: r.guesses(viewer), Settings: r.settings(),
		Terms: r.terms(), Remarks: r.remarks(),
	}
	v.Moments = make([]view.Moment, len(moments))
	for i := range moments {
		v.Moments[i] = moments[i].Moment
	}
	place := make(map[string]int, len(moments))
	for i := range v.Moments {
		place[v.Moments[i].ID] = i
	}
	for _, n := range notes {
		if i, ok := place[n.Moment]; ok {
			v.Moments[i].Notes = append(v.Moments[i].Notes, n.Seq)
		}
	}
	return v
}

// written is how many notes have not been deleted.
func written(notes []view.Note) int {
	n := 0
	for i := range notes {
		if !notes[i].Deleted {
			n++
		}
	}
	return n
}

func (r *Result) sessionView() view.ReviewSession {
	rec, w := r.s.rec, &r.Indicators.Session
	v := view.ReviewSession{
		ID: rec.ID, Title: rec.Title, Source: rec.Source, Label: rec.Label, Place: string(rec.Place),
		LengthMS: rec.End.Milliseconds(), KnownMS: timeline.Position(w.Known).Milliseconds(),
		PausedMS: timeline.Position(w.Paused).Milliseconds(), State: string(rec.State),
	}
	if !rec.StartedAt.IsZero() {
		v.StartedAt = stamp(rec.StartedAt)
	}
	switch rec.State {
	case record.Open:
		v.Text = "This session is being recorded; this is as far as it has come"
	case record.Interrupted:
		v.Text = "The program ended before the session did: nothing is kept of what came after " + at(rec.End)
	default: // it ended as it should
	}
	return v
}

// excluded are the stretches that somebody said are no conversation.
func (r *Result) excluded() []view.ExcludedSpan {
	list := []view.ExcludedSpan{}
	spans, of := standing[*Exclude](r.s.entries)
	for i, x := range spans {
		list = append(list, view.ExcludedSpan{Seq: of[i].seq, By: of[i].by, StartMS: x.StartMS, EndMS: x.EndMS, Text: x.Text})
	}
	slices.SortStableFunc(list, func(a, b view.ExcludedSpan) int { return int(a.StartMS - b.StartMS) })
	return list
}

// phases are the stretches that have a name.
func (r *Result) phases() []view.Phase {
	list := []view.Phase{}
	phases, of := standing[*Phase](r.s.entries)
	for i, x := range phases {
		list = append(list, view.Phase{Seq: of[i].seq, By: of[i].by, StartMS: x.StartMS, EndMS: x.EndMS, Name: x.Name})
	}
	slices.SortStableFunc(list, func(a, b view.Phase) int { return int(a.StartMS - b.StartMS) })
	return list
}

// tags are those that notes can carry: the last list that somebody made.
func (s *Session) tags() []view.Tag {
	tags := Competencies()
	if lists, _ := standing[*Tags](s.entries); len(lists) > 0 {
		tags = lists[len(lists)-1].Tags
	}
	out := make([]view.Tag, len(tags))
	for i, t := range tags {
		out[i] = view.Tag(t)
	}
	return out
}

// settings are the parameters as they are, beside those of the session.
func (r *Result) settings() view.ReviewSettings {
	now, then := r.Parameters, r.s.Defaults()
	var s view.ReviewSettings
	n := 0
	for i := range parameters {
		x := &parameters[i]
		value, usual := *x.of(&now), *x.of(&then)
		o := view.ReviewOption{
			Name: x.name, Label: x.label, ValueMS: value.Milliseconds(), DefaultMS: usual.Milliseconds(),
			MinMS: min(x.least, usual).Milliseconds(), MaxMS: max(x.most, usual).Milliseconds(), StepMS: x.step.Milliseconds(),
			Differs: value != usual, Value: setting(value), Text: x.text,
		}
		if x.agreedOnItself {
			o.Text = "Agreed: " + setting(usual) + ". " + x.text
		}
		if o.Differs {
			n++
		}
		s.List = append(s.List, o)
	}
	s.Differ = n > 0
	switch {
	case n == 1:
		s.Text = "1 setting differs from the session’s"
	case n > 1:
		s.Text = fmt.Sprintf("%d settings differ from the session’s", n)
	}
	return s
}

// setting is a length as a slider shows it: "0.4 s", "250 ms", "60 s".
func setting(p timeline.Position) string {
	if ms := p.Milliseconds(); ms%100 != 0 {
		return fmt.Sprintf("%d ms", ms)
	}
	if p < 10*timeline.Second {
		return tenths(p)
	}
	return round(p)
}
