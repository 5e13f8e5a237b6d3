package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
)

// answers is so many rounds in which the coach answers after one of gaps and the client after one of others.
func answers(rounds int, coach, client []float64) *script {
	s := newScript()
	for i := range rounds {
		s.turn(0, coach[i%len(coach)], 8)
		s.turn(1, client[i%len(client)], 8)
	}
	return s
}

func latencyOf(t testing.TB, s *script) deference.Indicator {
	t.Helper()
	return find(t, s.result(t, pair, band).Session, deference.ResponseLatency)
}

func TestResponsesAreComparedFromFifteenEach(t *testing.T) {
	for _, tc := range []struct {
		rounds           int
		state            deference.State
		status, evidence string
	}{
		{8, deference.Collecting, "Collecting", "Responses: coach **7**, client **8**; shown from 8 each"},
		{9, deference.Tentative, "Tentative", "Median response: coach **0.2 s**, client **0.6 s**; direction from 15 each"},
		{16, deference.Shown, "Leans to client", "Median response: coach **0.2 s**, client **0.6 s**"},
	} {
		ind := latencyOf(t, answers(tc.rounds, []float64{.1, .2, .3}, []float64{.5, .6, .7}))
		checkWords(t, ind, tc.state, tc.status, tc.evidence)
		if ind.Position != nil {
			t.Errorf("a latency hangs at %v", show(ind.Position))
		}
	}
}

func TestADifferenceThatClocksCouldForgeIsEven(t *testing.T) {
	checkWords(t, latencyOf(t, answers(30, []float64{.20}, []float64{.24})), deference.Shown, "Even",
		"Median response: coach **0.2 s**, client **0.2 s**")
}

func TestResponsesInOverlapAreBelowZero(t *testing.T) {
	ind := latencyOf(t, answers(20, []float64{-.3, -.2, -.1, 1.4}, []float64{.2}))
	// The coach's first turn answers nobody: 19 responses -.2 -.1 1.4 and then four times all four.
	if v := value(t, ind, "median_latency", 0); *v.Value != -.1 || v.Count != 19 {
		t.Errorf("median %v of %d, want -.1 of 19", *v.Value, v.Count)
	}
	if v := value(t, ind, "in_overlap", 0); v.Count != 14 || v.Of != 19 {
		t.Errorf("in overlap %d of %v, want 14 of 19", v.Count, v.Of)
	}
	if v := value(t, ind, "after_more_than_1_s", 0); v.Count != 5 || v.Of != 19 {
		t.Errorf("after more than 1 s %d of %v, want 5 of 19", v.Count, v.Of)
	}
	if low, high := value(t, ind, "lower_quartile", 0), value(t, ind, "upper_quartile", 0); *low.Value > *high.Value {
		t.Errorf("quartiles %v and %v", *low.Value, *high.Value)
	}
}

func TestGoingOnOneselfIsNoResponse(t *testing.T) {
	s := newScript()
	for range 40 {
		s.turn(0, 3.5, 4)
	}
	checkWords(t, latencyOf(t, s), deference.Collecting, "Collecting", "Responses: coach **0**, client **0**; shown from 8 each")
}
