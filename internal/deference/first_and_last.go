package deference

import (
	"cmp"
	"fmt"
	"slices"
)

// firstAndLast is who opens and closes the window, and who goes on when two people start at once.
func (e *evaluation) firstAndLast() Indicator {
	ind := e.begin(FirstAndLast)
	e.settle(&ind, e.claimStarts())
	if hasBead(&ind) {
		for _, seat := range e.members {
			ind.Figures[seat].Value = fmt.Sprint(e.wins(seat))
		}
	}
	ind.Measures = e.startMeasures()
	return ind
}

// wins counts the simultaneous starts after which seat went on and the other did not.
func (e *evaluation) wins(seat int) int { return e.upon(e.won, seat) }

// claimStarts is what the simultaneous starts carry.
func (e *evaluation) claimStarts() claim {
	n := 0
	for _, seat := range e.members {
		n += e.wins(seat)
	}
	c := claim{
		bead: n >= e.opts.Events.Bead, direction: n >= e.opts.Events.Direction,
		before: some(n, "simultaneous start", "simultaneous starts"),
		toBead: fmt.Sprintf("shown from %d", e.opts.Events.Bead), toTell: fmt.Sprintf("direction from %d", e.opts.Events.Direction),
	}
	if e.mode == GroupMode {
		c.evidence, c.toTell = c.before, fmt.Sprintf("tentative until %d", e.opts.Events.Direction)
		return c
	}
	c.evidence = "Went on after " + c.before + ": " + list(e.parts(false, func(seat int) string { return count(e.wins(seat)) }))
	if r := e.wins(e.right); c.bead {
		c.estimate = estimateOf(float64(r)/float64(n), proportion(r, n), shares(e.opts.Even))
	}
	return c
}

// ends are who started the first turn, and who ended the last; noSeat when there is none.
func (e *evaluation) ends() (first, last int) {
	if len(e.turns) == 0 {
		return noSeat, noSeat
	}
	earliest := slices.MinFunc(e.turns, func(a, b turn) int { return cmp.Compare(a.Start, b.Start) })
	return int(earliest.who), int(e.turns[len(e.turns)-1].who)
}

// startMeasures are who took the first and the last turn, and the simultaneous starts won.
func (e *evaluation) startMeasures() []Measure {
	first, last := e.ends()
	had := func(who int) func(int) Value {
		return func(seat int) Value {
			if who == noSeat {
				return Value{}
			}
			v := Value{Of: 1, Value: number(0)}
			if who == seat {
				v.Count, v.Value = 1, number(1)
			}
			return v
		}
	}
	m := Measure{ID: "D13", Unit: "1", Of: "turns at this end of the window"}
	named := func(name string, value func(int) Value) Measure {
		m.Name = name
		return e.measure(m, value)
	}
	list := []Measure{named("first_turn", had(first)), named("last_turn", had(last))}
	m.Unit, m.Of, m.Least = "share", "simultaneous starts that one of the two went on after", e.opts.Events.Direction
	return append(list, named("simultaneous_starts_won", func(seat int) Value {
		return e.ratio(e.wins(seat), e.wins(seat)+e.from(e.won, seat))
	}))
}
