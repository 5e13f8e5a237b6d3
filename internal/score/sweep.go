package score

import (
	"cmp"
	"slices"
)

// side says whose frames a change is about.
type side uint8

const (
	reference side = iota
	hypothesis
	unscored
)

// change is where a lane starts or stops.
type change struct {
	at      int
	side    side
	on      bool
	speaker *speaker // nil when unscored
}

// speaker is how long one speaker speaks, in scored frames.
type speaker struct {
	on       [2]bool // by side
	frames   [2]int  // by side
	both     int     // in the reference and the hypothesis
	lastTime int     // the clock when this was last brought up to date
}

// settle counts the frames up to the clock.
func (s *speaker) settle(clock int) {
	d := clock - s.lastTime
	s.lastTime = clock
	for k, on := range s.on {
		if on {
			s.frames[k] += d
		}
	}
	if s.on[reference] && s.on[hypothesis] {
		s.both += d
	}
}

// sweep goes through the changes of all lanes in time.
type sweep struct {
	frame   int
	clock   int    // scored frames so far
	masked  bool   // frames do not count now
	talking [2]int // how many speak now, by side
	overlap [2][2]int
}

// run goes through the changes and leaves what they amount to in the speakers and in overlap.
func (w *sweep) run(changes []change) {
	slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	for _, c := range changes {
		w.advance(c.at)
		if c.side == unscored {
			w.masked = c.on
			continue
		}
		c.speaker.settle(w.clock)
		c.speaker.on[c.side] = c.on
		if c.on {
			w.talking[c.side]++
		} else {
			w.talking[c.side]--
		}
	}
}

// advance counts the frames up to at.
func (w *sweep) advance(at int) {
	if !w.masked {
		d := at - w.frame
		w.clock += d
		w.overlap[atLeastTwo(w.talking[reference])][atLeastTwo(w.talking[hypothesis])] += d
	}
	w.frame = at
}

func atLeastTwo(n int) int {
	if n >= 2 {
		return 1
	}
	return 0
}

// changesOf is the changes of one lane.
func changesOf(runs []run, of side, s *speaker) []change {
	changes := make([]change, 0, 2*len(runs))
	for _, r := range runs {
		changes = append(changes, change{r.first, of, true, s}, change{r.end, of, false, s})
	}
	return changes
}
