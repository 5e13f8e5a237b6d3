package turns

import "github.com/evenkeel/monitor/internal/timeline"

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
	Take         timeline.Position // sole talk that shows that the floor was taken
	Resume       timeline.Position // coming back within this: the floor was not given up
	Lapse        timeline.Position // silence of at least this is a lapse
	FTOWindow    timeline.Position // a turn later than this after the other's talk has no floor-transfer offset
}

// DefaultOptions are the definitions that the field agrees on best.
func DefaultOptions() Options {
	const ms = timeline.Millisecond
	return Options{
		IPUBridge: 200 * ms, MinBurst: 100 * ms, Solo: 200 * ms,
		BCMin: 100 * ms, BCMax: 1000 * ms, BCPre: 1000 * ms, BCPost: 1000 * ms,
		BCChainGap: 200 * ms, BCChainTotal: 2000 * ms,
		SimStart: 200 * ms, TermStrict: 200 * ms, TermWide: 400 * ms,
		Take: 1000 * ms, Resume: 1000 * ms,
		Lapse: 3000 * ms, FTOWindow: 10000 * ms,
	}
}
