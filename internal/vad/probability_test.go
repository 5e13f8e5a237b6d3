package vad_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/vad"
)

func TestProbabilitiesKeepTheirOrderAndAreFinestNearTheEnds(t *testing.T) {
	for p, within := range map[float64]float64{0: 0, .0001: .00006, .001: .0002, .05: .0015, .25: .003, .5: .0032, .999: .0002, 1: 0} {
		if got := vad.ProbabilityOf(p).Float(); math.Abs(got-p) > within {
			t.Errorf("%v is kept as %v, want it within %v", p, got, within)
		}
	}
	for step := 1; step < 256; step++ {
		p := vad.Probability(step)
		if p.Float() <= (p-1).Float() || vad.ProbabilityOf(p.Float()) != p {
			t.Fatalf("step %d is %v, which comes back as %d", step, p.Float(), vad.ProbabilityOf(p.Float()))
		}
	}
}

func TestWhatIsNoProbabilityIsTheNearestOne(t *testing.T) {
	if a, b := vad.ProbabilityOf(-1), vad.ProbabilityOf(2); a != 0 || b != 255 {
		t.Errorf("-1 and 2 are kept as %d and %d", a, b)
	}
}
