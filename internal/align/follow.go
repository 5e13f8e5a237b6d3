package align

import (
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	// leastJump is the least offset that is worth the restart of everything that was learned about the channels.
	leastJump = float64(4 * timeline.Millisecond)
	// ruinousDrift is a drift with which nothing of worth can be learned about the channels.
	ruinousDrift = 10e-6
	// mostRestarted is how many channels are better learned anew when that drift is over. Of four, a start while several
	// people speak at once came out ruined now and then; what was learned in a drift came right by itself.
	mostRestarted = 2
	// clearly is by how much one of several measurements must be worse than all others to be the one that is wrong.
	clearly = 1.5
)

// follow sets how fast the devices are moved: as fast as they drift, and a little faster or slower to where they belong.
// It says whether that puts an end to a ruinous drift.
func (a *Aligner) follow() (stopped bool) {
	a.edges = a.edges[:0]
	for i := range a.pairs {
		if p := &a.pairs[i]; p.trust > 0 {
			a.edges = append(a.edges, edge{a.of[p.first], a.of[p.second], p.rate + p.lean(), p.trust})
		}
	}
	a.settle()
	for _, e := range a.edges {
		was := a.devices[e.second].drift - a.devices[e.first].drift
		stopped = stopped || math.Abs(a.moves[e.second]-a.moves[e.first]-was) > ruinousDrift
	}
	for k, drift := range a.moves {
		a.devices[k].drift, a.devices[k].group = drift, a.groups[k]
	}
	return stopped
}

// jump moves the devices if they are found far from where they belong.
func (a *Aligner) jump() (moved bool) {
	a.edges = a.edges[:0]
	for i := range a.pairs {
		p := &a.pairs[i]
		if behind, known := p.offset(); known {
			a.edges = append(a.edges, edge{a.of[p.first], a.of[p.second], behind, 1})
		}
	}
	if !a.agree() {
		return false
	}
	farthest := 0.
	for _, e := range a.edges {
		farthest = max(farthest, math.Abs(a.moves[e.second]-a.moves[e.first]))
	}
	if farthest <= leastJump {
		return false
	}
	for k, samples := range a.moves {
		a.moves[k] = math.Round(samples)
		a.devices[k].advance += a.moves[k]
		if a.moves[k] != 0 {
			a.devices[k].jumps++
		}
	}
	for i := range a.pairs {
		p := &a.pairs[i]
		p.move(a.moves[a.of[p.second]] - a.moves[a.of[p.first]])
	}
	a.keepWithin(mostAdvance-margin, mostAdvance-room)
	return true
}

// agree settles the moves by edges that agree, and says whether there are such. An edge that contradicts the others is
// left out if it is clear which one that is.
func (a *Aligner) agree() bool {
	for {
		a.settle()
		worst, second, at := 0., 0., 0
		for i, e := range a.edges {
			switch off := math.Abs(e.behind - (a.moves[e.second] - a.moves[e.first])); {
			case off > worst:
				worst, second, at = off, worst, i
			case off > second:
				second = off
			}
		}
		if worst <= leastJump {
			return true
		}
		if worst < clearly*second {
			return false
		}
		a.edges = slices.Delete(a.edges, at, at+1)
	}
}

// settle sets moves to what the edges ask for.
func (a *Aligner) settle() {
	balance(a.moves, a.edges)
	group(a.groups, a.edges)
	centre(a.moves, a.groups)
}
