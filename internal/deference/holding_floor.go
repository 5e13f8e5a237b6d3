package deference

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/evenkeel/monitor/internal/timeline"
)

// holdingFloor is how long turns are: in a pair by the medians, in a group by the share of the time on the floor.
func (e *evaluation) holdingFloor() Indicator {
	ind := e.begin(HoldingFloor)
	lengths, spread := byGroup(e.lengths(), len(e.members)), e.spread().floor
	e.settle(&ind, e.claimFloor(lengths, spread))
	e.floorFigures(&ind, lengths)
	ind.Measures = e.floorMeasures(lengths, spread)
	return ind
}

// byGroup is the values of each group in rising order.
func byGroup(samples []sample, groups int) [][]float64 {
	out := make([][]float64, groups)
	for _, s := range samples {
		out[s.group] = append(out[s.group], s.value)
	}
	for _, values := range out {
		slices.Sort(values)
	}
	return out
}

// middle is the quantile p of values in rising order, not a number when there is none.
func middle(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return draws(values).quantile(p)
}

// claimFloor is what the turns carry.
func (e *evaluation) claimFloor(lengths [][]float64, spread medians) claim {
	o := e.opts
	if e.mode == GroupMode {
		n, held := len(e.turns), e.held()
		return claim{
			bead: n >= o.Turns.Bead, direction: e.short(held) == "",
			before: some(n, "turn", "turns"), toBead: fmt.Sprintf("shown from %d", o.Turns.Bead),
			evidence: "Of " + bold(amount(held)) + " with the floor held",
			toTell:   e.short(held),
		}
	}
	c := claim{
		bead: fewest(lengths) >= o.Turns.Bead, direction: fewest(lengths) >= o.Turns.Direction,
		before: e.people[e.left].First() + " " + some(len(lengths[0]), "turn", "turns") + ", " +
			e.people[e.right].Inside() + " " + count(len(lengths[1])),
		toBead: fmt.Sprintf("shown from %d each", o.Turns.Bead),
		toTell: fmt.Sprintf("direction from %d turns each", o.Turns.Direction),
	}
	if c.bead {
		c.evidence = "Median turn: " + list(e.parts(false, func(seat int) string {
			return bold(length(timeline.FromSeconds(middle(lengths[e.memberAt(seat)], .5))))
		}))
		c.estimate = medianShare(lengths, spread, o)
	}
	return c
}

// fewest is the size of the smallest group.
func fewest(groups [][]float64) int {
	least := math.MaxInt
	for _, values := range groups {
		least = min(least, len(values))
	}
	return least
}

// held is everybody's time on the floor.
func (e *evaluation) held() timeline.Position {
	var sum timeline.Position
	for _, seat := range e.members {
		sum += e.floor[seat]
	}
	return sum
}

// medianShare estimates the share that the median of the second group has of both.
func medianShare(values [][]float64, spread medians, o Options) *estimate {
	if len(spread.both) == 0 {
		return nil
	}
	left, right := middle(values[0], .5), middle(values[1], .5)
	return estimateOf(right/(left+right), spread.both, shares(o.Even))
}

// floorFigures are the medians of a pair, the shares of a group.
func (e *evaluation) floorFigures(ind *Indicator, lengths [][]float64) {
	if !hasBead(ind) {
		return
	}
	for k, seat := range e.members {
		f := &ind.Figures[seat]
		if e.mode == PairMode || len(e.members) == 1 {
			f.Value = length(timeline.FromSeconds(middle(lengths[k], .5)))
			continue
		}
		part, all := float64(e.floor[seat]), float64(e.held())
		f.Value, f.Unit, f.Position = strconv.Itoa(percent(part, all)), "%", number(part/all)
	}
}

// floorMeasures are turn counts and lengths.
func (e *evaluation) floorMeasures(lengths [][]float64, spread medians) []Measure {
	of := func(value func(values []float64) *float64, drawn bool) func(int) Value {
		return func(seat int) Value {
			k := e.memberAt(seat)
			v := Value{Count: len(lengths[k]), Of: float64(len(lengths[k])), Value: value(lengths[k])}
			if drawn {
				v.Interval = spread.of(k).ends()
			}
			return v
		}
	}
	at := func(p float64) func([]float64) *float64 {
		return func(values []float64) *float64 { return number(middle(values, p)) }
	}
	m := Measure{ID: "D2", Unit: "s", Of: "turns", Least: e.opts.Turns.Direction}
	median, p90, longest, perMinute := m, m, m, m
	median.Name, p90.Name, longest.Name = "median_turn", "p90_turn", "longest_turn"
	longest.Least = 0
	perMinute.Name, perMinute.Unit, perMinute.Of = "turn_rate", "1/min", "min of known time"
	return []Measure{
		e.measure(median, of(at(.5), true)), e.measure(p90, of(at(.9), false)), e.measure(longest, of(at(1), false)),
		e.measure(perMinute, func(seat int) Value { return e.rate(len(lengths[e.memberAt(seat)]), e.known()) }),
	}
}
