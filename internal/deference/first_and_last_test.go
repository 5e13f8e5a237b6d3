package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

// starts enters simultaneous starts of both, of which either goes on so many times.
func starts(coach, client, neither int) *script {
	s := equalTalk()
	for next, n := range map[int]int{0: coach, 1: client, turns.Nobody: neither} {
		for i := range n {
			r := turns.Reading{Kind: turns.SimultaneousStart, Speaker: i % 2, Other: 1 - i%2, NextHolder: next}
			s.reading(r, s.now-float64(i)-.5, s.now-float64(i))
		}
	}
	return s
}

func TestSimultaneousStartsAreWonByWhoGoesOn(t *testing.T) {
	for _, tc := range []struct {
		coach, client, neither int
		state                  deference.State
		status, evidence       string
	}{
		{1, 0, 9, deference.Collecting, "Collecting", "**1** simultaneous start; shown from 4"},
		{4, 1, 0, deference.Tentative, "Tentative", "Went on after **5** simultaneous starts: coach **4**, client **1**; direction from 8"},
		{2, 7, 1, deference.Shown, "Leans to client", "Went on after **9** simultaneous starts: coach **2**, client **7**"},
	} {
		r := starts(tc.coach, tc.client, tc.neither).result(t, pair, band)
		ind := find(t, r.Session, deference.FirstAndLast)
		checkWords(t, ind, tc.state, tc.status, tc.evidence)
		if v := value(t, ind, "simultaneous_starts_won", 1); v.Count != tc.client || int(v.Of) != tc.coach+tc.client {
			t.Errorf("client won %d of %v, want %d of %d", v.Count, v.Of, tc.client, tc.coach+tc.client)
		}
	}
}

func TestWhoOpensAndWhoClosesIsCounted(t *testing.T) {
	s := newScript()
	s.turn(1, 0, 3)
	s.turn(0, 0, 3)
	s.turn(1, 0, 3)
	s.turn(0, 0, 3)
	ind := find(t, s.result(t, pair, band).Session, deference.FirstAndLast)
	for name, who := range map[string]int{"first_turn": 1, "last_turn": 0} {
		if v := value(t, ind, name, who); v.Count != 1 {
			t.Errorf("%s of channel %d: %d, want 1", name, who, v.Count)
		}
		if v := value(t, ind, name, 1-who); v.Count != 0 {
			t.Errorf("%s of channel %d: %d, want 0", name, 1-who, v.Count)
		}
	}
}
