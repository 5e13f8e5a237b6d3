package deference

import "gonum.org/v1/gonum/mathext"

// Edges of the 80 % interval.
const lowTail, highTail = .10, .90

// curve is a distribution of what a value may be.
type curve interface {
	below(x float64) float64    // probability of less than x
	quantile(p float64) float64 // for p above 0 and below 1
}

// zone is the centre of a scale and how far from it is still even.
type zone struct{ centre, half float64 }

// shares is the zone of a wire from 0 to 1, given how far from the centre is even on one from -1 to 1.
func shares(even float64) zone { return zone{.5, even / 2} }

// estimate is a value with its 80 % interval and the probabilities that decisions rest on.
type estimate struct {
	value, low, high float64
	left, right      float64 // probability of either side of the centre
	inLeft, inRight  float64 // probability of not reaching beyond the even zone on either side
}

// estimateOf takes from c what decisions need.
func estimateOf(value float64, c curve, z zone) *estimate {
	left := c.below(z.centre)
	return &estimate{
		value: value, low: c.quantile(lowTail), high: c.quantile(highTail),
		left: left, right: 1 - left,
		inLeft: 1 - c.below(z.centre-z.half), inRight: c.below(z.centre + z.half),
	}
}

// beta is the share that the right-hand person has, of which a and b are the parameters when both had the same
// exposure. With unequal ones, it is the share of two rates, each of which is Gamma distributed: if U and V are
// Gamma(a) and Gamma(b), then U/(U+V) is Beta(a, b), and (U/right) / (U/right + V/left) follows from it.
type beta struct {
	a, b        float64
	left, right float64 // exposures
}

// proportion is the posterior of a proportion after k of n.
func proportion(k, n int) beta {
	return beta{a: 1 + float64(k), b: 1 + float64(n-k), left: 1, right: 1}
}

// rateShare is the posterior of the right-hand share of two rates, after counts in exposures above zero.
func rateShare(leftCount, rightCount int, leftExposure, rightExposure float64) beta {
	return beta{a: float64(rightCount) + .5, b: float64(leftCount) + .5, left: leftExposure, right: rightExposure}
}

func (d beta) below(x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return mathext.RegIncBeta(d.a, d.b, x*d.right/(x*d.right+(1-x)*d.left))
}

func (d beta) quantile(p float64) float64 {
	w := mathext.InvRegIncBeta(d.a, d.b, p)
	return w * d.left / (w*d.left + (1-w)*d.right)
}

// rateInterval is the 80 % interval of the rate behind k events in an exposure above zero.
func rateInterval(k int, exposure float64) [2]float64 {
	a := float64(k) + .5
	return [2]float64{
		mathext.GammaIncRegCompInv(a, 1-lowTail) / exposure,
		mathext.GammaIncRegCompInv(a, 1-highTail) / exposure,
	}
}
