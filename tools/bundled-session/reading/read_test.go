package reading_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/tools/bundled-session/reading"
)

// spans are stretches given by their starts and ends in seconds.
func spans(seconds ...float64) []timeline.Span {
	var out []timeline.Span
	for i := 0; i < len(seconds); i += 2 {
		out = append(out, timeline.Span{Start: timeline.FromSeconds(seconds[i]), End: timeline.FromSeconds(seconds[i+1])})
	}
	return out
}

func read(a, b []timeline.Span) []turns.Reading {
	return reading.Read(reading.Talk{a, b}, turns.DefaultOptions())
}

// startingAt is what facts say of the speech of who that starts at the second, turns aside.
func startingAt(facts []turns.Reading, who int, second float64) turns.ReadingKind {
	for _, r := range facts {
		if r.Speaker == who && r.Start == timeline.FromSeconds(second) && r.Kind != turns.Turn && r.Kind != turns.Lapse {
			return r.Kind
		}
	}
	return turns.ClearStart
}

// The golden cases of the definitions for two people, and each with the channels swapped.
func TestAnEntryIsCalledWhatTheDefinitionsCallIt(t *testing.T) {
	for _, tc := range []struct {
		a, b []timeline.Span
		at   float64
		want turns.ReadingKind
	}{
		{spans(0, 5), spans(5.3, 9), 5.3, turns.ClearStart},
		{spans(0, 5), spans(4.85, 9), 4.85, turns.TerminalOverlap},
		{spans(0, 5), spans(4.65, 9), 4.65, turns.TerminalOrFastYield},
		{spans(0, 5), spans(4.2, 9), 4.2, turns.InterruptionSuccessful},
		{spans(0, 8), spans(3, 3.5), 3, turns.Backchannel},
		{spans(0, 5, 5.6, 9), spans(4.5, 5.2), 4.5, turns.Backchannel},
		{spans(0, 8), spans(3, 4.6), 3, turns.ButtIn},
		{spans(0, 8), spans(3, 3.9, 4.3, 5.25), 4.3, turns.ShortInsert},
		{spans(0, 5, 5.5, 9), spans(4.0, 5.4, 12, 13.5), 4, turns.InterruptionUnsuccessful},
		{spans(0, 5), spans(0.15, 1.4), .15, turns.SimultaneousStart},
		{spans(0, 5, 7.5, 9), spans(3.9, 5.1), 3.9, turns.MutualDropOut},
		{spans(3, 3.6), spans(3.2, 8), 3.2, turns.ClearStart},
		{spans(3.2, 8), spans(3, 3.6), 3, turns.Backchannel},
		{spans(0, 2, 6, 6.6, 9, 11), spans(2.2, 5.9, 6.2, 8.8), 6.2, turns.ClearStart},
		{spans(0, 5, 7.5, 9), spans(3.9, 5.6), 3.9, turns.InterruptionUnresolved},
		{spans(0, 5), spans(5.4, 5.8), 5.4, turns.ClearStart},
		{spans(0, 5, 6, 9), spans(5.4, 5.8), 5.4, turns.Backchannel},
		{spans(0, 9), spans(3, 3.4, 3.7, 4.1), 3, turns.Backchannel},
	} {
		for who, facts := range [][]turns.Reading{1: read(tc.a, tc.b), 0: read(tc.b, tc.a)} {
			if got := startingAt(facts, who, tc.at); got != tc.want {
				t.Errorf("%v | %v: the entry at %.2f s by channel %d is %v, want %v", tc.a, tc.b, tc.at, who, got, tc.want)
			}
		}
	}
}

func TestAnEntryKeepsItsEvidence(t *testing.T) {
	facts := read(spans(0, 5), spans(4.2, 9))
	r := facts[2]
	if r.Kind != turns.InterruptionSuccessful || r.Lead != timeline.FromSeconds(4.2) || r.Rem != timeline.FromSeconds(.8) ||
		r.Evidence.Overlap != timeline.FromSeconds(.8) || r.NextHolder != 1 || r.Other != 0 {
		t.Errorf("facts = %+v, want an interruption with a lead of 4.2 s, .8 s remaining and the entrant holding the floor", facts)
	}
}

func TestATurnGoesOnThroughBackchannelsAndFailedAttempts(t *testing.T) {
	facts := read(spans(0, 4, 4.6, 8, 8.6, 12), spans(2, 2.5, 7.2, 8.4))
	var got []turns.Reading
	for _, r := range facts {
		if r.Kind == turns.Turn {
			got = append(got, r)
		}
	}
	if len(got) != 1 || got[0].Speaker != 0 || got[0].End != timeline.FromSeconds(12) {
		t.Errorf("turns = %+v, want one of the first person to 12 s", got)
	}
}

func TestWhoCameInVainHasNoTurnEvenWhenTheOtherComesBackOverThem(t *testing.T) {
	for _, r := range read(spans(0, 5, 5.5, 9), spans(4, 5.9)) {
		if r.Kind == turns.Turn && (r.Speaker != 0 || r.End != timeline.FromSeconds(9)) {
			t.Errorf("turn %+v, want one only, of the first person to 9 s", r)
		}
	}
}

func TestALapseEndsATurnAndSaysWhoBrokeItAfterWhom(t *testing.T) {
	facts := read(spans(0, 2, 10, 12), spans(3, 5, 16, 18))
	want := []struct {
		kind           turns.ReadingKind
		speaker, other int
		start          float64
	}{
		{turns.Turn, 0, turns.Nobody, 0},
		{turns.Turn, 1, 0, 3},
		{turns.Lapse, 0, 1, 5},
		{turns.Turn, 0, 1, 10},
		{turns.Lapse, 1, 0, 12},
		{turns.Turn, 1, 0, 16},
	}
	if len(facts) != len(want) {
		t.Fatalf("facts = %+v, want %d", facts, len(want))
	}
	for i, w := range want {
		if r := facts[i]; r.Kind != w.kind || r.Speaker != w.speaker || r.Other != w.other || r.Start != timeline.FromSeconds(w.start) {
			t.Errorf("fact %d = %+v, want %+v", i, r, w)
		}
	}
}

func TestUnitsAreBridgedBeforeBurstsAreDropped(t *testing.T) {
	facts := read(spans(0, .06, .2, .26, 5, 5.05), nil)
	if len(facts) != 1 || facts[0].End != timeline.FromSeconds(.26) {
		t.Errorf("facts = %+v, want one turn of .26 s: two bursts bridged, one dropped", facts)
	}
}

func TestWithoutTalkThereIsNothingToRead(t *testing.T) {
	if facts := read(nil, nil); len(facts) != 0 {
		t.Errorf("facts = %+v, want none", facts)
	}
}

func TestATokenThatStartsWithTheOthersTalkIsASimultaneousStart(t *testing.T) {
	if got := startingAt(read(spans(0, 4, 4.5, 9), spans(4.6, 5)), 1, 4.6); got != turns.SimultaneousStart {
		t.Errorf("a token .1 s after the other's onset is %v, want a simultaneous start", got)
	}
}
