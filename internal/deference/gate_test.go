package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// plenty is a session with enough of everything for every indicator to be shown.
func plenty() *script {
	s := newScript()
	for range 20 {
		s.turn(0, .2, 8)
		s.turn(1, .3, 16)
		s.turn(0, 4, 6)
		s.turn(1, .3, 12)
	}
	for kind, n := range map[turns.ReadingKind]int{
		turns.InterruptionSuccessful: 20, turns.Backchannel: 30, turns.SimultaneousStart: 12,
	} {
		s.acts(kind, 0, 1, n)
	}
	return s
}

func TestWithAGoodSignalEverythingIsShown(t *testing.T) {
	for _, ind := range plenty().result(t, pair, band).Session.Indicators {
		if ind.State != deference.Shown {
			t.Errorf("%s is %s: %q, %q", ind.ID, ind.State, ind.Status, ind.Evidence)
		}
	}
}

func TestABadSignalWithholdsWhatDependsOnIt(t *testing.T) {
	const (
		overlaps = "; overlaps can’t be told apart"
		first    = "; who came first can’t be told"
		noise    = "Client’s mic picks up noise; speech can’t be told from it"
		hidden   = "The client’s mic is too loud; it may hide overlaps"
		signals  = "; short signals can’t be told apart"
		bleed    = "Client’s mic also hears the coach"
	)
	for _, tc := range []struct {
		health   deference.Health
		reason   deference.Reason
		withheld map[deference.ID]string
	}{
		{deference.Health{Bleed: .1}, deference.Bleed, map[deference.ID]string{
			deference.TakingFloor: bleed + overlaps, deference.ResponseLatency: bleed + overlaps,
			deference.FirstAndLast: bleed + overlaps, deference.Backchannels: bleed + signals,
		}},
		{deference.Health{Masked: .21}, deference.Masked, map[deference.ID]string{deference.Backchannels: bleed + signals}},
		{deference.Health{Noisy: true}, deference.Noisy, map[deference.ID]string{
			deference.HoldingFloor: noise, deference.TakingFloor: noise, deference.BreakingSilences: noise,
			deference.ResponseLatency: noise, deference.Backchannels: noise, deference.Silence: noise, deference.FirstAndLast: noise,
		}},
		{deference.Health{Clipped: .001}, deference.Clipped, map[deference.ID]string{
			deference.TakingFloor: hidden, deference.ResponseLatency: hidden, deference.Backchannels: hidden, deference.FirstAndLast: hidden,
		}},
		{deference.Health{Dropout: .005}, deference.Dropout, map[deference.ID]string{
			deference.TakingFloor: "Client’s signal drops out" + overlaps, deference.ResponseLatency: "Client’s signal drops out" + overlaps,
			deference.FirstAndLast: "Client’s signal drops out" + overlaps,
		}},
		{deference.Health{Adrift: true}, deference.Adrift, map[deference.ID]string{
			deference.TakingFloor:     "The mics may be more than 20 ms apart" + first,
			deference.ResponseLatency: "The mics may be more than 20 ms apart" + first,
			deference.FirstAndLast:    "The mics may be more than 20 ms apart" + first,
		}},
		{deference.Health{Bleed: .09, Masked: .2, Clipped: .0009, Dropout: .0049}, "", nil},
	} {
		m := plenty().meterWith(t, pair, band, once())
		m.SetHealth(0, 1, tc.health)
		m.Finish(1100 * second)
		for _, ind := range m.Result().Session.Indicators {
			want, withheld := tc.withheld[ind.ID]
			if withheld {
				checkWords(t, ind, deference.Withheld, "Withheld", want)
			}
			if withheld != (ind.State == deference.Withheld) || withheld && ind.Reason != tc.reason {
				t.Errorf("%+v: %s is %s because of %q", tc.health, ind.ID, ind.State, ind.Reason)
			}
		}
	}
}

func TestNoiseAndBleedLeaveTalkShareTentative(t *testing.T) {
	for _, h := range []deference.Health{{Noisy: true}, {Bleed: .3}} {
		m := plenty().meterWith(t, pair, band, once())
		m.SetHealth(0, 0, h)
		m.Finish(1100 * second)
		ind := find(t, m.Result().Session, deference.TalkShare)
		checkWords(t, ind, deference.Tentative, "Tentative", "")
		if ind.Position == nil || ind.Reason == "" {
			t.Errorf("%+v: %v because of %q", h, show(ind.Position), ind.Reason)
		}
	}
}

func TestTwoMicsThatHearEachOtherAreToldTogether(t *testing.T) {
	m := plenty().meterWith(t, pair, band, once())
	m.SetHealth(0, 0, deference.Health{Bleed: .3})
	m.SetHealth(0, 1, deference.Health{Bleed: .3})
	m.Finish(1100 * second)
	checkWords(t, find(t, m.Result().Session, deference.TakingFloor), deference.Withheld, "Withheld",
		"Both mics hear both people; overlaps can’t be told apart")
}

func TestAThingThatIsRightAgainIsShownAgain(t *testing.T) {
	m := plenty().meterWith(t, pair, band, minutely())
	m.SetHealth(0, 1, deference.Health{Clipped: .1})
	m.SetHealth(600*second, 1, deference.Health{})
	m.Advance(595 * second)
	if ind := find(t, m.Result().Session, deference.TakingFloor); ind.State != deference.Withheld {
		t.Errorf("at 9:55: %s", ind.State)
	}
	m.Finish(1100 * second)
	if ind := find(t, m.Result().Session, deference.TakingFloor); ind.State != deference.Shown {
		t.Errorf("at the end: %s", ind.State)
	}
}

func TestMoreThanAFifthUnknownWithholdsTheBalance(t *testing.T) {
	for lost, want := range map[float64]deference.State{219: deference.Shown, 222: deference.Withheld} {
		s := plenty()
		s.now = 1100 - lost
		s.lose(1, s.now, 1100, vad.Unknown)
		m := s.meterWith(t, pair, band, once())
		m.Finish(1100 * second)
		for _, id := range []deference.ID{deference.TalkShare, deference.HoldingFloor, deference.BreakingSilences} {
			if ind := find(t, m.Result().Session, id); ind.State != want {
				t.Errorf("%g s lost of 1100: %s is %s, want %s", lost, id, ind.State, want)
			}
		}
	}
}

func TestAMicThatIsDeadWithholdsTheBalanceWhileItIs(t *testing.T) {
	s := newScript()
	s.turn(0, 0, 30)
	s.change(1, 0, vad.Unobserved, vad.Dead)
	m := s.meter(t, pair, band)
	m.SetHealth(10*second, 1, deference.Health{Dead: true})
	m.Advance(5 * second)
	checkWords(t, find(t, m.Result().Session, deference.TalkShare), deference.Withheld, "Withheld",
		"Client’s signal lost for **5 s** of **5 s**")
	m.Advance(30 * second)
	for _, ind := range m.Result().Session.Indicators {
		checkWords(t, ind, deference.Withheld, "Withheld", "Client’s mic gives no signal")
	}
}

func TestWhatIsLostIsToldWithItsLength(t *testing.T) {
	s := newScript()
	s.turn(0, 0, 30)
	s.lose(0, 100, 230, vad.Unknown)
	m := s.meter(t, pair, band)
	m.Advance(360 * second)
	checkWords(t, find(t, m.Result().Session, deference.HoldingFloor), deference.Withheld, "Withheld",
		"Coach’s signal lost for **2 min 10 s** of **6 min**")
}

func TestWhoIsNotMeasuredWithholdsTheLeans(t *testing.T) {
	people := []deference.Person{pair[0], {Channel: 1, Name: "Maya", Role: deference.Client}}
	r := plenty().result(t, people, band)
	for _, ind := range r.Session.Indicators {
		checkWords(t, ind, deference.Withheld, "Withheld", "Maya takes part without being measured")
		checkFigures(t, ind, "", "")
	}
}

func TestOneReasonIsToldAtATime(t *testing.T) {
	worse := deference.Health{Dropout: .1, Noisy: true, Bleed: .3, Masked: .5, Clipped: .1, Adrift: true}
	for _, step := range []struct {
		mend func(h *deference.Health)
		want deference.Reason
	}{
		{func(*deference.Health) {}, deference.Dropout},
		{func(h *deference.Health) { h.Dropout = 0 }, deference.Noisy},
		{func(h *deference.Health) { h.Noisy = false }, deference.Bleed},
		{func(h *deference.Health) { h.Bleed = 0 }, deference.Clipped},
		{func(h *deference.Health) { h.Clipped = 0 }, deference.Adrift},
		{func(h *deference.Health) { h.Adrift = false }, ""},
	} {
		step.mend(&worse)
		m := plenty().meterWith(t, pair, band, once())
		m.SetHealth(0, 1, worse)
		m.Finish(1100 * second)
		if ind := find(t, m.Result().Session, deference.TakingFloor); ind.Reason != step.want {
			t.Errorf("%+v: told because of %q, want %q", worse, ind.Reason, step.want)
		}
	}
}

func TestInAGroupAMicHearsTheOthers(t *testing.T) {
	s := round(8)
	s.acts(turns.InterruptionSuccessful, 0, 1, 9)
	m := s.meterWith(t, four, band, once())
	m.SetHealth(0, 2, deference.Health{Bleed: .3})
	m.Finish(900 * second)
	checkWords(t, find(t, m.Result().Session, deference.TakingFloor), deference.Withheld, "Withheld",
		"Cem’s mic also hears the others; overlaps can’t be told apart")
	talk := find(t, m.Result().Session, deference.TalkShare)
	checkWords(t, talk, deference.Tentative, "Tentative", "")
	checkFigures(t, talk, "40", "30", "20", "10")
}

func TestASilenceTakesEverybodyWhoIsMeasured(t *testing.T) {
	people := append([]deference.Person{{Channel: 2, Name: "Ruth", Role: deference.Observer, Measured: true}}, pair...)
	s := plenty()
	s.lose(2, 0, 600, vad.Unknown)
	r := s.result(t, people, band)
	checkWords(t, find(t, r.Session, deference.BreakingSilences), deference.Withheld, "Withheld",
		"Ruth’s signal lost for **10 min** of **15 min 46 s**")
	if ind := find(t, r.Session, deference.TakingFloor); ind.State != deference.Shown {
		t.Errorf("what is between the two is %s", ind.State)
	}
}
