package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// Where no channel has had bleed for a minute, separating rests, at next to no cost. It wakes when channels begin to be
// heard together much more than people talk at once: bleed that the detector does not take for speech does no harm.
const (
	restAfter  = 60 * timeline.Second
	wakeMemory = 6 * timeline.Second / timeline.HopLen // of somebody's speech
	wakeShare  = .3                                    // of it, with speech in another channel: after 2 s without a pause
)

// doze lets the separation rest after a hop was heard, or wakes what bleed has come to.
func (s *Separator) doze() {
	if s.chain == nil {
		return
	}
	for j, k := range s.live {
		c := &s.channels[k]
		switch {
		case !c.bypass.on || c.echo < wakeShare:
		case s.resting:
			s.Restart()
		default:
			c.forget()
			s.chain.restartChannel(j)
		}
	}
	if s.resting || !s.untroubled() {
		return
	}
	s.resting = true
	for _, k := range s.live {
		s.channels[k].leave()
	}
}

// untroubled says that all channels have passed unchanged for long enough.
func (s *Separator) untroubled() bool {
	for _, k := range s.live {
		if b := &s.channels[k].bypass; !b.on || b.since < restAfter {
			return false
		}
	}
	return true
}

// echoes takes the probabilities that a channel's own person and the likeliest other speak: how often, lately, the one
// seemed to while the other surely did.
func (c *channel) echoes(own, other float64) {
	if other >= surely {
		c.echo += (share(own >= likely) - c.echo) / float64(wakeMemory)
	}
}
