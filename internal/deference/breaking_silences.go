package deference

import (
	"fmt"
	"strconv"

	"github.com/evenkeel/monitor/internal/turns"
)

// breakingSilences is who speaks first after a silence of the agreed length.
func (e *evaluation) breakingSilences() Indicator {
	ind := e.begin(BreakingSilences)
	e.settle(&ind, e.claimSilences())
	e.silenceFigures(&ind)
	ind.Measures = e.silenceMeasures()
	return ind
}

// broken counts the silences that seat ended.
func (e *evaluation) broken(seat int) int { return e.acts[turns.Lapse].by(seat) }

// endedSilences counts the silences that somebody who is compared ended.
func (e *evaluation) endedSilences() int {
	n := 0
	for _, seat := range e.members {
		n += e.broken(seat)
	}
	return n
}

// silences names so many silences of the agreed length.
func (e *evaluation) silencesOf(n string, one bool) string {
	if one {
		return n + " silence of " + length(e.opts.Lapse) + " and more"
	}
	return n + " silences of " + length(e.opts.Lapse) + " and more"
}

// claimSilences is what the silences carry. The sentence is about who broke more of them.
func (e *evaluation) claimSilences() claim {
	n := e.endedSilences()
	c := claim{
		bead: n >= e.opts.Events.Bead, direction: n >= e.opts.Events.Direction,
		before: e.silencesOf(count(n), n == 1), toBead: fmt.Sprintf("shown from %d", e.opts.Events.Bead),
		toTell: fmt.Sprintf("direction from %d", e.opts.Events.Direction),
	}
	if e.mode == GroupMode {
		c.evidence, c.toTell = c.before, fmt.Sprintf("tentative until %d", e.opts.Events.Direction)
		return c
	}
	l, r := e.broken(e.left), e.broken(e.right)
	who, k := e.left, l
	if r > l {
		who, k = e.right, r
	}
	c.evidence = e.silencesOf(fmt.Sprintf("%s broke **%d of %d**", e.people[who].First(), k, n), false)
	if c.bead {
		c.estimate = estimateOf(float64(r)/float64(n), proportion(r, n), shares(e.opts.Even))
	}
	return c
}

// silenceFigures are the counts, and in a group the share of all.
func (e *evaluation) silenceFigures(ind *Indicator) {
	if !hasBead(ind) {
		return
	}
	for _, seat := range e.members {
		f := &ind.Figures[seat]
		f.Value = strconv.Itoa(e.broken(seat))
		if e.mode == GroupMode {
			v := e.ratio(e.broken(seat), e.endedSilences())
			f.Position, f.Interval = v.Value, v.Interval
		}
	}
}

// silenceMeasures are silences broken, split by who had held the floor, and how long each waits.
func (e *evaluation) silenceMeasures() []Measure {
	lapses := e.acts[turns.Lapse]
	own := func(seat int) Value {
		return e.ratio(lapses.at(seat, seat), e.endedAfter(func(held int) bool { return held == seat }))
	}
	others := func(seat int) Value {
		after := func(held int) bool { return held != seat && held != noSeat }
		return e.ratio(e.broken(seat)-lapses.at(seat, seat)-lapses.at(seat, noSeat), e.endedAfter(after))
	}
	m := Measure{ID: "D9", Name: "silences_broken", Unit: "share", Of: "silences that somebody broke", Least: e.opts.Events.Direction}
	all := e.measure(m, func(seat int) Value { return e.ratio(e.broken(seat), e.endedSilences()) })
	m.Name, m.Of, m.Least = "silences_broken_after_own_talk", "silences after own talk", e.opts.Cell
	afterOwn := e.measure(m, own)
	m.Name, m.Of = "silences_broken_after_others_talk", "silences after the others' talk"
	afterOthers := e.measure(m, others)
	m = Measure{ID: "D10", Name: "silence_tolerance", Unit: "s", Of: "silences of 1 s and more; Count: those ended by the person", Least: e.opts.OwnWaits}
	return []Measure{all, afterOwn, afterOthers, e.measure(m, e.tolerance)}
}

// endedAfter counts the silences that somebody who is compared ended, by who had held the floor before.
func (e *evaluation) endedAfter(held func(seat int) bool) int {
	n := 0
	for _, by := range e.members {
		for on := noSeat; on < len(e.people); on++ {
			if held(on) {
				n += e.acts[turns.Lapse].at(by, on)
			}
		}
	}
	return n
}

// tolerance is how long somebody waits in silence. Somebody else's entry cuts a wait short: it is no end of it.
func (e *evaluation) tolerance(seat int) Value {
	waits, own := make([]wait, len(e.silences)), 0
	for i, s := range e.silences {
		waits[i] = wait{s.Len().Seconds(), int(s.who) == seat}
		if waits[i].ended {
			own++
		}
	}
	v := Value{Count: own, Of: float64(len(waits))}
	if len(waits) >= e.opts.Waits && own >= e.opts.OwnWaits {
		median, low, high := medianWait(waits)
		v.Value, v.Interval = number(median), interval(low, high)
	}
	return v
}
