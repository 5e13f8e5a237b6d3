package review

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// longTurn is from where a turn is a moment by itself.
const longTurn = 60 * timeline.Second

// Parameters are what a review is computed with.
type Parameters struct {
	Rules    turns.Options
	LongTurn timeline.Position // a turn of this length and more is a moment
}

// parameter is one length that can be moved.
type parameter struct {
	name, label    string
	least, most    timeline.Position
	step           timeline.Position
	text           string
	of             func(p *Parameters) *timeline.Position
	agreedOnItself bool // the people agreed on it
}

const ms, second = timeline.Millisecond, timeline.Second

// parameters are those that can be moved, in the order in which they are shown. The bounds are those that the
// definitions give for testing, rounded; silences go up to what can be agreed on.
var parameters = []parameter{
	{
		"lapse", "A silence counts from", 1 * second, 10 * second, 100 * ms,
		"Who speaks first after it has broken it; a turn ends with it.",
		func(p *Parameters) *timeline.Position { return &p.Rules.Lapse }, true,
	},
	{
		"long_turn", "A turn is listed from", 15 * second, 300 * second, 5 * second,
		"Longer turns are moments by themselves.",
		func(p *Parameters) *timeline.Position { return &p.LongTurn }, false,
	},
	{
		"bc_max", "A short signal lasts at most", 200 * ms, 2 * second, 100 * ms,
		"Longer talk claims the floor, and is no sign of listening.",
		func(p *Parameters) *timeline.Position { return &p.Rules.BCMax }, false,
	},
	{
		"term_wide", "An overlap can take the floor from", 200 * ms, second, 50 * ms,
		"The other must have spoken on for longer than this; less is the end of a turn, or giving way at once.",
		func(p *Parameters) *timeline.Position { return &p.Rules.TermWide }, false,
	},
	{
		"take", "The floor is taken by talk alone of", 500 * ms, 3 * second, 100 * ms,
		"Whoever came in has to go on alone for so long.",
		func(p *Parameters) *timeline.Position { return &p.Rules.Take }, false,
	},
	{
		"resume", "The floor is kept by coming back within", 500 * ms, 3 * second, 100 * ms,
		"Whoever stops and goes on so soon had not given up the floor.",
		func(p *Parameters) *timeline.Position { return &p.Rules.Resume }, false,
	},
	{
		"sim_start", "Starts are simultaneous within", 100 * ms, 500 * ms, 50 * ms,
		"Nobody came into anybody’s talk then.",
		func(p *Parameters) *timeline.Position { return &p.Rules.SimStart }, false,
	},
	{
		"ipu_bridge", "Talk goes on over silences below", 50 * ms, 500 * ms, 10 * ms,
		"Longer silences are pauses.",
		func(p *Parameters) *timeline.Position { return &p.Rules.IPUBridge }, false,
	},
}

// Set sets the parameter of that name. What it was can be asked for again, even out of bounds: the people may have agreed
// on it. The error says what cannot be asked for.
func (p *Parameters) Set(name string, ms int64) error {
	for i := range parameters {
		x := &parameters[i]
		if x.name != name {
			continue
		}
		was := *x.of(p)
		if least, most := min(x.least, was).Milliseconds(), max(x.most, was).Milliseconds(); ms < least || ms > most {
			return fmt.Errorf("%s is %d ms: it can be from %d to %d", name, ms, least, most)
		}
		*x.of(p) = timeline.FromMilliseconds(ms)
		return nil
	}
	return fmt.Errorf("%q is no parameter that can be moved", name)
}
