package deference

import (
	"math"
	"testing"
)

// The remission times of the 6-MP group of Freireich et al. (1963), the textbook example of Kaplan and Meier's curve:
// its median is 23 weeks.
func TestTheMedianWaitIsThatOfKaplanAndMeier(t *testing.T) {
	var waits []wait
	for _, s := range []float64{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		waits = append(waits, wait{s, true})
	}
	for _, s := range []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		waits = append(waits, wait{s, false})
	}
	median, low, high := medianWait(waits)
	near(t, "median", median, 23, 0)
	if !(low <= 23) || low < 10 {
		t.Errorf("low end = %v, want a time of the curve up to 23", low)
	}
	if !math.IsNaN(high) {
		t.Errorf("high end = %v, want none: the upper limit stays above one half", high)
	}
}

func TestWithoutOthersTheMedianWaitIsThePlainMedian(t *testing.T) {
	median, low, high := medianWait([]wait{{5, true}, {1, true}, {3, true}, {2, true}, {4, true}})
	near(t, "median", median, 3, 0)
	if !(low >= 1 && low <= 3 && high >= 3 && high <= 5) {
		t.Errorf("interval = %v to %v, want it around 3", low, high)
	}
}

func TestLongWaitsThatOthersEndDoNotShortenTheWait(t *testing.T) {
	// The plain mean of the waits that ended would be 2 s.
	median, _, _ := medianWait([]wait{{2, true}, {2, true}, {6, false}, {7, false}, {8, false}})
	if !math.IsNaN(median) {
		t.Errorf("median = %v, want none: three of five waits never ended", median)
	}
	if median, _, _ = medianWait(nil); !math.IsNaN(median) {
		t.Errorf("median of nothing = %v", median)
	}
}

// By hand: S = .8 after the first of five, Greenwood's sum 1/(5*4) = .05; limits exp(ln .8 * exp(+-z sqrt(.05)/|ln .8|)).
func TestTheLimitsOfACurveLieOnTheLogLogScale(t *testing.T) {
	lower, upper := bounds(.8, .05)
	reach := 1.2815515655 * math.Sqrt(.05) / math.Abs(math.Log(.8))
	near(t, "lower", lower, math.Pow(.8, math.Exp(reach)), 1e-9)
	near(t, "upper", upper, math.Pow(.8, math.Exp(-reach)), 1e-9)
	if lower, upper = bounds(0, math.Inf(1)); lower != 0 || upper != 0 {
		t.Errorf("limits at zero = %v and %v, want 0", lower, upper)
	}
}
