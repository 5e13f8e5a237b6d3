package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

// silences is talk with so many silences of 4 s, ended by either after their own or the other's talk.
func silences(coachAfterClient, coachAfterOwn, clientAfterCoach, clientAfterOwn int) *script {
	s := newScript()
	for held, list := range [][2]int{{clientAfterCoach, coachAfterOwn}, {coachAfterClient, clientAfterOwn}} {
		for own, n := range list {
			for range n {
				s.turn(held, 0, 10)
				s.turn([]int{1 - held, held}[own], 4, 10)
			}
		}
	}
	return s
}

func breaking(t testing.TB, s *script) deference.Indicator {
	t.Helper()
	return find(t, s.result(t, pair, band).Session, deference.BreakingSilences)
}

func TestSilencesAreDrawnFromFourAndLeanFromEight(t *testing.T) {
	for _, tc := range []struct {
		coach, client    int
		state            deference.State
		status, evidence string
	}{
		{0, 0, deference.Collecting, "Collecting", "**0** silences of 3 s and more; shown from 4"},
		{1, 0, deference.Collecting, "Collecting", "**1** silence of 3 s and more; shown from 4"},
		{3, 0, deference.Collecting, "Collecting", "**3** silences of 3 s and more; shown from 4"},
		{3, 2, deference.Tentative, "Tentative", "Coach broke **3 of 5** silences of 3 s and more; direction from 8"},
		{7, 0, deference.Tentative, "Tentative", "Coach broke **7 of 7** silences of 3 s and more; direction from 8"},
		{6, 2, deference.Shown, "Leans to coach", "Coach broke **6 of 8** silences of 3 s and more"},
		{2, 7, deference.Shown, "Leans to client", "Client broke **7 of 9** silences of 3 s and more"},
		{5, 4, deference.Tentative, "No clear lean", "Coach broke **5 of 9** silences of 3 s and more"},
	} {
		s := silences(tc.coach, 0, tc.client, 0)
		s.turn(0, 0, 1)
		checkWords(t, breaking(t, s), tc.state, tc.status, tc.evidence)
	}
}

func TestSilencesAreSplitByWhoHadSpokenBefore(t *testing.T) {
	ind := breaking(t, silences(5, 1, 2, 3))
	for _, tc := range []struct {
		name    string
		channel int
		count   int
		of      float64
	}{
		{"silences_broken", 0, 6, 11},
		{"silences_broken", 1, 5, 11},
		{"silences_broken_after_others_talk", 0, 5, 8},
		{"silences_broken_after_own_talk", 0, 1, 3},
		{"silences_broken_after_others_talk", 1, 2, 3},
		{"silences_broken_after_own_talk", 1, 3, 8},
	} {
		if v := value(t, ind, tc.name, tc.channel); v.Count != tc.count || v.Of != tc.of {
			t.Errorf("%s of channel %d: %d of %v, want %d of %v", tc.name, tc.channel, v.Count, v.Of, tc.count, tc.of)
		}
	}
}

func TestASilenceThatNobodyEndedIsBrokenByNobody(t *testing.T) {
	s := silences(4, 0, 0, 0)
	s.reading(turns.Reading{Kind: turns.Lapse, Speaker: turns.Nobody, Other: 0}, s.now, s.now+5)
	checkWords(t, breaking(t, s), deference.Tentative, "Tentative", "Coach broke **4 of 4** silences of 3 s and more; direction from 8")
}

func TestSilencesThatAnObserverEndsAreNotThePairs(t *testing.T) {
	people := append([]deference.Person{{Channel: 2, Name: "Ruth", Role: deference.Observer, Measured: true}}, pair...)
	s := silences(4, 0, 0, 0)
	s.turn(2, 6, 4)
	ind := find(t, s.result(t, people, band).Session, deference.BreakingSilences)
	checkWords(t, ind, deference.Tentative, "Tentative", "Coach broke **4 of 4** silences of 3 s and more; direction from 8")
}

func TestWaitingInSilenceTreatsTheOthersEntryAsNoEnd(t *testing.T) {
	s := newScript()
	// The coach ends silences of 2 s, which say no more of the client than that they wait longer; the client ends
	// those that last.
	for range 6 {
		s.turn(0, 2, 5)
		s.turn(0, 2, 5)
		s.turn(1, 6, 5)
	}
	ind := breaking(t, s)
	coach, client := value(t, ind, "silence_tolerance", 0), value(t, ind, "silence_tolerance", 1)
	if coach.Value == nil || *coach.Value != 2 || coach.Count != 11 || coach.Of != 17 {
		t.Errorf("coach waits %v, from %d of %v, want 2 s from 11 of 17", show(coach.Value), coach.Count, coach.Of)
	}
	if client.Value == nil || *client.Value != 6 || client.Count != 6 {
		t.Errorf("client waits %v, from %d, want 6 s from 6", show(client.Value), client.Count)
	}
}

func TestWaitingNeedsTenSilencesAndFiveOfOnesOwn(t *testing.T) {
	s := newScript()
	for range 4 {
		s.turn(0, 2, 5)
		s.turn(1, 2, 5)
	}
	s.turn(0, 2, 5)
	ind := breaking(t, s) // the first turn follows nothing: 8 silences
	if v := value(t, ind, "silence_tolerance", 0); v.Value != nil || v.Of != 8 {
		t.Errorf("waits %v of %v silences, want none of 8", show(v.Value), v.Of)
	}
}
