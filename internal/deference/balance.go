package deference

import (
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/turns"
)

// balance is how evenly three people or more share the speech. Two people's difference says as much by itself.
func (e *evaluation) balance() Indicator {
	ind := e.begin(Balance)
	talk, o := e.total(e.members), e.opts
	parts := make([]float64, len(e.members))
	for k, seat := range e.members {
		parts[k] = float64(e.speech[seat]) / float64(talk)
	}
	if ind.State != Withheld && talk >= o.TalkFigures {
		ind.Reason = e.limited(Balance)
		ind.State, ind.Status = Shown, ""
		ind.Evidence = "Entropy " + bold(decimal(entropy(parts), 2)) + ", Gini " + bold(decimal(gini(parts), 2)) + ", each of 1"
		if short := e.short(talk); ind.Reason != "" || short != "" {
			ind.State, ind.Status, ind.Evidence = Tentative, "Tentative", join(ind.Evidence, short)
		}
	} else if ind.State != Withheld {
		ind.Evidence = bold(amount(talk)) + " of speech; shown from " + length(o.TalkFigures)
	}
	together := func(name string, value float64) Measure {
		v := Value{Channel: turns.Nobody, Count: len(e.turns), Of: *number(talk.Seconds()), Value: number(value)}
		return Measure{ID: "D3", Name: name, Unit: "1", Of: "s of everybody who is compared; Count: turns", Least: o.TalkTurns, Values: []Value{v}}
	}
	ind.Measures = []Measure{together("entropy", entropy(parts)), together("gini", gini(parts))}
	return ind
}

// entropy of shares, relative to that of equal ones: 1 for equal shares, 0 when one has all.
func entropy(parts []float64) float64 {
	h := 0.0
	for _, p := range parts {
		if p > 0 {
			h -= p * math.Log(p)
		}
	}
	return h / math.Log(float64(len(parts)))
}

// gini of shares, corrected for their number: 0 for equal shares, 1 when one has all.
func gini(parts []float64) float64 {
	sorted := slices.Sorted(slices.Values(parts))
	n, sum := float64(len(sorted)), 0.0
	for i, p := range sorted {
		sum += (2*float64(i+1) - n - 1) * p
	}
	return sum / (n - 1)
}
