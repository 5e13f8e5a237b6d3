package deference

import (
	"fmt"
	"strconv"

	"github.com/evenkeel/monitor/internal/turns"
)

// attempts are the overlaps by which somebody tried to take the floor.
var attempts = []turns.ReadingKind{turns.InterruptionSuccessful, turns.InterruptionUnsuccessful, turns.ButtIn}

// midTurn are all overlaps that began while the other was far from ending: attempts, and those that came to nothing.
var midTurn = append([]turns.ReadingKind{turns.InterruptionUnresolved, turns.MutualDropOut}, attempts...)

// takingFloor is how often the floor is taken in overlap, for each minute in which it could be.
func (e *evaluation) takingFloor() Indicator {
	ind := e.begin(TakingFloor)
	e.settle(&ind, e.claimRate(e.taken, "floor-taking", "floor-takings"))
	e.rateFigures(&ind, e.taken)
	ind.Measures = e.takingMeasures()
	return ind
}

// taken counts the floors that seat took in overlap.
func (e *evaluation) taken(seat int) int { return e.done(seat, turns.InterruptionSuccessful) }

// claimRate is what counts of acts upon each other carry, against the speech of those they are done to.
func (e *evaluation) claimRate(acts func(seat int) int, one, many string) claim {
	n := 0
	for _, seat := range e.members {
		n += acts(seat)
	}
	c := claim{
		bead: n >= e.opts.Events.Bead, direction: n >= e.opts.Events.Direction && e.exposed(),
		before: some(n, one, many), toBead: fmt.Sprintf("shown from %d", e.opts.Events.Bead),
		toTell: fmt.Sprintf("direction from %d", e.opts.Events.Direction),
	}
	few := n < e.opts.Events.Direction
	if !few {
		c.toTell = "direction from " + length(e.opts.Exposure) + " of speech each"
	}
	if e.mode == GroupMode {
		c.evidence, c.toTell = c.before+", per minute of the others’ speech", "tentative until "+length(e.opts.Exposure)+" of it each"
		if few {
			c.toTell = fmt.Sprintf("tentative until %d", e.opts.Events.Direction)
		}
		return c
	}
	c.evidence = e.each(func(seat int) string { return count(acts(seat)) })
	if c.bead {
		c.estimate = e.rateShare(acts)
	}
	return c
}

// rateShare estimates the share that the right's rate has of both; nil when somebody has not spoken at all.
func (e *evaluation) rateShare(acts func(seat int) int) *estimate {
	l, r := float64(acts(e.left)), float64(acts(e.right))
	leftTime, rightTime := e.exposure(e.left).Seconds(), e.exposure(e.right).Seconds()
	if leftTime <= 0 || rightTime <= 0 {
		return nil
	}
	value := r * leftTime / (r*leftTime + l*rightTime)
	return estimateOf(value, rateShare(int(l), int(r), leftTime, rightTime), shares(e.opts.Even))
}

// rateFigures are the counts, and in a group the share of all rates.
func (e *evaluation) rateFigures(ind *Indicator, acts func(seat int) int) {
	if !hasBead(ind) {
		return
	}
	rates, all := make([]float64, len(e.members)), 0.0
	for k, seat := range e.members {
		if time := e.exposure(seat); time > 0 {
			rates[k] = float64(acts(seat)) / time.Seconds()
		}
		all += rates[k]
	}
	for k, seat := range e.members {
		f := &ind.Figures[seat]
		f.Value = strconv.Itoa(acts(seat))
		if e.mode == GroupMode {
			f.Position = number(rates[k] / all)
		}
	}
}

// takingMeasures are floors taken, attempts, how they went, and the overlaps that timing cannot tell.
func (e *evaluation) takingMeasures() []Measure {
	perMinute := func(kinds ...turns.ReadingKind) func(int) Value {
		return func(seat int) Value { return e.rate(e.done(seat, kinds...), e.exposure(seat)) }
	}
	m := Measure{Unit: "1/min", Of: "min of the others' speech", Least: e.opts.Events.Direction}
	named := func(id, name string) Measure {
		m.ID, m.Name = id, name
		return m
	}
	taken := e.measure(named("D4", "floor_taken_in_overlap"), perMinute(turns.InterruptionSuccessful))
	tried := e.measure(named("D5", "attempts"), perMinute(attempts...))
	m.Unit, m.Of = "share", "overlaps in mid-turn begun by the others"
	yielded := e.measure(named("D6", "stopped_in_overlap"), func(seat int) Value {
		return e.ratio(e.suffered(seat, turns.InterruptionSuccessful), e.suffered(seat, midTurn...))
	})
	m.Of = "own attempts"
	succeeded := e.measure(named("D7", "attempts_that_took_the_floor"), func(seat int) Value {
		return e.ratio(e.taken(seat), e.done(seat, attempts...))
	})
	m.Unit, m.Of, m.Least = "1/min", "min of the others' speech", 0
	fast := e.measure(named("D4", "terminal_or_fast_yield"), perMinute(turns.TerminalOrFastYield))
	untold := e.measure(named("D4", "unclassifiable"), perMinute(turns.Unclassifiable))
	return []Measure{taken, tried, yielded, succeeded, fast, untold}
}
