package turns_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// lose makes a hole in one channel of x.
func (x talk) lose(k int, from, to timeline.Position) []vad.Change {
	return limited(x.changes(), k, vad.Unknown, from, to)
}

func TestWhatWasNotObservedIsNoSilenceAndNoSpeech(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		k          int
		from, to   timeline.Position
		want       []string
	}{
		{
			"a hole in a pause", "0-2, 3-5", "", 1, 2400 * ms, 2500 * ms,
			[]string{"unknown ->B 2.4-2.5", "pause ->A 5-6"},
		},
		{
			"a hole that touches it", "0-2, 3-5", "", 1, 1500 * ms, 2000 * ms,
			[]string{"unknown ->B 1.5-2", "pause ->A 5-6"},
		},
		{"a hole in the speech before", "0-2, 3-5", "", 0, 1500 * ms, 1600 * ms, []string{
			"unknown ->A 1.5-1.6", "pause ->A 2-3", "pause ->A 5-6",
		}},
		{"a hole that cuts the speech before", "0-2, 3-5", "", 0, 1500 * ms, 2500 * ms, []string{
			"unknown ->A 1.5-2.5", "pause ->A 5-6",
		}},
		{"a hole beside an overlap", "0-3", "2-5", 2, 2400 * ms, 2500 * ms, []string{"unknown ->C 2.4-2.5", "gap B>A 5-6"}},
		{
			"a hole before both start and stop at once", "0-2, 3-4", "3-4", 2, 2400 * ms, 2500 * ms,
			[]string{"unknown ->C 2.4-2.5", "overlap_other ->- 3-4"},
		},
		{"a hole before it", "0-3", "2-5", 2, 1000 * ms, 2000 * ms, []string{"unknown ->C 1-2", "gap B>A 5-6"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := parse(t, tc.a+", 6-7", tc.b, "")
			expect(t, tc, signals(run(t, 3, turns.DefaultOptions(), x.lose(tc.k, tc.from, tc.to), x.end())), tc.want)
		})
	}
}

func TestAnIPUEndsWhereItsChannelIsLost(t *testing.T) {
	x := parse(t, "1-5")
	f := run(t, 1, turns.DefaultOptions(), x.lose(0, 2000*ms, 3000*ms), 6000*ms)
	expect(t, "hole from 2 to 3 s", units(f, 0), []string{"1s to 2s", "3s to 5s"})
	for _, s := range f.Signals {
		if s.Kind == turns.IPU && !s.Flags.Has(vad.Unknown) {
			t.Errorf("%v does not say that it was cut", s)
		}
	}
}

func TestAHoleSaysWhy(t *testing.T) {
	f := run(t, 1, turns.DefaultOptions(), []vad.Change{
		{At: 1000 * ms, Activity: vad.Unobserved, Flags: vad.Dead},
		{At: 2000 * ms, Activity: vad.Unobserved, Flags: vad.Paused},
		{At: 3000 * ms, Activity: vad.Silent},
		{At: 4000 * ms, Activity: vad.Unobserved},
	}, 5000*ms)
	var got []string
	for _, s := range f.Signals {
		got = append(got, fmt.Sprintf("%v %v %v", s.Kind, s.Flags, s.Len().Duration()))
	}
	expect(t, "three reasons", got, []string{"unknown dead 1s", "unknown paused 1s", "unknown unknown 1s"})
}

func TestTurnsEndAndStartAnewAtHoles(t *testing.T) {
	x := parse(t, "0-9", "9.3-12", "")
	f := run(t, 3, turns.DefaultOptions(), x.lose(2, 4000*ms, 5000*ms), x.end())
	expect(t, "a third channel lost", readings(f, turns.Turn), []string{"turn ->A 0-4", "turn ->A 5-9", "turn A>B 9.3-12"})
	for _, r := range f.Readings {
		cut := r.Kind == turns.Turn && r.Status == turns.Final && r.Speaker == 0
		if cut && !r.Flags.Has(vad.Unknown) {
			t.Errorf("%v does not say that it was cut", r)
		}
	}
	f = run(t, 3, turns.DefaultOptions(), x.lose(2, 8500*ms, 9100*ms), x.end())
	expect(t, "lost where the other ends", readings(f, turns.Turn, turns.ClearStart), []string{
		"clear_start ->A 0-0", "turn ->A 0-8.5", "turn ->B 9.3-12",
	})
}

func TestNobodyHoldsTheFloorInAHole(t *testing.T) {
	x := parse(t, "0-9", "")
	e := newEngine(t, 2, turns.DefaultOptions())
	push(t, e, x.lose(1, 4000*ms, 5000*ms)...)
	for _, tc := range []struct {
		at   timeline.Position
		want turns.Floor
	}{
		{4000 * ms, turns.Floor{Holder: 0}},
		{4001 * ms, turns.Floor{Holder: turns.Nobody, Since: 4000 * ms}},
		{5199 * ms, turns.Floor{Holder: turns.Nobody, Since: 4000 * ms}},
		{5201 * ms, turns.Floor{Holder: 0, Since: 5000 * ms}},
	} {
		e.Advance(tc.at)
		if got := e.Floor(); got != tc.want {
			t.Errorf("floor at %v is %v, want %v", tc.at.Duration(), got, tc.want)
		}
	}
}

func TestAnEntryNeedsTheTwoChannelsOnly(t *testing.T) {
	for _, tc := range []struct {
		name     string
		k        int
		from, to timeline.Position
		want     []string
	}{
		{"a third is lost", 2, 4000 * ms, 6000 * ms, []string{"interruption_successful A>B 4.2-5"}},
		{"the entrant is lost before the decision", 1, 5500 * ms, 6000 * ms, []string{"unclassifiable A>B 4.2-5"}},
		{"the other is lost before the decision", 0, 5500 * ms, 6000 * ms, []string{"unclassifiable A>B 4.2-5"}},
		{"the other is lost after it", 0, 6001 * ms, 6500 * ms, []string{"interruption_successful A>B 4.2-5"}},
		{"the entrant was lost just before", 1, 3000 * ms, 4100 * ms, []string{"unclassifiable A>B 4.2-5"}},
		{"the entrant was lost earlier", 1, 3000 * ms, 3900 * ms, []string{"interruption_successful A>B 4.2-5"}},
		{"the other is cut in the overlap", 0, 4500 * ms, 6000 * ms, []string{"unclassifiable A>B 4.2-4.5"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := run(t, 3, turns.DefaultOptions(), parse(t, "0-5", "4.2-9", "").lose(tc.k, tc.from, tc.to), 9000*ms)
			expect(t, tc, readings(f, turns.InterruptionSuccessful, turns.Unclassifiable), tc.want)
		})
	}
}

func TestABackchannelNeedsToBeSeenIsolated(t *testing.T) {
	for _, tc := range []struct {
		name     string
		b        string
		k        int
		from, to timeline.Position
		want     []string
	}{
		{"lost before it", "3-3.5", 1, 2000 * ms, 2500 * ms, []string{"unclassifiable A>B 3-3.5"}},
		{"lost long before it", "3-3.5", 1, 1000 * ms, 2000 * ms, []string{"backchannel A>B 3-3.5"}},
		{"lost after it", "3-3.5", 1, 4000 * ms, 4500 * ms, []string{"unclassifiable A>B 3-3.5"}},
		{"lost long after it", "3-3.5", 1, 4501 * ms, 5000 * ms, []string{"backchannel A>B 3-3.5"}},
		{"long talk needs not be isolated", "3-4.5", 1, 2000 * ms, 2500 * ms, []string{"butt_in A>B 3-4.5"}},
		{"in a pause, a third lost", "5.3-5.6", 2, 5400 * ms, 5500 * ms, nil},
		{"in a pause, a third lost before", "5.3-5.6", 2, 4000 * ms, 4301 * ms, nil},
		{"in a pause, a third lost long before", "5.3-5.6", 2, 4000 * ms, 4300 * ms, []string{"backchannel A>B 5.3-5.6"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := run(t, 3, turns.DefaultOptions(), parse(t, "0-5, 6-9", tc.b, "").lose(tc.k, tc.from, tc.to), 9000*ms)
			expect(t, tc, readings(f, turns.Backchannel, turns.ButtIn, turns.Unclassifiable), tc.want)
		})
	}
}

func TestTalkOverWhatMayBeATokenIsUnclassifiable(t *testing.T) {
	for _, tc := range []struct {
		name     string
		from, to timeline.Position
		want     []string
	}{
		{"seen to be isolated", 4700 * ms, 5000 * ms, []string{"clear_start ->B 3.3-3.3"}},
		{"lost too early to see", 4599 * ms, 5000 * ms, []string{"unclassifiable A>B 3.3-3.6"}},
	} {
		f := run(t, 2, turns.DefaultOptions(), parse(t, "3-3.6", "3.3-8").lose(0, tc.from, tc.to), 9000*ms)
		expect(t, tc, readings(f, turns.ClearStart, turns.Unclassifiable), tc.want)
	}
}

func TestAHoleBeforeAnEntryCanBeToldMakesItUnclassifiable(t *testing.T) {
	// B comes into the talk of C, and it takes until 2.9 s to see that A gave no talk but a token.
	x := parse(t, "0.95-1.9", "1-4", "0-2")
	for _, tc := range []struct {
		from timeline.Position
		want []string
	}{
		{2300 * ms, []string{"unclassifiable C>A 0.95-1.9", "unclassifiable C>B 1-2"}},
		{3001 * ms, []string{"interruption_successful C>B 1-2"}},
	} {
		f := run(t, 3, turns.DefaultOptions(), x.lose(2, tc.from, tc.from+300*ms), 6000*ms)
		expect(t, tc, readings(f, turns.InterruptionSuccessful, turns.Unclassifiable), tc.want)
	}
}

func TestNobodyIsSaidToGoOnWhoWasNotSeenToPause(t *testing.T) {
	o := turns.DefaultOptions()
	o.BCPre *= 3
	x := parse(t, "4-4.5", "3.2-3.5")
	for _, tc := range []struct {
		to   timeline.Position
		want []string
	}{
		{900 * ms, []string{"turn ->B 3.2-3.5", "turn B>A 4-4.5"}},
		{1100 * ms, nil},
	} {
		f := run(t, 2, o, x.lose(0, 500*ms, tc.to), 9000*ms)
		expect(t, tc, readings(f, turns.Turn), tc.want)
	}
}

// Nothing that needs all channels may lie where one is not observed.
func TestUnknownSpansProduceNoFact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channels := rapid.IntRange(1, 4).Draw(t, "channels")
		list := drawChanges(t, channels, true)
		f := run(t, channels, turns.DefaultOptions(), list, drawEnd(t, list))
		for _, hole := range f.Signals {
			if hole.Kind != turns.UnknownSpan {
				continue
			}
			for _, s := range f.Signals {
				own := s.Kind == turns.UnknownSpan || s.Kind == turns.IPU && s.Speaker != hole.Speaker
				if !own && s.Span.Overlap(hole.Span).Len() > 0 {
					t.Fatalf("%v lies in %v", s, hole)
				}
			}
			for _, r := range f.Readings {
				all := r.Kind == turns.Turn || r.Kind == turns.Lapse
				concerned := all || r.Speaker == hole.Speaker || r.Other == hole.Speaker && r.Kind != turns.ClearStart
				if r.Status == turns.Final && concerned && r.Span.Overlap(hole.Span).Len() > 0 {
					t.Fatalf("%v lies in %v", r, hole)
				}
			}
		}
	})
}

func TestWhatIsAmbiguousThroughoutOpensNothing(t *testing.T) {
	x := parse(t, "0-3", "4-7")
	f := run(t, 2, turns.DefaultOptions(), limited(x.changes(), 1, vad.Ambiguous, 3500*ms, 8000*ms), 9000*ms)
	expect(t, "B ambiguous", readings(f), []string{"clear_start ->A 0-0", "turn ->A 0-3"})
	f = run(t, 2, turns.DefaultOptions(), limited(x.changes(), 1, vad.Ambiguous, 3500*ms, 4500*ms), 9000*ms)
	expect(t, "B ambiguous at first", readings(f, turns.Turn), []string{"turn ->A 0-3", "turn A>B 4-7"})
	f = run(t, 2, turns.DefaultOptions(), limited(x.changes(), 1, vad.Ambiguous, 4500*ms, 8000*ms), 9000*ms)
	expect(t, "B ambiguous later", readings(f, turns.Turn), []string{"turn ->A 0-3", "turn A>B 4-7"})
}
