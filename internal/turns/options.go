package turns

import (
	"errors"
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Options are the constants of the rules, all lengths in positions. The defaults are those of the definitions in
// docs; every one is a convention, none is a norm.
type Options struct {
	IPUBridge    timeline.Position // silences of one channel shorter than this do not end its IPU
	MinBurst     timeline.Position // IPUs shorter than this are no speech
	Solo         timeline.Position // sole talk that makes the floor holder
	BCMin        timeline.Position // shortest backchannel
	BCMax        timeline.Position // longest backchannel
	BCPre        timeline.Position // silence of its speaker before a backchannel
	BCPost       timeline.Position // silence of its speaker after a backchannel
	BCChainGap   timeline.Position // shortest silence between the tokens of a chain
	BCChainTotal timeline.Position // longest chain of backchannel tokens
	SimStart     timeline.Position // starts closer than this are simultaneous
	TermStrict   timeline.Position // remaining talk up to this: the turn was ending
	TermWide     timeline.Position // remaining talk up to this: ending, or a fast yield
	Sustained    timeline.Position // overlap of at least this is sustained
	Take         timeline.Position // sole talk that shows that the floor was taken
	Resume       timeline.Position // coming back within this: the floor was not given up
	Lapse        timeline.Position // silence of at least this is a lapse
	FTOWindow    timeline.Position // a turn later than this after the other's talk has no floor-transfer offset
	Guard        timeline.Position // around an overlap, where the signal has to be good enough to tell its class
	Provisional  timeline.Position // after the start of an overlap or the end of a token, until it is worth showing
}

// longest is what no length can exceed: an hour.
const longest = 3600 * timeline.Second

// DefaultOptions are the definitions that the field agrees on best.
func DefaultOptions() Options {
	const ms = timeline.Millisecond
	return Options{
		IPUBridge: 200 * ms, MinBurst: 100 * ms, Solo: 200 * ms,
		BCMin: 100 * ms, BCMax: 1000 * ms, BCPre: 1000 * ms, BCPost: 1000 * ms,
		BCChainGap: 200 * ms, BCChainTotal: 2000 * ms,
		SimStart: 200 * ms, TermStrict: 200 * ms, TermWide: 400 * ms, Sustained: 2000 * ms,
		Take: 1000 * ms, Resume: 1000 * ms,
		Lapse: 3000 * ms, FTOWindow: 10000 * ms,
		Guard: 200 * ms, Provisional: 200 * ms,
	}
}

// Rounded is o for units of talk whose times are rounded to multiples of step, as those of annotations by hand are
// (rttm.Step, rttm.Units).
//
// Many measures then equal a bound exactly, which hardly any does in a recording. The rules read "up to", which would put
// all of them below it although half are above: lowered by half a step, the bounds have them all above. And a silence
// shorter than IPUBridge cannot be measured on such a grid: units stay as they were annotated. Hand labels of
// interruptions bear both out (tools/accuracy).
func (o Options) Rounded(step timeline.Position) Options {
	for _, bound := range []*timeline.Position{&o.BCMax, &o.SimStart, &o.TermStrict, &o.TermWide, &o.Resume} {
		*bound = max(0, *bound-step/2)
	}
	o.IPUBridge = 0
	return o
}

// Check says what is wrong with o.
func (o *Options) Check() error {
	for _, x := range o.Lengths() {
		if *x.Length < 0 || *x.Length > longest {
			return fmt.Errorf("%s is %v: it must be from 0 to %v", x.Name, x.Length.Duration(), longest.Duration())
		}
	}
	switch {
	case o.BCMin > o.BCMax:
		return errors.New("bc_min is longer than bc_max: there could be no backchannel")
	case o.TermStrict > o.TermWide:
		return errors.New("term_strict is longer than term_wide: there could be no fast yield")
	case o.Lapse == 0:
		return errors.New("lapse is 0: every silence would be one")
	}
	return nil
}

// NamedLength is an option with its name in files and messages.
type NamedLength struct {
	Name   string
	Length *timeline.Position
}

// Lengths are all options, by name.
func (o *Options) Lengths() []NamedLength {
	return []NamedLength{
		{"ipu_bridge", &o.IPUBridge},
		{"min_burst", &o.MinBurst},
		{"solo", &o.Solo},
		{"bc_min", &o.BCMin},
		{"bc_max", &o.BCMax},
		{"bc_pre", &o.BCPre},
		{"bc_post", &o.BCPost},
		{"bc_chain_gap", &o.BCChainGap},
		{"bc_chain_total", &o.BCChainTotal},
		{"sim_start", &o.SimStart},
		{"term_strict", &o.TermStrict},
		{"term_wide", &o.TermWide},
		{"sustained", &o.Sustained},
		{"take", &o.Take},
		{"resume", &o.Resume},
		{"lapse", &o.Lapse},
		{"fto_window", &o.FTOWindow},
		{"guard", &o.Guard},
		{"provisional", &o.Provisional},
	}
}

// reach is how far back the rules look from the oldest IPU that is not decided.
func (o *Options) reach() timeline.Position {
	return max(o.BCPre, o.Resume, o.Guard, o.Lapse, o.FTOWindow, sureWindow)
}
