package deference

import "github.com/evenkeel/monitor/internal/timeline"

// Direction says to which side an indicator leans.
type Direction string

// The directions. Undecided stands for everything before there is enough evidence, and for indicators that have none.
const (
	Undecided Direction = ""
	Left      Direction = "left"
	Right     Direction = "right"
	Even      Direction = "even"
	Unclear   Direction = "unclear" // enough events, and the interval lies across the centre
)

// lean is the direction of one indicator in one window, with its inertia.
type lean struct {
	now     Direction
	since   timeline.Position // when a word last came or went
	changed bool              // whether one ever did
}

// reset takes the direction back at once, since what it rested on is gone.
func (l *lean) reset(at timeline.Position) {
	if l.now != Undecided {
		*l = lean{since: at, changed: true}
	}
}

// step decides the direction at a position. A word appears at probability o.ProbabilityOn, goes below
// o.ProbabilityOff, and neither comes nor goes within o.Dwell of the change before.
func (l *lean) step(at timeline.Position, e *estimate, o Options) Direction {
	if l.now != Unclear && l.now != Undecided && e.holds(l.now, o.ProbabilityOff) {
		return l.now
	}
	next := e.direction(o.ProbabilityOn)
	if l.changed && at-l.since < o.Dwell {
		return l.now
	}
	if next != l.now {
		*l = lean{now: next, since: at, changed: true}
	}
	return l.now
}

// direction is what e shows by itself with probability p.
func (e *estimate) direction(p float64) Direction {
	for _, d := range []Direction{Even, Left, Right} {
		if e.holds(d, p) {
			return d
		}
	}
	return Unclear
}

// holds says whether e is on the side of d with a probability of at least p. An interval that lies wholly inside the
// even zone is even, on whichever side of the centre.
func (e *estimate) holds(d Direction, p float64) bool {
	switch d {
	case Left:
		return e.left >= p
	case Right:
		return e.right >= p
	default:
		return e.inLeft >= p && e.inRight >= p
	}
}
