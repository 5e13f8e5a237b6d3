package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

// equalTalk is ten minutes in which both speak as much.
func equalTalk() *script {
	s := newScript()
	s.talk(30, []float64{10}, []float64{10})
	return s
}

func taking(t testing.TB, s *script) deference.Indicator {
	t.Helper()
	return find(t, s.result(t, pair, band).Session, deference.TakingFloor)
}

func TestFloorTakingsAreDrawnFromFourAndLeanFromEight(t *testing.T) {
	for _, tc := range []struct {
		coach, client    int
		state            deference.State
		status, evidence string
	}{
		{0, 0, deference.Collecting, "Collecting", "**0** floor-takings; shown from 4"},
		{1, 0, deference.Collecting, "Collecting", "**1** floor-taking; shown from 4"},
		{2, 1, deference.Collecting, "Collecting", "**3** floor-takings; shown from 4"},
		{4, 0, deference.Tentative, "Tentative", "Coach **4**, client **0**; direction from 8"},
		{5, 1, deference.Tentative, "Tentative", "Coach **5**, client **1**; direction from 8"},
		{6, 2, deference.Shown, "Leans to coach", "Coach **6**, client **2**"},
		{2, 6, deference.Shown, "Leans to client", "Coach **2**, client **6**"},
		{5, 4, deference.Tentative, "No clear lean", "Coach **5**, client **4**"},
	} {
		s := equalTalk()
		s.acts(turns.InterruptionSuccessful, 0, 1, tc.coach)
		s.acts(turns.InterruptionSuccessful, 1, 0, tc.client)
		checkWords(t, taking(t, s), tc.state, tc.status, tc.evidence)
	}
}

func TestFloorTakingsLeanByTheSpeechInWhichTheyCouldHappen(t *testing.T) {
	s := newScript()
	// The client speaks three times as long, so the coach has three times the opportunity.
	s.talk(20, []float64{10}, []float64{30})
	s.acts(turns.InterruptionSuccessful, 0, 1, 6)
	s.acts(turns.InterruptionSuccessful, 1, 0, 2)
	ind := taking(t, s)
	checkWords(t, ind, deference.Tentative, "No clear lean", "Coach **6**, client **2**")
	checkPosition(t, ind, .5, .0001)
	if v := value(t, ind, "floor_taken_in_overlap", 0); *v.Value != .6 || v.Count != 6 || v.Of != 10 {
		t.Errorf("coach: %v a minute, %d in %v min, want .6, 6 in 10", *v.Value, v.Count, v.Of)
	}
}

func TestALeanNeedsThreeMinutesOfSpeechOfEach(t *testing.T) {
	s := newScript()
	s.talk(17, []float64{10}, []float64{10})
	s.acts(turns.InterruptionSuccessful, 0, 1, 8)
	checkWords(t, taking(t, s), deference.Tentative, "Tentative", "Coach **8**, client **0**; direction from 3 min of speech each")
}

func TestEndingsAndBackchannelsAreNoFloorTakings(t *testing.T) {
	s := equalTalk()
	for _, kind := range []turns.ReadingKind{
		turns.TerminalOverlap, turns.TerminalOrFastYield, turns.Backchannel, turns.ShortInsert, turns.SimultaneousStart,
		turns.Unclassifiable, turns.PauseEntry, turns.ButtIn, turns.InterruptionUnsuccessful, turns.MutualDropOut,
	} {
		s.acts(kind, 0, 1, 10)
	}
	checkWords(t, taking(t, s), deference.Collecting, "Collecting", "**0** floor-takings; shown from 4")
	ind := taking(t, s)
	if v := value(t, ind, "terminal_or_fast_yield", 0); v.Count != 10 {
		t.Errorf("fast yields counted apart: %d, want 10", v.Count)
	}
	if v := value(t, ind, "unclassifiable", 0); v.Count != 10 {
		t.Errorf("unclassifiable counted: %d, want 10", v.Count)
	}
}

func TestAttemptsYieldsAndSuccessesShareTheirOverlaps(t *testing.T) {
	s := equalTalk()
	for kind, n := range map[turns.ReadingKind]int{
		turns.InterruptionSuccessful: 7, turns.InterruptionUnsuccessful: 2, turns.ButtIn: 1,
		turns.InterruptionUnresolved: 3, turns.MutualDropOut: 1,
	} {
		s.acts(kind, 0, 1, n)
	}
	ind := taking(t, s)
	for _, tc := range []struct {
		name    string
		channel int
		count   int
		of      float64
	}{
		{"attempts", 0, 10, 5},
		{"attempts", 1, 0, 5},
		{"stopped_in_overlap", 1, 7, 14},
		{"stopped_in_overlap", 0, 0, 0},
		{"attempts_that_took_the_floor", 0, 7, 10},
	} {
		if v := value(t, ind, tc.name, tc.channel); v.Count != tc.count || v.Of != tc.of {
			t.Errorf("%s of channel %d: %d of %v, want %d of %v", tc.name, tc.channel, v.Count, v.Of, tc.count, tc.of)
		}
	}
	// Beta(1+7, 1+7) has its 80 % interval around one half.
	if v := value(t, ind, "stopped_in_overlap", 1); *v.Value != .5 || v.Interval[0]+v.Interval[1] != 1 {
		t.Errorf("stopped: %v in %v", *v.Value, *v.Interval)
	}
}
