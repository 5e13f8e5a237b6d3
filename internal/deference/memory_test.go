package deference

import "testing"

func TestRememberedIntervalsAreThoseOfTheFormulas(t *testing.T) {
	m := newMemory()
	for range 2 {
		for k := range 12 {
			if got, want := m.rate(k), rateInterval(k, 1); got != want {
				t.Errorf("interval of %d events = %v, want %v", k, got, want)
			}
			d := proportion(k, 12)
			if got, want := m.proportion(k, 12), [2]float64{d.quantile(lowTail), d.quantile(highTail)}; got != want {
				t.Errorf("interval of %d of 12 = %v, want %v", k, got, want)
			}
		}
	}
}

func TestEachIndicatorHasADirectionOfItsOwn(t *testing.T) {
	m := newMemory()
	m.lean(TakingFloor).step(0, leaning(.99), DefaultOptions())
	if got := m.lean(TakingFloor).now; got != Left {
		t.Errorf("taking the floor leans %q, want left", got)
	}
	if got := m.lean(BreakingSilences).now; got != Undecided {
		t.Errorf("breaking silences leans %q, want none", got)
	}
	m.forgetDraws()
	if got := m.lean(TakingFloor).now; got != Left {
		t.Errorf("without its draws it leans %q, want left", got)
	}
}
