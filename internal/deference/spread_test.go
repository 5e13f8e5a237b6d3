package deference

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Two people who alternate with log-normal turns have a share whose sampling error has a closed form:
// sqrt(2 cv^2 m1^2 m2^2 / ((m1+m2)^3 T)).
func TestTheErrorOfATalkShareAgreesWithItsClosedForm(t *testing.T) {
	const m1, m2, cv, sessions = 6.0, 18.0, 1.0, 60
	for _, seconds := range []float64{600, 1800} {
		source, sum := rand.New(rand.NewPCG(7, 7)), 0.0
		for range sessions {
			sum += alternate(source, m1, m2, cv, seconds).resample().shares[0].deviation()
		}
		want := math.Sqrt(2*cv*cv*m1*m1*m2*m2/seconds) * math.Pow(m1+m2, -1.5)
		if got := sum / sessions; math.Abs(got/want-1) > .20 {
			t.Errorf("mean standard error in %g s = %.4f, want %.4f within 20 %%", seconds, got, want)
		}
	}
}

// alternate is a look at two people who take turns of log-normal length for so many seconds.
func alternate(source *rand.Rand, m1, m2, cv, seconds float64) *evaluation {
	seats, err := newSeating(benchPeople(2))
	if err != nil {
		panic(err)
	}
	e := &evaluation{seating: seats, tally: new(tally), opts: DefaultOptions(), memory: newMemory()}
	sigma := math.Sqrt(math.Log(1 + cv*cv))
	for at, who := timeline.Position(0), 0; at.Seconds() < seconds; who = 1 - who {
		length := timeline.FromSeconds([]float64{m1, m2}[who] * math.Exp(sigma*source.NormFloat64()-sigma*sigma/2))
		unit := []timeline.Position{0, 0}
		unit[who] = length
		e.units = append(e.units, unit...)
		e.turns = append(e.turns, turn{Span: timeline.Span{Start: at, End: at + length}, who: int8(who), other: int8(1 - who), fto: 0})
		at += length
	}
	return e
}

func TestTheSpreadIsDrawnAnewOnlyWhenATurnIsAdded(t *testing.T) {
	e := alternate(rand.New(rand.NewPCG(1, 1)), 5, 10, .5, 300)
	first := e.spread()
	if e.spread() != first {
		t.Error("the same turns were drawn from twice")
	}
	e.turns[3].End++
	if e.spread() == first {
		t.Error("other turns were not drawn from")
	}
}

func TestManyTurnsAreDrawnAnewWhenATwoHundredthIsOther(t *testing.T) {
	e := alternate(rand.New(rand.NewPCG(1, 1)), 5, 10, .5, 4000)
	all, units := e.turns, e.units
	e.turns, e.units = all[:400], units[:800]
	first := e.spread()
	for n, want := range map[int]bool{401: true, 402: true, 403: false} {
		if got := e.memory.drawn.fits(all[:n], units[:2*n]); got != want {
			t.Errorf("draws from 400 turns do for %d: %v, want %v", n, got, want)
		}
	}
	if e.memory.drawn.fits(all[5:400], units[10:800]) {
		t.Error("draws do for a window that has lost 5 turns")
	}
	if e.spread() != first {
		t.Error("the same turns were drawn from twice")
	}
}

func TestSwappingPeopleMirrorsTheSpread(t *testing.T) {
	a := alternate(rand.New(rand.NewPCG(5, 5)), 5, 10, .8, 600)
	b := alternate(rand.New(rand.NewPCG(5, 5)), 5, 10, .8, 600)
	for i := range b.turns {
		b.turns[i].who, b.turns[i].other = b.turns[i].other, b.turns[i].who
		b.units[2*i], b.units[2*i+1] = b.units[2*i+1], b.units[2*i]
	}
	x, y := a.spread(), b.spread()
	near(t, "share of the left", x.shares[0].quantile(lowTail), y.shares[1].quantile(lowTail), 0)
	near(t, "median of the left", x.floor.of(0).quantile(highTail), y.floor.of(1).quantile(highTail), 0)
	near(t, "share of the right's median", x.floor.both.quantile(lowTail), 1-y.floor.both.quantile(highTail), 1e-12)
	near(t, "difference of latencies", x.latency.both.quantile(.3), -y.latency.both.quantile(.7), 1e-12)
}

func TestTooFewTurnsHaveNoSpread(t *testing.T) {
	e := alternate(rand.New(rand.NewPCG(1, 1)), 5, 10, .5, 300)
	e.turns, e.units = e.turns[:7], e.units[:14]
	if s := e.spread(); s.shares != nil || s.floor.of(1) != nil || s.latency.both != nil {
		t.Errorf("spread of 7 turns = %+v", s)
	}
}
