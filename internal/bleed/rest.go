package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// Where no channel has had bleed for a minute, separating rests, at next to no cost. It wakes when one channel begins to
// be heard with another that is louder, much more than people talk at once, and as much softer all the while: bleed that
// the detector does not take for speech does no harm. Of two people between whom there was bleed before, the same tells that one has moved: what was
// learned of where they were weighs so much that by itself it would be forgotten in a minute only. Of more people several
// talk at once too often to tell.
const (
	restAfter  = 60 * timeline.Second
	restAgain  = 15 * timeline.Second                  // when nothing was found after it woke
	wakeMemory = 6 * timeline.Second / timeline.HopLen // of somebody's speech
	wakeShare  = .3                                    // of it, with speech in another channel: after 2 s without a pause
	// wakeSpread is by how many dB, as a standard deviation, bleed is now more, now less below what it comes from: by 2 to
	// 5, of four people up to 8. That of two who talk at once is 9 and more.
	wakeSpread = 8
	wakeSteady = 3 * timeline.Second / timeline.HopLen // of such speech
)

// echo is how often, lately, a channel seemed to speak while another surely did and was louder.
type echo struct {
	share  float64
	below  average // dB below the other
	spread float64 // variance of it
}

// wakes says that it is heard as bleed is.
func (e *echo) wakes() bool { return e.share >= wakeShare && e.spread < wakeSpread*wakeSpread }

// hear takes by how many dB a channel that seems to speak is below another that surely does.
func (e *echo) hear(below float64) {
	off := below - e.below.mean
	e.below.push(below, int(wakeSteady))
	w := 1 / float64(e.below.n)
	e.spread = (1 - w) * (e.spread + w*off*off)
}

// doze lets the separation rest after a hop was heard, or wakes what bleed has come to.
func (s *Separator) doze() {
	if s.chain == nil {
		return
	}
	for j, k := range s.live {
		switch c := &s.channels[k]; {
		case !c.echo.wakes():
		case s.resting:
			s.Restart()
		case c.bypass.on:
			c.forget()
			s.chain.reopen(j)
		case s.chain.n == 2 && c.bypass.attenuation() > bypassOff:
			c.echo = echo{}
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

// echoes takes the probabilities that a channel's own person and the likeliest other speak, and the levels of both. What
// is not known may be bleed.
func (c *channel) echoes(own, other float64, l, o level) {
	if other < surely {
		return
	}
	theirs := own >= likely && l.below(o)
	c.echo.share += (share(theirs) - c.echo.share) / float64(wakeMemory)
	if theirs && l.known() && o.known() {
		c.echo.hear(decibels((o.raw + quietest) / (l.raw + quietest)))
	}
}
