package session

import (
	"context"
	"io"
	"math"
	"time"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// Export writes the file of that name, whether the session's options ask for it or not. The error is fs.ErrNotExist when
// there is none.
func (l *Live) Export(_ context.Context, name string, w io.Writer) error {
	s := l.Outcome()
	if l.opts.Files.Pseudonymous {
		s = s.Pseudonymous()
	}
	return s.WriteFile(w, name)
}

// Facts writes the rows of the table view.
func (l *Live) Facts(_ context.Context, w io.Writer) error {
	o := l.Outcome()
	t := export.Table{Rows: o.Facts}
	for _, p := range o.People {
		t.People = append(t.People, export.TablePerson{Channel: p.Channel, Name: p.Name})
	}
	for _, m := range o.Marks {
		t.Rows = append(t.Rows, export.Row{Kind: "mark", StartS: m.AtS, EndS: m.AtS, Text: m.Text})
	}
	return t.Write(w)
}

// Outcome is everything that is known of the session so far.
func (l *Live) Outcome() *export.Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &export.Session{
		Format: "evenkeel-session", Version: export.SessionVersion, Program: l.opts.Version, RuleVersion: turns.RuleVersion,
		Rules: export.RulesOf(l.rules()), ID: l.ID(), Title: l.opts.Title, Source: l.opts.Source, Label: l.label(),
		LengthS: l.now.Seconds(), People: l.peopleView(), Agreement: l.agreementView(),
		Quality: []export.Quality{}, Facts: []export.Row{}, Marks: []export.Mark{}, Warnings: []string{},
	}
	if l.opts.Warnings != nil {
		s.Warnings = append(s.Warnings, l.opts.Warnings()...)
	}
	if l.analysis != nil {
		l.fill(s)
	}
	return s
}

// fill adds what was found since the start.
func (l *Live) fill(s *export.Session) {
	s.StartedAt = l.startedAt.UTC().Format(time.RFC3339)
	told := view.SummaryOf(l.analysis.Summary(), nil)
	s.Indicators, s.Summary, s.Table = l.analysis.Result(), told.Lines, told.Table
	names := make(export.Names, len(s.People))
	for _, p := range s.People {
		names[p.Channel] = p.ID
	}
	speech := make([][]timeline.Span, len(l.heard))
	for k := range l.heard {
		speech[k] = l.analysis.Speech(k, l.now)
		s.Quality = append(s.Quality, quality(names.Of(k), &l.heard[k]))
	}
	s.SetActivity(names, speech)
	s.SetFacts(names, l.analysis.Signals(), l.analysis.Readings())
	for _, m := range l.marks {
		s.Marks = append(s.Marks, export.Mark{AtS: m.at.Seconds(), Text: m.text})
	}
}

// quality is h as files hold it.
func quality(channel string, h *ChannelHealth) export.Quality {
	return export.Quality{
		Channel: channel, Text: h.report(), Fault: h.worst(), Heard: h.Heard.String(),
		ClippedShare: round(h.ClippedShare), UnknownShare: round(h.UnknownShare),
		SNRDB: roundKnown(h.SNR), ApartDB: roundKnown(h.Apart), ReducedDB: roundKnown(h.Reduced()),
		AmbiguousShare: round(h.Ambiguous), MaskedShare: round(h.Masked),
	}
}

// roundKnown is round of what may not be known.
func roundKnown(x *float64) *float64 {
	if x == nil {
		return nil
	}
	r := round(*x)
	return &r
}

// round leaves four digits after the point.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
