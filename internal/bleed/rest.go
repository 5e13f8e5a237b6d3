package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// Where no channel has had bleed for a minute, separating rests, at next to no cost. It wakes when one channel begins to
// be heard with another that is louder, much more than people talk at once: bleed that the detector does not take for
// speech does no harm. Of two people between whom there was bleed before, the same tells that one has moved: what was
// learned of where they were weighs so much that by itself it would be forgotten in a minute only. Of more people several
// talk at once too often to tell.
const (
	restAfter  = 60 * timeline.Second
	restAgain  = 15 * timeline.Second                  // when nothing was found after it woke
	wakeMemory = 6 * timeline.Second / timeline.HopLen // of somebody's speech
	wakeShare  = .3                                    // of it, with speech in another channel: after 2 s without a pause
)

// doze lets the separation rest after a hop was heard, or wakes what bleed has come to.
func (s *Separator) doze() {
	if s.chain == nil {
		return
	}
	for j, k := range s.live {
		switch c := &s.channels[k]; {
		case c.echo < wakeShare:
		case s.resting:
			s.Restart()
		case c.bypass.on:
			c.forget()
			s.chain.reopen(j)
		case s.chain.n == 2 && c.bypass.attenuation() > bypassOff:
			c.echo = 0
			s.chain.reopen(j)
		}
	}
	if s.resting || !s.untroubled() {
		return
	}
	s.resting, s.rested = true, true
	for _, k := range s.live {
		s.channels[k].leave()
	}
}

// untroubled says that all channels have passed unchanged for long enough.
func (s *Separator) untroubled() bool {
	after := restAfter
	if s.rested {
		after = restAgain
	}
	for _, k := range s.live {
		if b := &s.channels[k].bypass; !b.on || b.since < after {
			return false
		}
	}
	return true
}

// echoes takes the probabilities that a channel's own person and the likeliest other speak, and whether what is heard may
// be theirs: how often, lately, the one seemed to speak while the other surely did.
func (c *channel) echoes(own, other float64, theirs bool) {
	if other >= surely {
		c.echo += (share(own >= likely && theirs) - c.echo) / float64(wakeMemory)
	}
}
