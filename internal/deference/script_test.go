package deference_test

import (
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

const second = timeline.Second

var pair = []deference.Person{
	{Channel: 0, Name: "Coach", Role: deference.Coach, Measured: true},
	{Channel: 1, Name: "Client", Role: deference.Client, Measured: true},
}

// script is a session written down as the facts and changes that the stages before would find. Times are seconds.
type script struct {
	facts   turns.Facts
	changes []vad.Change
	now     float64 // where the next turn starts
	last    int     // whose turn was the last
}

func newScript() *script { return &script{last: turns.Nobody} }

func span(start, end float64) timeline.Span {
	return timeline.Span{Start: timeline.FromSeconds(start), End: timeline.FromSeconds(end)}
}

// signal enters a layer-1 fact, decided 0.2 s after its end.
func (s *script) signal(kind turns.SignalKind, who int, start, end float64) {
	s.facts.Signals = append(s.facts.Signals, turns.Signal{
		Kind: kind, Span: span(start, end), Speaker: who, Other: turns.Nobody, Decided: timeline.FromSeconds(end + .2),
	})
}

// reading enters a layer-2 fact, decided 1 s after its end.
func (s *script) reading(r turns.Reading, start, end float64) {
	r.ID, r.Status, r.Span, r.Decided = len(s.facts.Readings)+1, turns.Final, span(start, end), timeline.FromSeconds(end+1)
	s.facts.Readings = append(s.facts.Readings, r)
}

// speak enters speech of a channel, in units of 2 s at most.
func (s *script) speak(who int, start, end float64) {
	for at := start; at < end; at += 2 {
		s.signal(turns.IPU, who, at, min(at+2, end))
	}
	s.change(who, start, vad.Speech, 0)
	s.change(who, end, vad.Silent, 0)
}

func (s *script) change(channel int, at float64, a vad.Activity, f vad.Flags) {
	s.changes = append(s.changes, vad.Change{Channel: channel, At: timeline.FromSeconds(at), Activity: a, Flags: f})
}

// turn enters a turn so many seconds after the one before, and its speech.
func (s *script) turn(who int, gap, length float64) {
	start := s.now + gap
	s.now = start + length
	s.speak(who, start, s.now)
	r := turns.Reading{Kind: turns.Turn, Speaker: who, Other: s.last, NextHolder: turns.Nobody}
	r.FTO = turns.None
	if s.last != who && s.last != turns.Nobody && gap < 10 {
		r.FTO = timeline.FromSeconds(gap)
	}
	s.reading(r, start, s.now)
	if kind := turns.Gap; gap > 0 && s.last != turns.Nobody {
		if who == s.last {
			kind = turns.Pause
		}
		s.signal(kind, who, start-gap, start)
	}
	if gap >= 3 {
		s.reading(turns.Reading{Kind: turns.Lapse, Speaker: who, Other: s.last}, start-gap, start)
	}
	s.last = who
}

// act enters an overlap reading of half a second that ends at a time.
func (s *script) act(kind turns.ReadingKind, by, on int, at float64) {
	s.reading(turns.Reading{Kind: kind, Speaker: by, Other: on, NextHolder: by}, at-.5, at)
}

// acts enters so many of them, a second apart, from now on backwards.
func (s *script) acts(kind turns.ReadingKind, by, on, n int) {
	for i := range n {
		s.act(kind, by, on, s.now-float64(i))
	}
}

// lose makes a stretch of a channel unknown.
func (s *script) lose(channel int, start, end float64, f vad.Flags) {
	s.facts.Signals = append(s.facts.Signals, turns.Signal{
		Kind: turns.UnknownSpan, Span: span(start, end), Speaker: channel, Flags: f, Decided: timeline.FromSeconds(end),
	})
	s.change(channel, start, vad.Unobserved, f)
	s.change(channel, end, vad.Silent, 0)
}

// talk alternates turns of two channels, of the lengths given in turn, for so many rounds.
func (s *script) talk(rounds int, a, b []float64) {
	for i := range rounds {
		s.turn(0, 0, a[i%len(a)])
		s.turn(1, 0, b[i%len(b)])
	}
}

// meter makes a meter that has been told the script. The session is not advanced.
func (s *script) meter(t testing.TB, people []deference.Person, a deference.Agreement) *deference.Meter {
	t.Helper()
	return s.meterWith(t, people, a, deference.DefaultOptions())
}

func (s *script) meterWith(t testing.TB, people []deference.Person, a deference.Agreement, o deference.Options) *deference.Meter {
	t.Helper()
	m, err := deference.NewMeter(people, o)
	if err != nil {
		t.Fatal(err)
	}
	m.SetAgreement(0, a)
	for _, c := range s.changes {
		m.Push(c)
	}
	m.Add(s.facts)
	return m
}

// once are options for tests that need no history: the session is looked at when it is over, and only then.
func once() deference.Options {
	o := deference.DefaultOptions()
	o.Grid = 24 * 3600 * second
	return o
}

// minutely are options for tests that need some history.
func minutely() deference.Options {
	o := deference.DefaultOptions()
	o.Grid = 60 * second
	return o
}

// result is what the script comes to a little after its end, looked at once.
func (s *script) result(t testing.TB, people []deference.Person, a deference.Agreement) deference.Result {
	t.Helper()
	m := s.meterWith(t, people, a, once())
	m.Finish(timeline.FromSeconds(s.now + 10))
	return m.Result()
}

// feed tells a meter the script in portions of so many seconds, each fact when it is decided, and looks after each.
func (s *script) feed(m *deference.Meter, step, end timeline.Position, looks ...func(at timeline.Position)) {
	changes, signals, readings := s.changes, s.facts.Signals, s.facts.Readings
	slices.SortStableFunc(changes, func(a, b vad.Change) int { return int(a.At - b.At) })
	slices.SortStableFunc(signals, func(a, b turns.Signal) int { return int(a.Decided - b.Decided) })
	slices.SortStableFunc(readings, func(a, b turns.Reading) int { return int(a.Decided - b.Decided) })
	for at := step; ; at += step {
		at = min(at, end)
		for ; len(changes) > 0 && changes[0].At < at; changes = changes[1:] {
			m.Push(changes[0])
		}
		var f turns.Facts
		for ; len(signals) > 0 && signals[0].Decided < at; signals = signals[1:] {
			f.Signals = append(f.Signals, signals[0])
		}
		for ; len(readings) > 0 && readings[0].Decided < at; readings = readings[1:] {
			f.Readings = append(f.Readings, readings[0])
		}
		m.Add(f)
		m.Advance(at)
		for _, look := range looks {
			look(at)
		}
		if at == end {
			return
		}
	}
}

// find is one indicator of a window.
func find(t testing.TB, w deference.Window, id deference.ID) deference.Indicator {
	t.Helper()
	for _, ind := range w.Indicators {
		if ind.ID == id {
			return ind
		}
	}
	t.Fatalf("no indicator %s", id)
	return deference.Indicator{}
}

// value is one channel's value of a measure of an indicator.
func value(t testing.TB, ind deference.Indicator, name string, channel int) deference.Value {
	t.Helper()
	for _, m := range ind.Measures {
		for _, v := range m.Values {
			if m.Name == name && v.Channel == channel {
				return v
			}
		}
	}
	t.Fatalf("no %s of channel %d in %s", name, channel, ind.ID)
	return deference.Value{}
}

// checkWords compares what an indicator says.
func checkWords(t testing.TB, ind deference.Indicator, state deference.State, status, evidence string) {
	t.Helper()
	if ind.State != state || ind.Status != status || ind.Evidence != evidence {
		t.Errorf("%s: %s, %q, %q\n want %s, %q, %q", ind.ID, ind.State, ind.Status, ind.Evidence, state, status, evidence)
	}
}

// checkPosition compares where the bead hangs.
func checkPosition(t testing.TB, ind deference.Indicator, want, within float64) {
	t.Helper()
	if ind.Position == nil || *ind.Position < want-within || *ind.Position > want+within {
		t.Errorf("%s hangs at %v, want %v within %v", ind.ID, show(ind.Position), want, within)
	}
}

func show(x *float64) any {
	if x == nil {
		return "nothing"
	}
	return *x
}
