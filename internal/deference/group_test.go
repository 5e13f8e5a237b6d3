package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

var four = []deference.Person{
	{Channel: 0, Name: "Ana", Role: deference.Somebody, Measured: true},
	{Channel: 1, Name: "Ben", Role: deference.Somebody, Measured: true},
	{Channel: 2, Name: "Cem", Role: deference.Somebody, Measured: true},
	{Channel: 3, Name: "Dia", Role: deference.Observer, Measured: true},
}

// round is talk that goes round four people, who speak for 40, 30, 20 and 10 s.
func round(times int) *script {
	s := newScript()
	for range times {
		for who, length := range []float64{40, 30, 20, 10} {
			s.turn(who, .2, length)
		}
	}
	return s
}

func TestAGroupHasAFigureAPersonAndNoDirection(t *testing.T) {
	s := round(8)
	for who, n := range []int{1, 3, 4, 0} {
		s.acts(turns.InterruptionSuccessful, who, (who+1)%4, n)
	}
	for range 9 {
		s.turn(2, 4, 5)
		s.turn(0, .2, 20)
	}
	r := s.result(t, four, band)
	if r.Mode != deference.GroupMode || r.Left != -1 || r.Right != -1 {
		t.Errorf("%s of %d and %d", r.Mode, r.Left, r.Right)
	}
	for _, tc := range []struct {
		id       deference.ID
		evidence string
		figures  []string
	}{
		{deference.TalkShare, "Of **17 min** of speech", []string{"49", "23", "20", "8"}},
		{deference.HoldingFloor, "Of **17 min** with the floor held", []string{"49", "23", "20", "8"}},
		{deference.TakingFloor, "**8** floor-takings, per minute of the others’ speech", []string{"1", "3", "4", "0"}},
		{deference.BreakingSilences, "**9** silences of 3 s and more", []string{"0", "0", "9", "0"}},
	} {
		ind := find(t, r.Session, tc.id)
		checkWords(t, ind, deference.Shown, "", tc.evidence)
		checkFigures(t, ind, tc.figures...)
		if ind.Direction != deference.Undecided || ind.Position != nil {
			t.Errorf("%s leans %q at %v", tc.id, ind.Direction, show(ind.Position))
		}
		sum := 0.0
		for _, f := range ind.Figures {
			sum += *f.Position
		}
		if sum < .999 || sum > 1.001 {
			t.Errorf("%s: positions sum to %v", tc.id, sum)
		}
	}
}

func TestAGroupCollectsAndIsTentativeLikeAPair(t *testing.T) {
	s := round(2)
	s.acts(turns.InterruptionSuccessful, 0, 1, 4)
	r := s.result(t, four, band)
	checkWords(t, find(t, r.Session, deference.TalkShare), deference.Tentative, "Tentative",
		"**3 min** of speech in **8** turns; tentative until 5 min and 20 turns")
	checkWords(t, find(t, r.Session, deference.HoldingFloor), deference.Collecting, "Collecting", "**8** turns; shown from 10")
	checkWords(t, find(t, r.Session, deference.TakingFloor), deference.Tentative, "Tentative",
		"**4** floor-takings, per minute of the others’ speech; tentative until 8")
	checkWords(t, find(t, r.Session, deference.BreakingSilences), deference.Collecting, "Collecting", "**0** silences of 3 s and more; shown from 4")
	checkWords(t, find(t, r.Session, deference.ResponseLatency), deference.Collecting, "Collecting",
		"Responses: Ana **1**, Ben **2**, Cem **2**, Dia **2**; shown from 8 each")
}

func TestSharesOfRatesDivideByTheOthersSpeech(t *testing.T) {
	s := round(6)
	s.acts(turns.InterruptionSuccessful, 0, 3, 4)
	s.acts(turns.InterruptionSuccessful, 3, 0, 4)
	ind := find(t, s.result(t, four, band).Session, deference.TakingFloor)
	// Ana could take the floor in 60 s of each round, Dia in 90: 4/60 and 4/90 are as 3 to 2.
	if a, d := *ind.Figures[0].Position, *ind.Figures[3].Position; a != .6 || d != .4 {
		t.Errorf("shares %v and %v, want .6 and .4", a, d)
	}
}

func TestBalanceIsOneForEqualPartsAndLessOtherwise(t *testing.T) {
	ind := find(t, round(6).result(t, four, band).Session, deference.Balance)
	// -(.4 ln .4 + .3 ln .3 + .2 ln .2 + .1 ln .1) / ln 4; Gini of .1 .2 .3 .4 is .25, of at most 3/4.
	if v := value(t, ind, "entropy", -1); *v.Value != .9232 {
		t.Errorf("entropy = %v, want .9232", *v.Value)
	}
	if v := value(t, ind, "gini", -1); *v.Value != .3333 {
		t.Errorf("gini = %v, want .3333", *v.Value)
	}
}

func TestWhoFollowsWhomIsComparedWithHowManyTurnsEachHas(t *testing.T) {
	r := round(21).result(t, four, band)
	if n := len(r.Session.Pairs); n != 12 {
		t.Fatalf("%d pairs, want 12", n)
	}
	for _, p := range r.Session.Pairs {
		next := p.To == (p.From+1)%4
		if next != (p.Next > 0) || p.Of < 20 || p.Expected == nil || *p.Expected < .32 || *p.Expected > .34 {
			t.Errorf("%+v", p)
		}
		if next && (*p.Ratio < 2.9 || *p.Ratio > 3.1) {
			t.Errorf("the next in the round comes %v times as often as by turns, want 3", *p.Ratio)
		}
	}
}

func TestPairsOfFewTurnsHaveNoRatio(t *testing.T) {
	for _, p := range round(5).result(t, four, band).Session.Pairs {
		if p.Ratio != nil || p.Expected != nil {
			t.Errorf("%+v", p)
		}
	}
	if pairs := plenty().result(t, pair, band).Session.Pairs; pairs != nil {
		t.Errorf("two people have pairs: %v", pairs)
	}
}

func TestWhoIsNotMeasuredIsLeftOutOfAGroup(t *testing.T) {
	people := append([]deference.Person(nil), four...)
	people[0].Measured = false
	ind := find(t, round(8).result(t, people, band).Session, deference.TalkShare)
	checkFigures(t, ind, "", "50", "33", "17")
}

func TestNobodyMeasuredIsSaid(t *testing.T) {
	people := append([]deference.Person(nil), four...)
	for i := range people {
		people[i].Measured = false
	}
	for _, ind := range round(8).result(t, people, band).Session.Indicators {
		checkWords(t, ind, deference.Withheld, "Withheld", "Nobody is measured")
	}
}

func TestBalanceCollectsAndIsTentativeLikeTalkShare(t *testing.T) {
	for rounds, want := range map[int]deference.State{1: deference.Collecting, 2: deference.Tentative, 6: deference.Shown} {
		if ind := find(t, round(rounds).result(t, four, band).Session, deference.Balance); ind.State != want {
			t.Errorf("after %d rounds: %s, %q, want %s", rounds, ind.State, ind.Evidence, want)
		}
	}
}

func TestEightPeopleAreAGroupLikeAnyOther(t *testing.T) {
	var people []deference.Person
	for k := range 8 {
		people = append(people, deference.Person{Channel: 8 * k, Name: string(rune('A'+k)) + "a", Role: deference.Somebody, Measured: true})
	}
	s := newScript()
	for range 6 {
		for k := range 8 {
			s.turn(8*k, .3, 8)
		}
	}
	r := s.result(t, people, deference.Agreement{})
	checkFigures(t, find(t, r.Session, deference.TalkShare), "12", "12", "12", "12", "12", "12", "12", "12")
	if len(r.Session.Pairs) != 56 {
		t.Errorf("%d pairs, want 56", len(r.Session.Pairs))
	}
	if v := value(t, find(t, r.Session, deference.Balance), "entropy", -1); *v.Value != 1 {
		t.Errorf("entropy of equal parts = %v", *v.Value)
	}
}
