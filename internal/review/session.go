package review

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// fromActivity is the source of a session of which somebody else found who speaks when.
const fromActivity = "activity"

// Session is a recorded session with what people added to it. It never changes, and is for use by several goroutines at
// once.
type Session struct {
	rec     *record.Record
	heard   []vad.Change // of all channels, in order of position, before any correction
	entries []entry
	cast    cast
	changes []vad.Change // as corrected
}

// New makes a Session of a record, which it keeps and does not change. Entries that cannot count are kept and left out.
func New(rec *record.Record) (*Session, error) {
	n := rec.Channels()
	switch {
	case len(rec.People) == 0:
		return nil, fmt.Errorf("review session %s: it has no people", rec.ID)
	case rec.Observations != nil && len(rec.Observations) != n:
		return nil, fmt.Errorf("review session %s: %d channels for %d people", rec.ID, len(rec.Observations), n)
	}
	s := &Session{rec: rec, heard: heard(rec)}
	s.entries = make([]entry, 0, len(rec.Entries))
	for _, e := range rec.Entries {
		s.add(e)
	}
	if err := s.correct(); err != nil {
		return nil, fmt.Errorf("review session %s: %w", rec.ID, err)
	}
	return s, nil
}

// Check says in a sentence why an entry cannot be added; its Seq and At do not matter.
func (s *Session) Check(e record.Entry) error { return s.read(e).fault }

// With is s with one more entry, which has been checked.
func (s *Session) With(e record.Entry) (*Session, error) {
	rec := *s.rec
	rec.Entries = append(slices.Clip(rec.Entries), e)
	next := &Session{rec: &rec, heard: s.heard, entries: slices.Clone(s.entries)}
	next.add(e)
	if err := next.correct(); err != nil {
		return nil, fmt.Errorf("add an entry to session %s: %w", rec.ID, err)
	}
	return next, nil
}

// add takes in an entry.
func (s *Session) add(e record.Entry) {
	x := s.read(e)
	s.entries = append(s.entries, x)
	if _, undo := x.body.(*Undo); undo {
		resolve(s.entries)
	}
}

// correct makes what does not depend on parameters.
func (s *Session) correct() (err error) {
	if s.cast, err = newCast(s.rec, s.entries); err != nil {
		return err
	}
	s.changes = s.cast.changes(s.heard, s.rec.End)
	return nil
}

// heard is the activity of all channels up to the end, as the live session had it. What was not observed, although
// sound was to be, is unknown: never silence.
func heard(rec *record.Record) []vad.Change {
	if rec.Observations == nil && (rec.Changes != nil || rec.Source == fromActivity) {
		return rec.Changes
	}
	var all []vad.Change
	for k := range rec.Channels() {
		segmenter, until := vad.NewSegmenter(k), timeline.Position(0)
		if k < len(rec.Observations) {
			for _, o := range rec.Observations[k] {
				all = append(all, segmenter.Push(o)...)
			}
			until = timeline.Position(len(rec.Observations[k])) * timeline.HopLen
		}
		all = append(all, segmenter.Finish()...)
		if until < rec.End {
			all = append(all, vad.Change{Channel: k, At: until, Activity: vad.Unobserved, Flags: vad.Unknown})
		}
	}
	all = slices.DeleteFunc(all, func(c vad.Change) bool { return c.At > rec.End })
	slices.SortStableFunc(all, func(a, b vad.Change) int { return cmp.Compare(a.At, b.At) })
	return all
}

// length is how long the session was.
func (s *Session) length() timeline.Position { return s.rec.End }

// channels is how many can be measured.
func (s *Session) channels() int { return s.rec.Channels() }

// agreedLapse is the length of silence that was agreed on last.
func (s *Session) agreedLapse() timeline.Position {
	return timeline.FromMilliseconds(s.agreement().LapseMS)
}

// Defaults are the parameters that the session had.
func (s *Session) Defaults() Parameters {
	p := Parameters{Rules: s.rec.Rules, LongTurn: longTurn}
	if p.Rules == (turns.Options{}) {
		p.Rules = turns.DefaultOptions()
	}
	if lapse := s.agreedLapse(); lapse > 0 {
		p.Rules.Lapse = lapse
	}
	return p
}
