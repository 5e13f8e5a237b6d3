package bleed

import (
	"errors"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// Latency is how far what comes out of a Separator is behind what goes in: 64 ms.
const Latency timeline.Position = frameLen

// MaxSeparated is how many channels can be separated from each other. Where more give a signal, all pass unchanged.
const MaxSeparated = 6

// Separator takes the bleed out of the channels of a session, hop by hop. One goroutine uses it at a time.
type Separator struct {
	channels  []channel
	transform *transform
	chain     *chain // of the live channels; nil where there is nothing to separate
	live      []int  // the channels that give a signal
	loss      lossWatch
	resting   bool // nothing needs to be separated
	rested    bool // nor did it before
	ambiguous []bool
	restarts  int
	begun     bool
}

// New makes a Separator for a session of n channels. A single channel passes unchanged, bit by bit, and just as late.
func New(n int) (*Separator, error) {
	if n < 1 {
		return nil, errors.New("separate channels: there must be at least one")
	}
	s := &Separator{
		channels: make([]channel, n), transform: newTransform(), live: make([]int, 0, n), ambiguous: make([]bool, n),
	}
	for k := range s.channels {
		s.channels[k].whole = wholeFrames // there was silence before
	}
	return s, nil
}

// Push takes the next hop of the session and writes to dst what is each channel's own in the hop that began Latency
// earlier. Both have as many channels as the Separator and share no memory. The first hops to come out begin before the
// session and hold silence; those of its end come out while what follows it is pushed, as Unknown.
//
// A channel that is Unknown, or gives no signal at all, for ten seconds is left out of the separation until it is back.
// Only where that changes is memory allocated.
func (s *Separator) Push(dst, src *audio.Hop) {
	for k := range s.channels {
		s.channels[k].take(&src.Channels[k])
	}
	if !s.begun {
		s.begin(src)
	}
	for i := range framesPerHop {
		s.step(i)
	}
	dst.Start = src.Start - Latency
	for k := range s.channels {
		s.channels[k].give(&dst.Channels[k], &src.Channels[k])
	}
}

// Resting says that all channels pass unchanged, since none hears another, and did so when Push was last called.
func (s *Separator) Resting() bool { return s.resting }

// Restart forgets all that was learned of the channels, as is needed when one of them has moved in time.
func (s *Separator) Restart() {
	s.restart()
	s.restarts++
}

func (s *Separator) restart() {
	s.resting = false
	s.loss.forget()
	for k := range s.channels {
		s.channels[k].forget()
	}
	if s.chain != nil {
		s.chain.restart()
	}
}

// begin takes every channel that delivers as live.
func (s *Separator) begin(src *audio.Hop) {
	s.begun = true
	for k := range s.channels {
		s.channels[k].presence.live = !src.Channels[k].Unknown
	}
	s.regroup()
}

// step lets frame i of the hop pass.
func (s *Separator) step(i int) {
	changed := false
	for k := range s.channels {
		c := &s.channels[k]
		changed = c.presence.push(c.frame(i)) || changed
	}
	if changed {
		s.regroup()
		s.restarts++
	}
	switch {
	case s.resting:
		for _, k := range s.live {
			s.channels[k].listen(i)
		}
	case s.chain != nil:
		s.separate(i)
	}
	for k := range s.channels {
		c := &s.channels[k]
		c.spoiled = max(c.spoiled-1, 0)
	}
}

// separate separates frame i of the live channels.
func (s *Separator) separate(i int) {
	frozen := false
	for j, k := range s.live {
		c := &s.channels[k]
		s.transform.analyse(s.chain.x[j], c.frame(i))
		s.chain.sounds[j] = c.presence.quiet == 0
		frozen = frozen || c.spoiled > 0
	}
	s.chain.step(frozen)
	var now [MaxSeparated]level
	for j, k := range s.live {
		c := &s.channels[k]
		now[j] = c.levels.push(s.chain.x[j], s.chain.y[j], c.spoiled > 0)
		s.transform.synthesise(&c.sum, s.chain.y[j])
		c.finish(i)
	}
	if s.loss.push(now[:len(s.live)]) {
		s.Restart()
	}
	for j, k := range s.live {
		s.channels[k].bypass.see(now[j], s.loss.voices[j].over())
	}
}

// regroup separates the channels that are live now, from the start.
func (s *Separator) regroup() {
	s.live = s.live[:0]
	for k := range s.channels {
		c := &s.channels[k]
		if !c.presence.live {
			c.leave()
			continue
		}
		s.live = append(s.live, k)
	}
	n := len(s.live)
	if n < 2 || n > MaxSeparated {
		s.chain = nil
		for _, k := range s.live {
			s.channels[k].leave()
		}
	} else if s.chain == nil || s.chain.n != n {
		s.chain = newChain(n)
	}
	s.loss.restart()
	s.restart()
}
