package deference

import (
	"errors"
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Threshold says from how many events something is drawn, and from how many a direction may be told.
type Threshold struct {
	Bead      int
	Direction int
}

// Options are the constants of the indicators. Every one is a convention, none is a norm. Where two sources set a
// minimum, the stricter is taken: the definitions say when something may be stated, the screen design when it is drawn.
type Options struct {
	// Lapse is the silence that counts, as in turns.Options: 3 s is the one well-founded length for helping talk
	// (Frankel 2006). It stays the same for a Meter, since another length makes other facts.
	Lapse timeline.Position
	// Grid is how often in session time the indicators are looked at. Design: beads move every 5 s at most.
	Grid timeline.Position
	// Recent is the length of the window that slides.
	Recent timeline.Position

	// ProbabilityOn and ProbabilityOff: a direction appears at a posterior probability of .90 and goes below .75.
	// Definitions, without an outside source.
	ProbabilityOn, ProbabilityOff float64
	// Dwell is how long a direction word stays at least, so that it does not go to and fro. Definitions: 60 s.
	Dwell timeline.Position
	// Even is how far from the centre the whole interval may reach to be called even, on a wire from -1 to 1. Design.
	Even float64
	// EvenLatency is the same for the difference of two response latencies: more than clocks and edges can forge
	// (2 x 20 ms skew and 2 x 20 ms bias of the edges), less than is perceived (120 ms, Heldner 2011).
	EvenLatency timeline.Position
	// MaxUnknown is the share of a window that may be unknown before it is withheld. Design: a fifth.
	MaxUnknown float64

	// TalkFigures is the speech after which shares of time have figures: 2 min by the design (60 s would do by the
	// definitions). TalkShown, TalkTurns and TalkError (standard error, as a share) take them out of tentative: 5 min,
	// 20 turns and 8 points by the definitions.
	TalkFigures, TalkShown timeline.Position
	TalkTurns              int
	TalkError              float64

	// Events counts floor-takings, silences, backchannels and simultaneous starts: 4 and 8 by the design. The
	// definitions ask for 5 floor-takings, and for 8 of the others.
	Events Threshold
	// Turns of each person carry medians of turn length: 10 and 20 by the design, 10 by the definitions.
	Turns Threshold
	// Responses of each to the other carry those of latency: 15 by the definitions, drawn from half as the others are.
	Responses Threshold
	// Exposure is the speech of each person that a comparison of rates needs, Observed the time that shares of silence
	// need. Definitions: 3 and 5 min.
	Exposure, Observed timeline.Position
	// Cell is how many silences after one person's talk a statement about them needs, Transitions how many turns after
	// one person's a statement about who is next. Definitions: 5 and 20.
	Cell, Transitions int

	// Tolerance is the silence from which waiting is counted; Waits and OwnWaits are how many of them in all, and how
	// many ended by the person, a median needs. Definitions: 1 s, 10 and 5.
	Tolerance       timeline.Position
	Waits, OwnWaits int

	// Draws and Block: bootstrap draws and how many consecutive turns are drawn together. Definitions: 200 draws at
	// least, of 2 to 4 turns.
	Draws, Block int
}

// DefaultOptions are the conventions that the definitions and the screen design agree on.
func DefaultOptions() Options {
	const s, minute = timeline.Second, 60 * timeline.Second
	return Options{
		Lapse: 3 * s, Grid: 5 * s, Recent: 5 * minute,
		ProbabilityOn: .90, ProbabilityOff: .75, Dwell: 60 * s,
		Even: .15, EvenLatency: 100 * timeline.Millisecond, MaxUnknown: .20,
		TalkFigures: 2 * minute, TalkShown: 5 * minute, TalkTurns: 20, TalkError: .08,
		Events: Threshold{4, 8}, Turns: Threshold{10, 20}, Responses: Threshold{8, 15},
		Exposure: 3 * minute, Observed: 5 * minute, Cell: 5, Transitions: 20,
		Tolerance: s, Waits: 10, OwnWaits: 5,
		Draws: 200, Block: 4,
	}
}

// check finds what cannot work.
func (o Options) check() error {
	switch {
	case o.Lapse <= 0 || o.Grid <= 0 || o.Recent <= 0 || o.Tolerance <= 0:
		return errors.New("lapse, grid, recent and tolerance must be lengths above zero")
	case o.ProbabilityOff < .5 || o.ProbabilityOn < o.ProbabilityOff || o.ProbabilityOn >= 1:
		return fmt.Errorf("probabilities must be .5 <= off <= on < 1, not off %g and on %g", o.ProbabilityOff, o.ProbabilityOn)
	case o.Even < 0 || o.Even >= 1 || o.MaxUnknown < 0 || o.MaxUnknown > 1 || o.TalkError <= 0:
		return errors.New("even, max unknown and talk error are shares of 1")
	case o.Draws < minDraws || o.Draws > maxDraws || o.Block < 1:
		return fmt.Errorf("draws must be %d to %d, in blocks of at least 1 turn", minDraws, maxDraws)
	}
	for _, t := range []Threshold{o.Events, o.Turns, o.Responses} {
		if t.Bead < 1 || t.Direction < t.Bead {
			return fmt.Errorf("a direction cannot be told from %d when a bead is drawn from %d", t.Direction, t.Bead)
		}
	}
	return nil
}
