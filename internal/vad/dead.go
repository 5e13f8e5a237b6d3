package vad

import "github.com/evenkeel/monitor/internal/timeline"

// A microphone that gives nothing louder than this is dead: the converters of the cheapest devices make more noise,
// and dither of one bit in 16 has -90 dBFS.
const deadLevel Level = 180 // -90 dBFS

// How long a channel gives nothing until it is dead.
const (
	// deadAfter is for a channel that has never been silent to the last bit while in use: a microphone always hears
	// its room. Ten seconds, so that a plug that is pulled and put back is a short silence.
	deadAfter = 10 * timeline.Second
	// gatedDeadAfter is for a channel that has: a noise gate, a mute button or the other end of a call gives digital
	// silence whenever its person is quiet. Nobody can then tell death from listening, but for how long it lasts: the
	// longest that one of two people listened in the dialogues measured is 36 s, among seven people many minutes.
	gatedDeadAfter = 300 * timeline.Second
	// gateProof is how long a channel gives signal, after digital silence, until it counts as gated: the crackle of a
	// broken cable is shorter.
	gateProof = 1 * timeline.Second
)

// deathWatch tells a dead channel from a silent one by its levels.
type deathWatch struct {
	quiet  timeline.Position // since when there has been no signal
	signal timeline.Position // how much signal there was after digital silence, since the channel was last dead
	silent bool              // digital silence was there at all
	gated  bool
}

// push takes the next hop that was received and says whether the channel is dead.
func (w *deathWatch) push(o Observation) bool {
	if o.loudest() < deadLevel {
		w.quiet = 0
		if w.silent {
			w.signal += timeline.HopLen
			w.gated = w.gated || w.signal >= gateProof
		}
		return false
	}
	w.silent = true
	w.quiet += timeline.HopLen
	dead := w.quiet >= deadAfter && !w.gated || w.quiet >= gatedDeadAfter
	if dead {
		w.signal = 0
	}
	return dead
}
