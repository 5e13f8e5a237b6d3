package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestMediansOfTurnsAreDrawnFromTenEachAndLeanFromTwenty(t *testing.T) {
	for _, tc := range []struct {
		rounds           int
		state            deference.State
		status, evidence string
	}{
		{9, deference.Collecting, "Collecting", "Coach **9** turns, client **9**; shown from 10 each"},
		{10, deference.Tentative, "Tentative", "Median turn: coach **8 s**, client **17 s**; direction from 20 turns each"},
		{19, deference.Tentative, "Tentative", "Median turn: coach **8 s**, client **17 s**; direction from 20 turns each"},
		{20, deference.Shown, "Leans to client", "Median turn: coach **8 s**, client **17 s**"},
	} {
		s := newScript()
		s.talk(tc.rounds, []float64{8, 7, 9}, []float64{17, 16, 18})
		ind := find(t, s.result(t, pair, band).Session, deference.HoldingFloor)
		checkWords(t, ind, tc.state, tc.status, tc.evidence)
		if (ind.Position != nil) != (tc.state != deference.Collecting) {
			t.Errorf("%d turns each: bead at %v", tc.rounds, show(ind.Position))
		}
	}
}

func TestTurnsOfAboutEqualLengthAreEven(t *testing.T) {
	s := newScript()
	s.talk(30, []float64{9, 10, 11}, []float64{9.2, 10.2, 11.2})
	ind := find(t, s.result(t, pair, band).Session, deference.HoldingFloor)
	checkWords(t, ind, deference.Shown, "Even", "Median turn: coach **10 s**, client **10 s**")
	if ind.Direction != deference.Even {
		t.Errorf("direction %q", ind.Direction)
	}
}

func TestTurnsOfVeryMixedLengthHaveNoClearLean(t *testing.T) {
	s := newScript()
	s.talk(24, []float64{1, 40, 2, 30, 3, 60}, []float64{50, 2, 1, 35, 44, 3})
	ind := find(t, s.result(t, pair, band).Session, deference.HoldingFloor)
	if ind.State != deference.Tentative || ind.Status != "No clear lean" || ind.Direction != deference.Unclear {
		t.Errorf("%s, %q, %q", ind.State, ind.Status, ind.Direction)
	}
}

func TestTurnLengthsAreCountedInFull(t *testing.T) {
	s := newScript()
	s.talk(10, []float64{5, 9, 40}, []float64{10})
	ind := find(t, s.result(t, pair, band).Session, deference.HoldingFloor)
	// Ten turns of the coach: 5 9 40 5 9 40 5 9 40 5.
	for name, want := range map[string]float64{"median_turn": 9, "p90_turn": 40, "longest_turn": 40} {
		if v := value(t, ind, name, 0); v.Value == nil || *v.Value != want || v.Count != 10 {
			t.Errorf("%s = %v of %d turns, want %v of 10", name, show(v.Value), v.Count, want)
		}
	}
	if v := value(t, ind, "turn_rate", 1); v.Value == nil || v.Count != 10 || v.Of < 4.5 || v.Of > 4.7 {
		t.Errorf("turn rate %v from %d in %v min", show(v.Value), v.Count, v.Of)
	}
}

func TestATurnThatWasCutHasNoLength(t *testing.T) {
	s := newScript()
	s.talk(10, []float64{8}, []float64{17})
	s.reading(turns.Reading{Kind: turns.Turn, Speaker: 1, Other: 0, Flags: vad.Unknown, Evidence: turns.Evidence{FTO: turns.None}}, s.now, s.now+100)
	ind := find(t, s.result(t, pair, band).Session, deference.HoldingFloor)
	if v := value(t, ind, "longest_turn", 1); *v.Value != 17 || v.Count != 10 {
		t.Errorf("longest of %d turns is %v s, want 17 of 10", v.Count, *v.Value)
	}
}
