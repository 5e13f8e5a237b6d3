package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// band is the agreement of the mocks.
var band = deference.Agreement{Band: &[2]int{25, 40}, Nudges: true, SilencesInRow: 3}

// lightMock is the 32 minutes of the light mock of the live screen.
func lightMock() *script {
	s := newScript()
	for round := range 13 {
		s.talk(4, []float64{8, 10, 10, 18}, []float64{23, 23, 20, 24})
		if round < 9 {
			who := 0
			if round == 2 || round == 5 {
				who = 1
			}
			s.turn(who, 4.8, 3)
		}
	}
	s.acts(turns.InterruptionSuccessful, 0, 1, 5)
	s.acts(turns.InterruptionSuccessful, 1, 0, 1)
	return s
}

func TestTheLightMockSaysWhatItShows(t *testing.T) {
	r := lightMock().result(t, pair, band)
	talk := find(t, r.Session, deference.TalkShare)
	checkWords(t, talk, deference.Shown, "Inside the agreed band", "")
	checkPosition(t, talk, .66, .005)
	checkFigures(t, talk, "34", "66")
	floor := find(t, r.Session, deference.HoldingFloor)
	checkWords(t, floor, deference.Shown, "Leans to client", "Median turn: coach **10 s**, client **23 s**")
	checkPosition(t, floor, 23.0/33, .005)
	checkFigures(t, floor, "10 s", "23 s")
	taking := find(t, r.Session, deference.TakingFloor)
	checkWords(t, taking, deference.Tentative, "Tentative", "Coach **5**, client **1**; direction from 8")
	// The mock hangs the bead at 1 of 6; by rates it is (1/34) / (1/34 + 5/66), since the client spoke twice as long.
	checkPosition(t, taking, .28, .005)
	checkFigures(t, taking, "5", "1")
	silences := find(t, r.Session, deference.BreakingSilences)
	checkWords(t, silences, deference.Shown, "Leans to coach", "Coach broke **7 of 9** silences of 3 s and more")
	checkPosition(t, silences, 2.0/9, .0001)
	checkFigures(t, silences, "7", "2")
}

// darkMock is minute 6 of the dark mock: every state of evidence.
func darkMock() *script {
	s := newScript()
	s.talk(12, []float64{6.4, 8, 8, 21}, []float64{17, 17, 17, 9})
	for range 3 {
		s.turn(0, 5, .5)
	}
	s.lose(1, s.now+5, s.now+27, vad.Unknown)
	return s
}

func TestTheDarkMockSaysWhatItShows(t *testing.T) {
	m := darkMock().meter(t, pair, band)
	m.SetHealth(300*second, 1, deference.Health{Bleed: .2})
	m.Advance(390 * second)
	r := m.Result()
	talk := find(t, r.Session, deference.TalkShare)
	checkWords(t, talk, deference.Tentative, "Tentative", "")
	checkFigures(t, talk, "42", "58")
	checkPosition(t, talk, .58, .005)
	if talk.Reason != deference.Bleed {
		t.Errorf("talk share is tentative because of %q, want bleed", talk.Reason)
	}
	floor := find(t, r.Session, deference.HoldingFloor)
	checkWords(t, floor, deference.Tentative, "Tentative", "Median turn: coach **8 s**, client **17 s**; direction from 20 turns each")
	checkPosition(t, floor, .68, .02)
	taking := find(t, r.Session, deference.TakingFloor)
	checkWords(t, taking, deference.Withheld, "Withheld", "Client’s mic also hears the coach; overlaps can’t be told apart")
	if taking.Position != nil || taking.Interval != nil {
		t.Errorf("a wire that is cut has a bead at %v", show(taking.Position))
	}
	silences := find(t, r.Session, deference.BreakingSilences)
	checkWords(t, silences, deference.Collecting, "Collecting", "**3** silences of 3 s and more; shown from 4")
	if silences.Position != nil {
		t.Errorf("a dotted wire has a bead at %v", show(silences.Position))
	}
}

func TestTheMocksNudgeComesAfterTheThirdSilence(t *testing.T) {
	s := newScript()
	s.talk(12, []float64{10}, []float64{23})
	for range 3 {
		s.turn(0, 4.8, 10)
		s.turn(1, 0, 20)
	}
	m := s.meter(t, pair, band)
	for at := timeline.Position(0); at < timeline.FromSeconds(s.now); at += second {
		m.Advance(at)
		if n, ok := m.Nudge(); ok {
			if n.Text != "The last three silences ended with the coach. The next one can stay open." {
				t.Errorf("nudge = %q", n.Text)
			}
			return
		}
	}
	t.Error("no nudge")
}

// checkFigures compares the figures beside a wire, in seat order.
func checkFigures(t testing.TB, ind deference.Indicator, want ...string) {
	t.Helper()
	for seat, f := range ind.Figures {
		if f.Value != want[seat] {
			t.Errorf("%s: figure of channel %d is %q, want %q", ind.ID, f.Channel, f.Value, want[seat])
		}
	}
}
