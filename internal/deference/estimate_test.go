package deference

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.6f, want %.6f within %g", what, got, want, within)
	}
}

// The probabilities that the definitions print, to the two digits that they print.
func TestRatesOfEqualExposureCompareAsTheDefinitionsSay(t *testing.T) {
	for _, tc := range []struct {
		left, right int
		want        float64
	}{{3, 1, .84}, {5, 1, .95}, {6, 2, .92}, {8, 3, .94}, {10, 5, .90}} {
		e := estimateOf(0, rateShare(tc.left, tc.right, 1, 1), shares(.15))
		if got := math.Round(e.left*100) / 100; got != tc.want {
			t.Errorf("P(left rate is higher) after %d and %d = %.4f, want %.2f", tc.left, tc.right, e.left, tc.want)
		}
	}
}

func TestSixActsAgainstTwoMeanNothingWhenTheirTargetSpokeThreeTimesAsLong(t *testing.T) {
	e := estimateOf(0, rateShare(6, 2, 3, 1), shares(.15))
	near(t, "P(left rate is higher)", e.left, .47, .005)
}

func TestTheSmallestCountForAProbabilityOfNinetyPercent(t *testing.T) {
	for n, want := range map[int]int{5: 5, 6: 5, 8: 6, 10: 8, 12: 9, 15: 11, 20: 13, 30: 19} {
		k := 0
		for 1-proportion(k, n).below(.5) < .90 {
			k++
		}
		if k != want {
			t.Errorf("smallest k of %d with P(p > .5) >= .90 is %d, want %d", n, k, want)
		}
	}
}

// A Beta with whole parameters is a sum of binomial terms: P(p > .5 | 7 of 9) = P(Bin(10, .5) <= 7) = 968/1024.
func TestProportionsHaveClosedForms(t *testing.T) {
	near(t, "P(p > .5 | 7 of 9)", 1-proportion(7, 9).below(.5), 968.0/1024, 1e-12)
	near(t, "P(p < .5 | 0 of 3)", proportion(0, 3).below(.5), 15.0/16, 1e-12)
	near(t, "10 % quantile after 0 of 0", proportion(0, 0).quantile(.1), .1, 1e-9)
	near(t, "90 % quantile after 3 of 3", proportion(3, 3).quantile(.9), math.Pow(.9, .25), 1e-9)
}

// With a = b = 1/2 the Beta is the arcsine law, and unequal exposures only bend its scale.
func TestTheShareOfTwoRatesHasAClosedForm(t *testing.T) {
	arcsine := func(x float64) float64 { return 2 / math.Pi * math.Asin(math.Sqrt(x)) }
	near(t, "equal exposure, below .3", rateShare(0, 0, 5, 5).below(.3), arcsine(.3), 1e-12)
	// A share of .25 at exposures 1 (left) and 3 (right) is W = .25*3 / (.25*3 + .75*1) = .5.
	near(t, "exposure 1 and 3, below .25", rateShare(0, 0, 1, 3).below(.25), .5, 1e-12)
}

func TestQuantilesInvertProbabilities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rateShare(rapid.IntRange(0, 300).Draw(t, "left"), rapid.IntRange(0, 300).Draw(t, "right"),
			rapid.Float64Range(.1, 5000).Draw(t, "left exposure"), rapid.Float64Range(.1, 5000).Draw(t, "right exposure"))
		p := rapid.Float64Range(.05, .95).Draw(t, "p")
		if got := d.below(d.quantile(p)); math.Abs(got-p) > 1e-6 {
			t.Errorf("below(quantile(%v)) = %v", p, got)
		}
	})
}

func TestSwappingSidesMirrorsAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, r := rapid.IntRange(0, 50).Draw(t, "left"), rapid.IntRange(0, 50).Draw(t, "right")
		x, y := rapid.Float64Range(1, 5000).Draw(t, "left exposure"), rapid.Float64Range(1, 5000).Draw(t, "right exposure")
		a := estimateOf(.5, rateShare(l, r, x, y), shares(.15))
		b := estimateOf(.5, rateShare(r, l, y, x), shares(.15))
		for _, pair := range [][2]float64{{a.low, 1 - b.high}, {a.high, 1 - b.low}, {a.left, b.right}, {a.inLeft, b.inRight}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("%v does not mirror %v", a, b)
			}
		}
	})
}

// Gamma(1/2, 1) is half the square of a standard normal value, Gamma(1 1/2, 1) half of chi-square with 3 degrees.
func TestRatesHaveTheIntervalOfTheirGamma(t *testing.T) {
	none := rateInterval(0, 1)
	near(t, "low end after 0", none[0], .125661347*.125661347/2, 1e-6)
	near(t, "high end after 0", none[1], 1.644853627*1.644853627/2, 1e-6)
	one := rateInterval(1, 10)
	near(t, "low end after 1 in 10", one[0], .584374374/20, 1e-6)
	near(t, "high end after 1 in 10", one[1], 6.251388631/20, 1e-6)
}
