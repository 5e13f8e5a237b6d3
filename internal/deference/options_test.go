package deference_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestOptionsThatCannotWorkAreRefused(t *testing.T) {
	for _, tc := range []struct {
		change func(*deference.Options)
		want   string
	}{
		{func(o *deference.Options) { o.Lapse = 0 }, "lapse"},
		{func(o *deference.Options) { o.Grid = -1 }, "grid"},
		{func(o *deference.Options) { o.Recent = 0 }, "recent"},
		{func(o *deference.Options) { o.ProbabilityOn = .7 }, "probabilities"},
		{func(o *deference.Options) { o.ProbabilityOff = .4 }, "probabilities"},
		{func(o *deference.Options) { o.MaxUnknown = 2 }, "shares"},
		{func(o *deference.Options) { o.Draws = 199 }, "draws"},
		{func(o *deference.Options) { o.Block = 0 }, "draws"},
		{func(o *deference.Options) { o.Turns.Direction = 9 }, "direction cannot be told from 9"},
	} {
		o := deference.DefaultOptions()
		tc.change(&o)
		if _, err := deference.NewMeter(pair, o); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%+v: error %v, want %q in it", o, err, tc.want)
		}
	}
}

func TestSilencesCountFromTheSameLengthAsInTurns(t *testing.T) {
	if got, want := deference.DefaultOptions().Lapse, turns.DefaultOptions().Lapse; got != want {
		t.Errorf("lapse = %v, want %v as in turns", got.Duration(), want.Duration())
	}
}

func TestTheAgreedLengthOfSilenceStandsInTheWords(t *testing.T) {
	o := deference.DefaultOptions()
	o.Lapse = 2500 * second / 1000
	m, err := deference.NewMeter(pair, o)
	if err != nil {
		t.Fatal(err)
	}
	m.Add(silences(3, 0, 1, 0).facts)
	m.Advance(200 * second)
	checkWords(t, find(t, m.Result().Session, deference.BreakingSilences), deference.Tentative, "Tentative",
		"Coach broke **3 of 4** silences of 2.5 s and more; direction from 8")
}
