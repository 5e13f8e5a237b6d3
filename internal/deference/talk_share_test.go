package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

func talkShare(t testing.TB, s *script, a deference.Agreement) deference.Indicator {
	t.Helper()
	return find(t, s.result(t, pair, a).Session, deference.TalkShare)
}

func TestTalkShareHasFiguresFromTwoMinutesOfSpeech(t *testing.T) {
	s := newScript()
	s.talk(5, []float64{8}, []float64{15.9})
	before := talkShare(t, s, band)
	checkWords(t, before, deference.Collecting, "Collecting", "**1 min 59 s** of speech; figures from 2 min")
	checkFigures(t, before, "", "")
	if before.Position != nil {
		t.Errorf("a bead at %v before there are figures", show(before.Position))
	}
	s.turn(0, 0, 1)
	after := talkShare(t, s, band)
	checkWords(t, after, deference.Tentative, "Tentative", "**2 min** of speech in **11** turns; tentative until 5 min and 20 turns")
	checkFigures(t, after, "34", "66")
}

func TestTalkShareIsShownFromFiveMinutesAndTwentyTurns(t *testing.T) {
	s := newScript()
	s.talk(9, []float64{11}, []float64{25})
	s.turn(0, 0, 11)
	checkWords(t, talkShare(t, s, band), deference.Tentative, "Tentative", "**5 min** of speech in **19** turns; tentative until 20 turns")
	s.turn(1, 0, 25)
	checkWords(t, talkShare(t, s, band), deference.Shown, "Inside the agreed band", "")
}

func TestTalkShareIsTentativeWhileItMayBeOffByMoreThanEightPoints(t *testing.T) {
	s := newScript()
	// One long monologue among short turns: without it the share would be quite another.
	s.talk(10, []float64{2, 2, 2, 2, 2, 2, 2, 400, 2, 2}, []float64{20})
	checkWords(t, talkShare(t, s, band), deference.Tentative, "Tentative", "**10 min** of speech; give or take **36** points")
}

func TestTalkShareIsToldByTheAgreedBandInTheFiguresThatAreShown(t *testing.T) {
	for _, tc := range []struct {
		coach float64 // of 100 s
		band  *[2]int
		want  string
	}{
		{34, &[2]int{25, 40}, "Inside the agreed band"},
		{40.4, &[2]int{25, 40}, "Inside the agreed band"},
		{40.6, &[2]int{25, 40}, "1 point above the band"},
		{42, &[2]int{25, 40}, "2 points above the band"},
		{22, &[2]int{25, 40}, "3 points below the band"},
		{34, nil, ""},
	} {
		s := newScript()
		s.talk(12, []float64{tc.coach}, []float64{100 - tc.coach})
		evidence := ""
		if tc.band == nil {
			evidence = "Of **20 min** of speech"
		}
		ind := talkShare(t, s, deference.Agreement{Band: tc.band})
		checkWords(t, ind, deference.Shown, tc.want, evidence)
		if ind.Direction != deference.Undecided {
			t.Errorf("talk share has direction %q", ind.Direction)
		}
	}
}

func TestAWindowOfFiveMinutesCannotSettleAShare(t *testing.T) {
	s := newScript()
	s.talk(60, []float64{6}, []float64{12})
	ind := find(t, s.result(t, pair, band).Last5, deference.TalkShare)
	checkWords(t, ind, deference.Tentative, "Tentative", "**4 min** of speech; a window this short stays tentative")
}

func TestSpeechWhileTheOtherIsUnknownCountsForNobody(t *testing.T) {
	s := newScript()
	s.talk(12, []float64{10}, []float64{20})
	s.lose(1, s.now, s.now+60, vad.Unknown)
	s.turn(0, 0, 60)
	ind := talkShare(t, s, band)
	checkFigures(t, ind, "33", "67")
	if got := value(t, ind, "talk_share", 0); got.Of != 360 {
		t.Errorf("shares are of %v s, want the 360 s in which both were heard", got.Of)
	}
	r := s.result(t, pair, band)
	if r.Session.Unknown != deference.Seconds(60*second) || r.Session.Known != r.Session.To-r.Session.Unknown {
		t.Errorf("known %v, unknown %v", r.Session.Known, r.Session.Unknown)
	}
}

func TestAPauseOfTheSessionDoesNotWithholdAnything(t *testing.T) {
	s := newScript()
	s.talk(12, []float64{10}, []float64{20})
	for channel := range 2 {
		s.lose(channel, s.now, s.now+900, vad.Paused)
	}
	s.now += 900
	s.talk(1, []float64{10}, []float64{20})
	r := s.result(t, pair, band)
	if ind := find(t, r.Session, deference.TalkShare); ind.State != deference.Shown {
		t.Errorf("%s, %q, want shown", ind.State, ind.Evidence)
	}
	if r.Session.Paused != deference.Seconds(900*second) || r.Session.Unknown != 0 {
		t.Errorf("paused %v, unknown %v", r.Session.Paused, r.Session.Unknown)
	}
}

func TestObserversAreNoPartOfThePairsShare(t *testing.T) {
	people := append([]deference.Person{{Channel: 5, Name: "Ruth", Role: deference.Observer, Measured: true}}, pair...)
	s := newScript()
	s.talk(12, []float64{10}, []float64{20})
	s.turn(5, 0, 100)
	r := s.result(t, people, band)
	if r.Mode != deference.PairMode || r.Left != 0 || r.Right != 1 {
		t.Errorf("%s of %d and %d", r.Mode, r.Left, r.Right)
	}
	checkFigures(t, find(t, r.Session, deference.TalkShare), "", "33", "67")
}

func TestOnePersonAloneHasTheShareOfTheTime(t *testing.T) {
	s := newScript()
	for range 30 {
		s.turn(0, 5, 10)
	}
	m := s.meterWith(t, pair[:1], deference.Agreement{}, once())
	m.Finish(timeline.FromSeconds(450))
	r := m.Result()
	ind := find(t, r.Session, deference.TalkShare)
	checkWords(t, ind, deference.Shown, "", "Of **7 min** measured")
	checkFigures(t, ind, "67")
	for _, id := range []deference.ID{deference.TakingFloor, deference.BreakingSilences, deference.ResponseLatency} {
		checkWords(t, find(t, r.Session, id), deference.Withheld, "Withheld", "One person is measured; this takes two")
	}
	floor := find(t, r.Session, deference.HoldingFloor)
	checkFigures(t, floor, "10 s")
}
