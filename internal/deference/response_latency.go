package deference

import (
	"fmt"
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// responseLatency is how long after the other's talk somebody's turn starts; below zero in overlap. It has no place on
// a wire, since it can have either sign.
func (e *evaluation) responseLatency() Indicator {
	ind := e.begin(ResponseLatency)
	values, spread := byGroup(e.responses(), len(e.members)), e.spread().latency
	e.settle(&ind, e.claimLatency(values, spread))
	ind.Position, ind.Interval = nil, nil
	if hasBead(&ind) {
		for k, seat := range e.members {
			ind.Figures[seat].Value = latency(middle(values[k], .5))
		}
	}
	ind.Measures = e.latencyMeasures(values, spread)
	return ind
}

// claimLatency is what the responses carry: the difference of the medians, right less left.
func (e *evaluation) claimLatency(values [][]float64, spread medians) claim {
	least := fewest(values)
	c := claim{
		bead: least >= e.opts.Responses.Bead, direction: least >= e.opts.Responses.Direction,
		before: e.countResponses(values), toBead: fmt.Sprintf("shown from %d each", e.opts.Responses.Bead),
		toTell: fmt.Sprintf("direction from %d each", e.opts.Responses.Direction),
	}
	if e.mode == GroupMode {
		c.toTell = fmt.Sprintf("tentative until %d each", e.opts.Responses.Direction)
	}
	if !c.bead {
		return c
	}
	c.evidence = "Median response: " + list(e.parts(false, func(seat int) string {
		return bold(latency(middle(values[e.memberAt(seat)], .5)))
	}))
	if len(spread.both) > 0 {
		z := zone{0, e.opts.EvenLatency.Seconds()}
		c.estimate = estimateOf(middle(values[1], .5)-middle(values[0], .5), spread.both, z)
	}
	return c
}

// countResponses counts everybody's: "Responses: coach **6**, client **5**".
func (e *evaluation) countResponses(values [][]float64) string {
	return "Responses: " + list(e.parts(false, func(seat int) string {
		return count(len(values[e.memberAt(seat)]))
	}))
}

// latencyMeasures are the quartiles, and how many responses come in overlap or after more than a second.
func (e *evaluation) latencyMeasures(values [][]float64, spread medians) []Measure {
	m := Measure{ID: "D8", Unit: "s", Of: "turns that follow another's", Least: e.opts.Responses.Direction}
	named := func(name string, value func(k int) Value) Measure {
		m.Name = name
		return e.measure(m, func(seat int) Value { return value(e.memberAt(seat)) })
	}
	at := func(p float64) func(int) Value {
		return func(k int) Value {
			v := Value{Count: len(values[k]), Of: float64(len(values[k])), Value: number(middle(values[k], p))}
			if p == .5 {
				v.Interval = spread.of(k).ends()
			}
			return v
		}
	}
	beyond := func(low, high float64) func(int) Value {
		return func(k int) Value {
			n := 0
			for _, x := range values[k] {
				if x > low && x < high {
					n++
				}
			}
			return e.ratio(n, len(values[k]))
		}
	}
	list := []Measure{named("median_latency", at(.5)), named("lower_quartile", at(.25)), named("upper_quartile", at(.75))}
	m.Unit = "share"
	return append(list, named("in_overlap", beyond(math.Inf(-1), 0)),
		named("after_more_than_1_s", beyond(timeline.Second.Seconds(), math.Inf(1))))
}
