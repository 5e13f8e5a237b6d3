package archive

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// RecordFile is the name of a whole record as a file, with which a session moves to another machine.
const RecordFile = "record.evenkeel"

// Copy says what a file of a session holds.
type Copy struct {
	Reader
	Pseudonymous bool // roles in place of names, and no words of people
	Notes        bool // those that the reader may see
}

// Export writes a file of a session as corrected, or RecordFile. The error is fs.ErrNotExist when there is none of that
// name.
func (a *Archive) Export(ctx context.Context, id, name string, c Copy, w io.Writer) error {
	switch {
	case name == RecordFile && c.Pseudonymous:
		return a.exportPseudonymous(ctx, id, w)
	case name == RecordFile:
		return a.store.Export(ctx, id, w)
	}
	s, err := a.Outcome(ctx, id, c)
	if err != nil {
		return err
	}
	return s.WriteFile(w, name)
}

// Outcome is everything that is known of a session, as corrected.
func (a *Archive) Outcome(ctx context.Context, id string, c Copy) (*export.Session, error) {
	rec, err := a.store.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	s, err := review.New(rec)
	if err != nil {
		return nil, err
	}
	p := s.Defaults()
	for name, ms := range c.Parameters {
		if err = p.Set(name, ms); err != nil {
			return nil, asked{err}
		}
	}
	r, err := s.Compute(p)
	if err != nil {
		return nil, err
	}
	out := outcome(rec, r)
	if sum, err := a.store.Summary(id); err == nil {
		out.Title = sum.Title
	}
	if c.Notes {
		out.Notes = notes(r.View(c.As))
	}
	if c.Pseudonymous {
		out = out.Pseudonymous()
	}
	return out, nil
}

// outcome is r as files hold it.
func outcome(rec *record.Record, r *review.Result) *export.Session {
	v := r.View("mentor") // what does not depend on who looks
	s := &export.Session{
		Format: "evenkeel-session", Version: export.SessionVersion, Program: rec.Program, RuleVersion: turns.RuleVersion,
		Rules: export.RulesOf(r.Parameters.Rules), ID: rec.ID, Title: rec.Title, Source: rec.Source, Label: rec.Label,
		StartedAt: rec.StartedAt.UTC().Format(time.RFC3339), LengthS: rec.End.Seconds(), People: r.People, Agreement: v.Agreement,
		Quality: qualities(rec), Marks: []export.Mark{}, Indicators: r.Indicators, Summary: v.Summary.Lines, Table: v.Summary.Table,
		Warnings: v.Remarks,
	}
	names := make(export.Names, len(r.People))
	for _, p := range r.People {
		names[p.Channel] = p.ID
	}
	speech := make([][]timeline.Span, rec.Channels())
	for k := range speech {
		speech[k] = spoken(r, k, rec.End)
	}
	s.SetActivity(names, speech)
	s.SetFacts(names, r.Signals, r.Readings)
	for _, m := range v.Marks {
		s.Marks = append(s.Marks, export.Mark{AtS: timeline.FromMilliseconds(m.AtMS).Seconds(), Text: m.Text})
	}
	return s
}

// spoken is when somebody spoke.
func spoken(r *review.Result, channel int, end timeline.Position) []timeline.Span {
	var own []vad.Change
	for _, c := range r.Changes {
		if c.Channel == channel {
			own = append(own, c)
		}
	}
	return vad.Spans(own, vad.Speech, end)
}

// qualities is how well each channel was heard, as it was noted at the end.
func qualities(rec *record.Record) []export.Quality {
	all := []export.Quality{}
	for _, e := range rec.Events {
		var q []export.Quality
		if e.Quality != nil && json.Unmarshal(e.Quality, &q) == nil {
			all = q
		}
	}
	return all
}

// notes are those that a reader sees.
func notes(v *view.Review) []export.Note {
	var all []export.Note
	for _, n := range v.Notes {
		if n.Deleted {
			continue
		}
		all = append(all, export.Note{
			AtS: float64(n.StartMS) / 1000, EndS: float64(n.EndMS) / 1000, By: n.By, Text: n.Text, Tags: n.Tags, Shared: n.Shared,
		})
	}
	return all
}
