package deference

import (
	"cmp"
	"math"
	"slices"
)

// wait is how long somebody had waited when a silence ended, and whether they ended it themselves.
type wait struct {
	seconds float64
	ended   bool // false: somebody else spoke, so that the wait would have gone on
}

// z80 is how many standard errors a normal 80 % interval reaches to either side.
const z80 = 1.2815515655446004

// medianWait is the Kaplan-Meier median of waits and its 80 % interval (Brookmeyer and Crowley, on the scale of
// log(-log S)). What the waits do not reach is not a number.
func medianWait(waits []wait) (median, low, high float64) {
	slices.SortFunc(waits, func(a, b wait) int { return cmp.Compare(a.seconds, b.seconds) })
	median, low, high = math.NaN(), math.NaN(), math.NaN()
	survival, variance := 1.0, 0.0 // variance is Greenwood's sum
	for i := 0; i < len(waits); {
		at, risk, ends := waits[i].seconds, float64(len(waits)-i), 0.0
		for ; i < len(waits) && waits[i].seconds == at; i++ {
			if waits[i].ended {
				ends++
			}
		}
		if ends == 0 {
			continue
		}
		survival *= 1 - ends/risk
		variance += ends / (risk * (risk - ends))
		lower, upper := bounds(survival, variance)
		first(&median, survival, at)
		first(&low, lower, at)
		first(&high, upper, at)
	}
	return median, low, high
}

// first notes the earliest time at which a curve has come down to one half.
func first(note *float64, curve, at float64) {
	if math.IsNaN(*note) && curve <= .5 {
		*note = at
	}
}

// bounds are the 80 % limits of a survival with Greenwood's sum of variance.
func bounds(survival, variance float64) (lower, upper float64) {
	if survival <= 0 || survival >= 1 {
		return survival, survival
	}
	l := math.Log(survival)
	reach := z80 * math.Sqrt(variance) / math.Abs(l)
	return math.Exp(l * math.Exp(reach)), math.Exp(l * math.Exp(-reach))
}
