package deference

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDrawsCountTiesHalfAndAreNeverCertain(t *testing.T) {
	d := newDraws([]float64{3, 1, math.NaN(), 2, 2})
	near(t, "below 2", d.below(2), (1+.5*2+.5)/5, 1e-12)
	near(t, "below everything", d.below(0), .1, 1e-12)
	near(t, "median", d.quantile(.5), 2, 1e-12)
	near(t, "10 %", d.quantile(.1), 1.3, 1e-12)
	near(t, "deviation", draws{1, 2, 3, 4}.deviation(), math.Sqrt(5.0/3), 1e-12)
}

func TestNoDrawsHaveNoInterval(t *testing.T) {
	if ends := newDraws([]float64{math.NaN()}).ends(); ends != nil {
		t.Errorf("ends of nothing = %v", *ends)
	}
}

func TestAMedianWithWeightsIsTheMedianOfRepeatedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var samples []sample
		var weights []int32
		var repeated []float64
		for unit := range rapid.IntRange(1, 14).Draw(t, "units") {
			value, weight := float64(rapid.IntRange(-50, 50).Draw(t, "value")), rapid.Int32Range(0, 3).Draw(t, "weight")
			samples, weights = append(samples, sample{unit, unit % 2, value}), append(weights, weight)
			for range weight * int32(1-unit%2) {
				repeated = append(repeated, value)
			}
		}
		slices.Sort(repeated)
		got, want := newRanking(samples, 0).median(int64(len(repeated)), weights), middle(repeated, .5)
		if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("median of %v = %v, want %v", repeated, got, want)
		}
	})
}
