package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// nudges plays a script live and returns the nudges that appear.
func (s *script) nudges(t *testing.T, people []deference.Person, a deference.Agreement) []deference.Nudge {
	t.Helper()
	m, err := deference.NewMeter(people, deference.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	m.SetAgreement(0, a)
	var seen []deference.Nudge
	s.feed(m, second, timeline.FromSeconds(s.now), func(timeline.Position) {
		if n, ok := m.Nudge(); ok && (len(seen) == 0 || seen[len(seen)-1].ID != n.ID) {
			seen = append(seen, n)
		}
	})
	return seen
}

// checkNudge compares the only nudge.
func checkNudge(t *testing.T, got []deference.Nudge, text, reason string) {
	t.Helper()
	if len(got) != 1 || got[0].Text != text || got[0].Reason != reason {
		t.Errorf("nudges: %+v\nwant one: %q because %q", got, text, reason)
	}
}

// evenTalk is so many minutes of turns of 10 and 20 s.
func evenTalk(minutes int) *script {
	s := newScript()
	s.talk(2*minutes, []float64{10}, []float64{20})
	return s
}

// hold makes a turn of a channel go on from now for so many seconds, as it is told live: provisional first.
func (s *script) hold(who int, length float64) {
	s.facts.Readings = append(s.facts.Readings, turns.Reading{
		ID: len(s.facts.Readings) + 2, Kind: turns.Turn, Status: turns.Provisional, Speaker: who, Other: turns.Nobody,
		Span: span(s.now, s.now+1), Decided: timeline.FromSeconds(s.now + 1),
	})
	s.turn(who, 0, length)
}

var (
	inRow      = deference.Agreement{Nudges: true, SilencesInRow: 3}
	floorLimit = deference.Agreement{Nudges: true, FloorLimit: 120 * second}
	takenLimit = deference.Agreement{Nudges: true, TakenRecently: 3}
)

func TestANudgeSaysThatSilencesEndedWithTheSamePerson(t *testing.T) {
	s := evenTalk(6)
	for range 3 {
		s.turn(0, 4, 8)
		s.turn(1, 0, 20)
	}
	checkNudge(t, s.nudges(t, pair, inRow), "The last three silences ended with the coach. The next one can stay open.",
		"Agreed: a nudge after 3 in a row that end with the same person, of 3 s and more. Counted: 3, the last at 7:08.")
}

func TestASilenceThatAnotherEndsStartsTheRowAnew(t *testing.T) {
	s := evenTalk(6)
	for _, who := range []int{0, 0, 1, 0, 0} {
		s.turn(who, 4, 8)
	}
	s.turn(1, 0, 60)
	if got := s.nudges(t, pair, inRow); len(got) != 0 {
		t.Errorf("nudges: %+v, want none", got)
	}
}

func TestANudgeSaysThatTheFloorWasHeldForLongerThanAgreed(t *testing.T) {
	s := evenTalk(6)
	s.hold(1, 140)
	checkNudge(t, s.nudges(t, pair, floorLimit), "The client has held the floor for 2 min 5 s.",
		"Agreed: a nudge after 2 min. The client has held the floor since 6:00.")
}

func TestATurnThatIsOverHoldsNoFloor(t *testing.T) {
	s := evenTalk(1)
	s.hold(1, 200) // too early for a nudge
	s.talk(4, []float64{10}, []float64{10})
	if got := s.nudges(t, pair, floorLimit); len(got) != 0 {
		t.Errorf("nudges: %+v, want none", got)
	}
}

func TestANudgeCountsFloorsTakenInTheLastFiveMinutes(t *testing.T) {
	s := evenTalk(8)
	s.act(turns.InterruptionSuccessful, 0, 1, 20) // too long ago
	s.act(turns.InterruptionSuccessful, 0, 1, 140)
	s.act(turns.InterruptionSuccessful, 1, 0, 230)
	s.act(turns.InterruptionSuccessful, 0, 1, 420)
	checkNudge(t, s.nudges(t, pair, takenLimit), "The floor was taken in overlap 3 times in the last 5 min.",
		"Agreed: a nudge from 3 in 5 min. Counted: coach 2, client 1; the last at 7:00.")
}

func TestANudgeComparesTheLastTenMinutesWithTheAgreedBand(t *testing.T) {
	s := newScript()
	s.talk(24, []float64{14}, []float64{16})
	checkNudge(t, s.nudges(t, pair, deference.Agreement{Nudges: true, Band: &[2]int{25, 40}}),
		"The coach’s share of the last 10 min is 47 %. You agreed on 25–40 %.",
		"Agreed: 25–40 % for the coach. Counted: 4 min 40 s of 9 min 58 s of speech.")
}

func TestAShareThatMayLieInsideTheBandIsNoReason(t *testing.T) {
	s := newScript()
	s.talk(24, []float64{12.5}, []float64{17.5}) // 42 %: edges may be off by 2 points
	if got := s.nudges(t, pair, deference.Agreement{Nudges: true, Band: &[2]int{25, 40}}); len(got) != 0 {
		t.Errorf("nudges: %+v, want none", got)
	}
}

func TestNamesInNudgesKeepTheirCapital(t *testing.T) {
	people := []deference.Person{{Channel: 0, Name: "Maya", Role: deference.Coach, Measured: true}, pair[1]}
	s := evenTalk(6)
	for range 4 {
		s.turn(0, 4, 8)
	}
	if got := s.nudges(t, people, inRow); len(got) != 1 || got[0].Text != "The last three silences ended with Maya. The next one can stay open." {
		t.Errorf("nudges: %+v", got)
	}
}

func TestThereAreNoNudgesUnlessTheyAreAgreed(t *testing.T) {
	s := evenTalk(6)
	s.hold(1, 300)
	off := floorLimit
	off.Nudges = false
	if got := s.nudges(t, pair, off); len(got) != 0 {
		t.Errorf("nudges off: %+v", got)
	}
	if got := s.nudges(t, pair, deference.Agreement{Nudges: true}); len(got) != 0 {
		t.Errorf("nothing agreed: %+v", got)
	}
}

func TestThereAreNoNudgesInTheFirstFiveMinutes(t *testing.T) {
	s := newScript()
	s.hold(1, 400)
	got := s.nudges(t, pair, floorLimit)
	if len(got) != 1 || got[0].From != 300*second {
		t.Errorf("nudges: %+v, want one at 5:00", got)
	}
}

func TestThereIsOneNudgeInFiveMinutesAndOfASubjectInFifteen(t *testing.T) {
	s := newScript()
	s.hold(1, 3600)
	for at := 10.0; at < 3600; at += 20 {
		s.act(turns.InterruptionSuccessful, 0, 1, at)
	}
	both := floorLimit
	both.TakenRecently = 3
	var last, lastFloor timeline.Position
	got := s.nudges(t, pair, both)
	for i, n := range got {
		if i > 0 && n.From-last < 300*second {
			t.Errorf("%s comes %v after the one before", n.ID, (n.From - last).Duration())
		}
		if n.Text[:10] == "The client" {
			if lastFloor > 0 && n.From-lastFloor < 900*second {
				t.Errorf("%s comes %v after the one on the same subject", n.ID, (n.From - lastFloor).Duration())
			}
			lastFloor = n.From
		}
		last = n.From
		if n.Until != n.From+60*second {
			t.Errorf("%s stays for %v", n.ID, (n.Until - n.From).Duration())
		}
	}
	if len(got) != 8 { // floor at 5, 20, 35, 50 min, taken at 10, 25, 40, 55
		t.Errorf("%d nudges in an hour, want 8", len(got))
	}
}

func TestNoNudgeAppearsDuringASilence(t *testing.T) {
	s := evenTalk(6)
	for range 2 {
		s.turn(0, 4, 8)
	}
	s.turn(0, 4, 1) // the third ends, one second of talk, and then it is silent
	s.now += 50
	if got := s.nudges(t, pair, inRow); len(got) != 0 {
		t.Errorf("nudges: %+v, want none while nobody speaks", got)
	}
	s.turn(1, 0, 30)
	if got := s.nudges(t, pair, inRow); len(got) != 1 {
		t.Errorf("nudges: %+v, want one when somebody speaks again", got)
	}
}

func TestWhatIsOldIsNoReason(t *testing.T) {
	s := evenTalk(2)
	for range 3 {
		s.turn(0, 4, 8)
	}
	s.talk(10, []float64{10}, []float64{20}) // the third silence ended minutes before the first nudge may come
	if got := s.nudges(t, pair, inRow); len(got) != 0 {
		t.Errorf("nudges: %+v, want none", got)
	}
}

func TestWhatIsWithheldIsNoReason(t *testing.T) {
	s := evenTalk(8)
	for at := 420.0; at < 450; at += 5 {
		s.act(turns.InterruptionSuccessful, 0, 1, at)
	}
	m := s.meter(t, pair, takenLimit)
	m.SetHealth(0, 0, deference.Health{Clipped: .2})
	m.Advance(450 * second)
	if n, ok := m.Nudge(); ok {
		t.Errorf("nudge %+v although overlaps are withheld", n)
	}
}

func TestANudgeGoesWhenDismissedMutedOrOver(t *testing.T) {
	start := func() *deference.Meter {
		s := evenTalk(6)
		s.hold(1, 1200)
		m := s.meter(t, pair, floorLimit)
		m.Advance(500 * second)
		if _, ok := m.Nudge(); !ok {
			t.Fatal("no nudge")
		}
		return m
	}
	gone := func(what string, m *deference.Meter) {
		if n, ok := m.Nudge(); ok {
			t.Errorf("%s: %+v still stands", what, n)
		}
	}
	m := start()
	m.Dismiss("n7")
	if _, ok := m.Nudge(); !ok {
		t.Error("dismissing another took it away")
	}
	m.Dismiss("n1")
	gone("dismissed", m)
	m = start()
	m.Mute(true)
	gone("muted", m)
	m.Advance(1500 * second)
	gone("muted for long", m)
	m.Mute(false)
	m.Advance(1505 * second)
	if n, ok := m.Nudge(); !ok || n.ID != "n2" {
		t.Errorf("unmuted: %+v, want the second", n)
	}
	m = start()
	m.Advance(550 * second)
	gone("after 60 s", m)
	m = start()
	m.SetAgreement(501*second, deference.Agreement{})
	m.Advance(505 * second)
	gone("agreed to have none", m)
	m = start()
	m.Finish(510 * second)
	gone("ended", m)
}

func TestNoNudgeIsShownWhileNothingIsMeasured(t *testing.T) {
	s := evenTalk(6)
	s.hold(1, 1)
	s.facts.Readings = s.facts.Readings[:len(s.facts.Readings)-1] // the turn goes on through the pause
	s.lose(0, s.now, s.now+300, vad.Paused)
	s.lose(1, s.now, s.now+300, vad.Paused)
	s.now += 290
	if got := s.nudges(t, pair, floorLimit); len(got) != 0 {
		t.Errorf("nudges: %+v, want none in a pause", got)
	}
}
