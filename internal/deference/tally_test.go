package deference

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// tallied counts a ledger of two people between two seconds.
func tallied(t rapid.TB, l *ledger, o *observed, from, to timeline.Position) *tally {
	t.Helper()
	seats, err := newSeating(benchPeople(2))
	if err != nil {
		t.Fatal(err)
	}
	return newTally(timeline.Span{Start: from * second, End: to * second}, seats, l, o, DefaultOptions())
}

func ipu(l *ledger, who int, from, to timeline.Position) {
	l.signal(turns.Signal{Kind: turns.IPU, Speaker: who, Span: timeline.Span{Start: from * second, End: to * second}})
}

func spoke(l *ledger, kind turns.ReadingKind, who, other int, from, to timeline.Position) {
	l.reading(turns.Reading{
		Kind: kind, Status: turns.Final, Speaker: who, Other: other, NextHolder: who,
		Span: timeline.Span{Start: from * second, End: to * second}, Evidence: turns.Evidence{FTO: turns.None},
	})
}

func TestAWindowCutsTimeAndTakesTurnsWhole(t *testing.T) {
	var l ledger
	ipu(&l, 0, 0, 8)
	ipu(&l, 0, 9, 20)
	spoke(&l, turns.Turn, 0, 1, 0, 20)
	spoke(&l, turns.Turn, 1, 0, 2, 10)
	x := tallied(t, &l, new(observed), 10, 30)
	if x.speech[0] != 10*second || x.floor[0] != 10*second {
		t.Errorf("speech %v and floor %v in the window, want 10 s each", x.speech[0].Duration(), x.floor[0].Duration())
	}
	if len(x.turns) != 1 || x.turns[0].Len() != 20*second {
		t.Errorf("turns %v, want the one that ended in the window, of 20 s", x.turns)
	}
}

func TestUnknownTimeIsTakenFromEverybodysSpeech(t *testing.T) {
	var l ledger
	var o observed
	ipu(&l, 0, 0, 30)
	ipu(&l, 1, 30, 60)
	spoke(&l, turns.Turn, 0, 1, 0, 30)
	o.change(vad.Change{Channel: 1, At: 10 * second, Activity: vad.Unobserved, Flags: vad.Unknown})
	o.change(vad.Change{Channel: 1, At: 25 * second})
	x := tallied(t, &l, &o, 0, 60)
	if x.speech[0] != 15*second || x.floor[0] != 15*second || x.speech[1] != 30*second || x.known() != 45*second {
		t.Errorf("speech %v and %v, floor %v, known %v; want 15, 30, 15 and 45 s",
			x.speech[0].Duration(), x.speech[1].Duration(), x.floor[0].Duration(), x.known().Duration())
	}
}

func TestSpeechOfATurnIsWhatEndedSinceTheTurnBefore(t *testing.T) {
	var l ledger
	for _, s := range [][3]timeline.Position{{0, 0, 4}, {1, 3, 4}, {0, 5, 9}, {1, 10, 16}, {0, 12, 13}, {0, 20, 22}} {
		ipu(&l, int(s[0]), s[1], s[2])
	}
	spoke(&l, turns.Turn, 0, turns.Nobody, 0, 9)
	spoke(&l, turns.Turn, 1, 0, 10, 16)
	x := tallied(t, &l, new(observed), 0, 30)
	want := []timeline.Position{8, 1, 1, 6} // the coach's last two seconds are in no turn yet
	for i, w := range want {
		if x.units[i] != w*second {
			t.Errorf("unit %d of member %d: %v, want %d s", i/2, i%2, x.units[i].Duration(), w)
		}
	}
	if len(x.units) != len(want) {
		t.Errorf("%d units, want %d", len(x.units), len(want))
	}
}

func TestWhoIsNotThereIsNotCounted(t *testing.T) {
	var l ledger
	ipu(&l, 7, 0, 10)
	spoke(&l, turns.Turn, 7, 0, 0, 10)
	spoke(&l, turns.InterruptionSuccessful, 7, 0, 1, 2)
	spoke(&l, turns.InterruptionSuccessful, 0, 7, 1, 2)
	x := tallied(t, &l, new(observed), 0, 20)
	if x.speech[0]+x.speech[1] != 0 || len(x.turns) != 0 {
		t.Errorf("speech %v, turns %v of somebody who is not there", x.speech, x.turns)
	}
	taken := x.acts[turns.InterruptionSuccessful]
	if taken.by(0) != 1 || taken.at(0, noSeat) != 1 || taken.by(1) != 0 {
		t.Errorf("acts %v, want one upon nobody who is there", taken)
	}
}

func TestALapseIsTimeWhoeverEndsItAndAnActIfSomebodyDoes(t *testing.T) {
	var l ledger
	spoke(&l, turns.Lapse, 1, 0, 8, 14)
	spoke(&l, turns.Lapse, turns.Nobody, 0, 20, 26)
	x := tallied(t, &l, new(observed), 10, 30)
	if x.lapsed != 10*second || x.acts[turns.Lapse].by(1) != 1 || x.acts[turns.Lapse].by(0) != 0 {
		t.Errorf("lapsed %v, broken %v", x.lapsed.Duration(), x.acts[turns.Lapse])
	}
}

func TestOnlySilencesOfASecondCountAsWaiting(t *testing.T) {
	var l ledger
	for i, length := range []timeline.Position{second - 1, second, 4 * second} {
		start := timeline.Position(i) * 10 * second
		l.signal(turns.Signal{Kind: turns.Gap, Speaker: i % 2, Span: timeline.Span{Start: start, End: start + length}})
	}
	x := tallied(t, &l, new(observed), 0, 30)
	if len(x.silences) != 2 || x.silences[0].who != 1 || x.silences[1].who != 0 || x.silent != 6*second-1 {
		t.Errorf("silences %v, %v in all", x.silences, x.silent.Duration())
	}
}

func TestTheWinnerOfASimultaneousStartIsWhoGoesOn(t *testing.T) {
	var l ledger
	for _, next := range []int{0, 1, 1, turns.Nobody} {
		l.reading(turns.Reading{Kind: turns.SimultaneousStart, Status: turns.Final, Speaker: 0, Other: 1, NextHolder: next, Span: timeline.Span{End: second}})
	}
	x := tallied(t, &l, new(observed), 0, 10)
	if x.won.at(0, 1) != 1 || x.won.at(1, 0) != 2 {
		t.Errorf("won %v, want 1 and 2", x.won)
	}
}

func TestEverySecondOfSpeechIsSomebodysAndInOneUnitAtMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l ledger
		at, sum := timeline.Position(0), timeline.Position(0)
		for range rapid.IntRange(0, 30).Draw(t, "turns") {
			who := rapid.IntRange(0, 1).Draw(t, "who")
			start := at + timeline.Position(rapid.IntRange(0, 3).Draw(t, "gap"))
			at = start + timeline.Position(rapid.IntRange(1, 9).Draw(t, "length"))
			ipu(&l, who, start, at)
			if sum += at - start; rapid.Bool().Draw(t, "turn") {
				spoke(&l, turns.Turn, who, 1-who, start, at)
			}
		}
		x := tallied(t, &l, new(observed), 0, at+1)
		units := timeline.Position(0)
		for _, u := range x.units {
			units += u
		}
		if got := x.total([]int{0, 1}); got != sum*second || units > got || x.turnsOf(0)+x.turnsOf(1) != len(x.turns) {
			t.Errorf("speech %v of %d s, %v of it in units", got.Duration(), sum, units.Duration())
		}
	})
}
