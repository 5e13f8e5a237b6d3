package deference_test

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

var kinds = []turns.ReadingKind{
	turns.Backchannel, turns.SimultaneousStart, turns.TerminalOrFastYield, turns.ButtIn, turns.InterruptionSuccessful,
	turns.InterruptionUnsuccessful, turns.InterruptionUnresolved, turns.MutualDropOut, turns.Unclassifiable,
}

// anySession draws a script of so many people and up to so many turns.
func anySession(t *rapid.T, people, most int) *script {
	s := newScript()
	for range rapid.IntRange(0, most).Draw(t, "turns") {
		who := rapid.IntRange(0, people-1).Draw(t, "who")
		s.turn(who, rapid.SampledFrom([]float64{0, .2, .7, 1.5, 3.2, 11}).Draw(t, "gap"), rapid.Float64Range(.3, 20).Draw(t, "length"))
		for _, kind := range kinds {
			if rapid.IntRange(0, 3).Draw(t, kind.String()) == 0 {
				s.act(kind, who, (who+1)%people, s.now)
			}
		}
		if rapid.IntRange(0, 15).Draw(t, "hole") == 0 {
			s.lose(who, s.now, s.now+rapid.Float64Range(.5, 90).Draw(t, "lost"), rapid.SampledFrom([]vad.Flags{vad.Unknown, vad.Dead, vad.Paused}).Draw(t, "flags"))
		}
	}
	return s
}

func newMeter(t rapid.TB, people []deference.Person, o deference.Options) *deference.Meter {
	m, err := deference.NewMeter(people, o)
	if err != nil {
		t.Fatal(err)
	}
	m.SetAgreement(0, deference.Agreement{
		Band: &[2]int{25, 40}, Nudges: true, FloorLimit: 60 * second, SilencesInRow: 2, TakenRecently: 2,
	})
	return m
}

func TestResultsDoNotDependOnThePortionsInWhichFactsCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SampledFrom([][]deference.Person{pair, four}).Draw(t, "people")
		s := anySession(t, len(people), 14)
		end := timeline.FromSeconds(s.now + 100)
		step := timeline.Position(rapid.Int64Range(512, 60*int64(second)).Draw(t, "step"))
		all, parts := newMeter(t, people, deference.DefaultOptions()), newMeter(t, people, deference.DefaultOptions())
		s.feed(all, end, end)
		s.feed(parts, step, end)
		a, b := encode(t, all.Result()), encode(t, parts.Result())
		if a != b {
			t.Fatalf("at once:\n%s\nin portions of %v:\n%s", a, step.Duration(), b)
		}
		x, _ := all.Nudge()
		y, _ := parts.Nudge()
		if x != y {
			t.Fatalf("nudge %+v at once, %+v in portions", x, y)
		}
	})
}

func encode(t rapid.TB, r deference.Result) string {
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// swapped is the session with the two channels exchanged.
func (s *script) swapped() *script {
	o := *s
	other := func(k int) int {
		if k < 0 {
			return k
		}
		return 1 - k
	}
	o.changes, o.facts = slices.Clone(s.changes), turns.Facts{Signals: slices.Clone(s.facts.Signals), Readings: slices.Clone(s.facts.Readings)}
	for i := range o.changes {
		o.changes[i].Channel = other(o.changes[i].Channel)
	}
	for i := range o.facts.Signals {
		o.facts.Signals[i].Speaker = other(o.facts.Signals[i].Speaker)
	}
	for i := range o.facts.Readings {
		r := &o.facts.Readings[i]
		r.Speaker, r.Other, r.NextHolder = other(r.Speaker), other(r.Other), other(r.NextHolder)
	}
	return &o
}

func TestSwappingPeopleMirrorsPositionsAndKeepsTheWords(t *testing.T) {
	// The same people on each other's channels: what is said of them stays, left and right change places.
	names := [][]deference.Person{
		{{Channel: 0, Name: "Ana", Measured: true}, {Channel: 1, Name: "Ben", Measured: true}},
		{{Channel: 0, Name: "Ben", Measured: true}, {Channel: 1, Name: "Ana", Measured: true}},
	}
	mirrored := map[deference.Direction]deference.Direction{deference.Left: deference.Right, deference.Right: deference.Left}
	rapid.Check(t, func(t *rapid.T) {
		s := anySession(t, 2, 60)
		a, b := newMeter(t, names[0], minutely()), newMeter(t, names[1], minutely())
		end := timeline.FromSeconds(s.now + 10)
		s.feed(a, end, end)
		s.swapped().feed(b, end, end)
		for i, x := range a.Result().Session.Indicators {
			y := b.Result().Session.Indicators[i]
			if want, ok := mirrored[x.Direction]; ok && y.Direction != want || !ok && y.Direction != x.Direction {
				t.Fatalf("%s leans %q, and %q when swapped", x.ID, x.Direction, y.Direction)
			}
			if x.State != y.State || strings.HasPrefix(x.Status, "Leans") && x.Status != y.Status || !slices.Equal(figuresIn(x), figuresIn(y)) {
				t.Fatalf("%s says %q, %q, and %q, %q when swapped", x.ID, x.Status, x.Evidence, y.Status, y.Evidence)
			}
			if (x.Position == nil) != (y.Position == nil) || x.Position != nil && math.Abs(*x.Position+*y.Position-1) > 2e-4 {
				t.Fatalf("%s hangs at %v, and at %v when swapped", x.ID, show(x.Position), show(y.Position))
			}
			if x.Interval != nil && math.Abs(x.Interval[0]+y.Interval[1]-1) > 2e-4 {
				t.Fatalf("%s lies in %v, and in %v when swapped", x.ID, *x.Interval, *y.Interval)
			}
			if x.Figures[0].Value != y.Figures[1].Value || x.Figures[1].Value != y.Figures[0].Value {
				t.Fatalf("%s has figures %v, and %v when swapped", x.ID, x.Figures, y.Figures)
			}
		}
	})
}

// figuresIn are the figures in what an indicator says, in rising order.
func figuresIn(ind deference.Indicator) []string {
	return slices.Sorted(slices.Values(regexp.MustCompile(`\*\*[^*]+\*\*`).FindAllString(ind.Evidence, -1)))
}

func TestPositionsLieInTheirIntervalsAndTheseOnTheWire(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySession(t, 2, 60)
		m := newMeter(t, pair, minutely())
		s.feed(m, timeline.FromSeconds(s.now+10), timeline.FromSeconds(s.now+10))
		for _, w := range []deference.Window{m.Result().Session, m.Result().Last5} {
			for _, ind := range w.Indicators {
				if ind.Interval != nil && !(0 <= ind.Interval[0] && ind.Interval[0] <= ind.Interval[1] && ind.Interval[1] <= 1) {
					t.Fatalf("%s lies in %v", ind.ID, *ind.Interval)
				}
				if ind.Position != nil && (*ind.Position < 0 || *ind.Position > 1) {
					t.Fatalf("%s hangs at %v", ind.ID, *ind.Position)
				}
				if ind.Direction != deference.Undecided && ind.Evidence == "" {
					t.Fatalf("%s leans %s without evidence", ind.ID, ind.Direction)
				}
				if ind.State == deference.Tentative && ind.Direction != deference.Undecided && ind.Direction != deference.Unclear {
					t.Fatalf("%s is tentative and leans %s", ind.ID, ind.Direction)
				}
			}
		}
	})
}

// judging are the words that the design never allows on a screen.
var judging = regexp.MustCompile(`(?i)\b(dominat\w*|interrupt\w*|fault\w*|too much|good|bad|poor|score\w*|warning\w*|should|must|your|better|worse)\b`)

func TestNoWordJudgesOrAdvises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.SampledFrom([][]deference.Person{pair, four, pair[:1]}).Draw(t, "people")
		s, m := anySession(t, len(people), 60), newMeter(t, people, minutely())
		m.SetHealth(0, 0, deference.Health{Bleed: rapid.Float64Range(0, .3).Draw(t, "bleed"), Noisy: rapid.Bool().Draw(t, "noisy")})
		said := []string{}
		s.feed(m, 20*second, timeline.FromSeconds(s.now+10), func(timeline.Position) {
			if n, ok := m.Nudge(); ok {
				said = append(said, strings.ReplaceAll(n.Text, "You agreed on", ""), n.Reason)
			}
		})
		r, sum := m.Result(), m.Summary()
		for _, ind := range append(r.Session.Indicators, r.Last5.Indicators...) {
			said = append(said, ind.Status, ind.Evidence)
		}
		said = append(said, sum.Lines...)
		for _, row := range sum.Table {
			said = append(append(said, row.Label, row.Note), row.Values...)
		}
		for _, text := range said {
			if word := judging.FindString(text); word != "" || strings.Contains(strings.ToLower(text), "you") {
				t.Fatalf("%q says %q", text, word)
			}
			if strings.Contains(text, "NaN") || strings.Count(text, "**")%2 != 0 || strings.Contains(text, "%!") {
				t.Fatalf("%q is broken", text)
			}
		}
	})
}

func TestNoFactMakesAMeterPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMeter(t, rapid.SampledFrom([][]deference.Person{pair, four, pair[:1]}).Draw(t, "people"), deference.DefaultOptions())
		channel, position := rapid.IntRange(-300, 300), rapid.Int64Range(-1<<40, 1<<40)
		for range rapid.IntRange(0, 40).Draw(t, "facts") {
			start := timeline.Position(position.Draw(t, "start"))
			x := timeline.Span{Start: start, End: timeline.Position(position.Draw(t, "end"))}
			m.Add(turns.Facts{
				Signals: []turns.Signal{{
					Kind: turns.SignalKind(rapid.IntRange(0, 9).Draw(t, "signal")), Span: x, Speaker: channel.Draw(t, "speaker"),
					Decided: timeline.Position(position.Draw(t, "decided")), Flags: vad.Flags(rapid.Uint8().Draw(t, "flags")),
				}},
				Readings: []turns.Reading{{
					Kind: turns.ReadingKind(rapid.IntRange(0, 20).Draw(t, "reading")), Span: x, Speaker: channel.Draw(t, "by"), Other: channel.Draw(t, "on"),
					Status: turns.Status(rapid.IntRange(0, 3).Draw(t, "status")), NextHolder: channel.Draw(t, "next"), ID: rapid.IntRange(0, 5).Draw(t, "id"),
				}},
			})
			m.Push(vad.Change{Channel: channel.Draw(t, "channel"), At: start, Activity: vad.Activity(rapid.IntRange(0, 4).Draw(t, "activity"))})
			m.SetHealth(start, channel.Draw(t, "health"), deference.Health{})
			m.Advance(timeline.Position(rapid.Int64Range(-10, 100).Draw(t, "to")) * second)
		}
		m.Finish(timeline.Position(rapid.Int64Range(-10, 200).Draw(t, "finish")) * second)
		encode(t, m.Result())
		m.Summary()
	})
}

// later is the session so many seconds later.
func (s *script) later(seconds timeline.Position) *script {
	o, by := *s, seconds*second
	o.now += by.Seconds()
	o.changes, o.facts = slices.Clone(s.changes), turns.Facts{Signals: slices.Clone(s.facts.Signals), Readings: slices.Clone(s.facts.Readings)}
	for i := range o.changes {
		o.changes[i].At += by
	}
	for i := range o.facts.Signals {
		f := &o.facts.Signals[i]
		f.Start, f.End, f.Decided = f.Start+by, f.End+by, f.Decided+by
	}
	for i := range o.facts.Readings {
		f := &o.facts.Readings[i]
		f.Start, f.End, f.Decided = f.Start+by, f.End+by, f.Decided+by
	}
	return &o
}

func TestShiftingTimeChangesNoIndicatorOfWhoDidWhat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySession(t, 2, 40)
		a, b := newMeter(t, pair, minutely()), newMeter(t, pair, minutely())
		shift := timeline.Position(rapid.Int64Range(1, 30).Draw(t, "minutes")) * 60
		s.feed(a, timeline.FromSeconds(s.now+60), timeline.FromSeconds(s.now+60))
		o := s.later(shift)
		o.feed(b, timeline.FromSeconds(o.now+60), timeline.FromSeconds(o.now+60))
		// What is lost is a smaller part of a longer session, so that only what is lost in neither can be compared.
		if a.Result().Session.Unknown > 0 {
			return
		}
		for i, x := range a.Result().Session.Live() {
			y := b.Result().Session.Live()[i]
			if x.State != y.State || x.Status != y.Status || x.Evidence != y.Evidence || show(x.Position) != show(y.Position) {
				t.Fatalf("%s: %+v, and %+v %d s later", x.ID, x, y, shift)
			}
		}
	})
}

func TestAResultThatWasGivenOutDoesNotChange(t *testing.T) {
	m := lightMock().meterWith(t, pair, band, minutely())
	m.Advance(900 * second)
	r := m.Result()
	before := encode(t, r)
	m.Finish(1900 * second)
	if encode(t, r) != before {
		t.Error("a result changed after it was given out")
	}
}
