package session

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// overheard is how far the others, while they speak, keep a channel's own person from being heard in it. Levels are those
// after separation.
type overheard struct {
	own       running // dBFS, of its own person's speech
	floor     running // dBFS, while nobody speaks
	rest      running // dBFS, of what is left of the others while they alone speak
	quiet     int     // hops since its own person may have spoken
	ambiguous share
	masked    share
}

const (
	surely   = .8 // that somebody speaks
	likely   = .5
	unlikely = .2
	// What is heard of a channel that is ambiguous is open between these probabilities.
	openFrom = .4
	openTo   = .85
)

// A person who speaks softly, say "mm-hm", is softYet dB below their usual level, and heard through what is left of the
// others if it is hearOver dB above that. Whatever is left does no harm where it is not maskOver dB above the noise.
const (
	softYet  = 10
	hearOver = 6
	tooClose = softYet + hearOver
	maskOver = 10
	ownTail  = 8 // hops, 256 ms, in which speech dies away
)

// Hops that levels go back, and that they need before anything is judged by them.
const (
	levelMemory   = float64(30 * timeline.Second / timeline.HopLen)
	restMemory    = levelMemory / 3 // shorter: separating improves while they speak
	levelEvidence = float64(1 * timeline.Second / timeline.HopLen)
)

// push takes the next observation of the channel, before it was judged whether it is ambiguous, and the probability
// that somebody else speaks.
func (o *overheard) push(obs vad.Observation, other float64, ambiguous bool) {
	p, level := obs.Probability.Float(), obs.Loudness()
	if o.quiet++; p >= unlikely {
		o.quiet = 0
	}
	switch {
	case p >= surely && !ambiguous:
		o.own.push(level, levelMemory)
	case other < unlikely && o.quiet > ownTail:
		o.floor.push(level, levelMemory)
	}
	if other < likely {
		return
	}
	o.ambiguous.push(ambiguous && p >= openFrom && p < openTo)
	if o.quiet <= ownTail {
		return
	}
	if other >= surely {
		o.rest.push(level, restMemory)
	}
	if o.own.n >= levelEvidence && o.floor.n >= levelEvidence {
		o.masked.push(level > o.floor.mean+maskOver && level > o.own.mean-tooClose)
	}
}

// apart is by how many dB the channel's own person is louder in it than what is left of the others, or than the noise,
// whichever is louder; false before both were heard.
func (o *overheard) apart() (db float64, known bool) {
	return o.own.mean - o.rest.mean, o.own.n >= levelEvidence && o.rest.n >= levelEvidence
}

// share is how often something was so in the last minute of what it is a share of.
type share struct{ running }

const (
	shareMemory   = float64(60 * timeline.Second / timeline.HopLen)
	shareEvidence = shareMemory / 6
)

func (s *share) push(so bool) {
	now := 0.
	if so {
		now = 1
	}
	s.running.push(now, shareMemory)
}

// value is the share, 0 to 1; 0 while too little was heard to tell.
func (s *share) value() float64 {
	if s.n < shareEvidence {
		return 0
	}
	return s.mean
}

// running is a running mean: of all values at first, then the latest count most.
type running struct {
	mean float64
	n    float64 // values so far, at most the memory
}

func (r *running) push(x, memory float64) {
	r.n = min(r.n+1, memory)
	r.mean += (x - r.mean) / r.n
}
