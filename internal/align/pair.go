package align

import (
	"cmp"
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	// What voices need more to the other's microphone than to their own, both added up: from 34 cm to 12 m.
	leastWay = float64(1 * timeline.Millisecond)
	mostWay  = float64(35 * timeline.Millisecond)

	// driftSharp is by how much the peak of two blocks must be higher than the rest. With bleed it was 22 on average. That of
	// recordings that have nothing to do with each other was higher in a few, but never told the same drift again.
	driftSharp = 12
	// driftGap is how many frames two blocks are apart that tell the drift, and driftFar from where on more counts no more.
	driftGap, driftFar = 25, 400
	maxDrift           = 300e-6
	driftMemory        = 120 * float64(timeline.Second) / step // frames
	driftsKept         = 512
	driftsNeeded       = 3
	driftSpread        = 6e-6 // from the median
	driftAgreed        = .4   // of the observations must be within
	leastDrift         = .7e-6
	// What is left of a drift adds up. From leastLean on it is taken back, so slowly that it does no harm.
	leastLean = float64(3 * timeline.Millisecond)
	leanRate  = 2e-6
)

// drift is an observation of how fast a device falls behind another.
type drift struct {
	rate   float64 // in samples a sample
	weight float64
	at     float64 // when, in frames
}

// pair is two channels of different devices.
type pair struct {
	first, second int     // channels
	sides         [2]side // while the person of the first speaks, of the second
	near          bool    // both were heard to hear the same
	drifts        [driftsKept]drift
	seen          int // drifts that were ever observed
	rate          float64
	trust         float64 // weight of the observations that rate comes from; 0 if it is not known
}

// forget forgets what the sound to come cannot be compared with. How fast the clocks drift is not of that.
func (p *pair) forget() {
	for i := range p.sides {
		p.sides[i].forget()
	}
}

// move says that the second channel was moved forward over the first.
func (p *pair) move(samples float64) {
	for i := range p.sides {
		p.sides[i].move(samples)
	}
}

// add takes a frame of both channels in which the person of one speaks, and says whether something was learned.
func (p *pair) add(c *correlator, speaker int, frames []frame, at, moved float64) bool {
	s := &p.sides[0]
	if speaker == p.second {
		s = &p.sides[1]
	}
	if s.add(&frames[p.first].bins, &frames[p.second].bins, at, moved); s.frames < blockFrames {
		return s.found == 0 && s.frames%hastyFrames == 0 && s.place(c, sureSharp)
	}
	p.near = s.place(c, lagSharp) || p.near
	b := s.keep()
	for o := range s.older {
		if b.at-o.at >= driftGap {
			p.compare(c, b, o)
		}
	}
	p.rerate(at, c.drifts[:0])
	return true
}

// compare observes the drift between an older block and b.
func (p *pair) compare(c *correlator, b, older *block) {
	moved, dt := b.moved-older.moved, b.at-older.at
	reach := maxDrift * dt * step
	k := c.shift(b, older, int(math.Floor(-moved-reach)), int(math.Ceil(-moved+reach)))
	if k.sharp < driftSharp {
		return
	}
	weight := min(dt, driftFar)
	p.drifts[p.seen%driftsKept] = drift{(k.lag + moved) / (dt * step), weight * weight * k.sharp, b.at}
	p.seen++
}

// rerate settles how fast the second channel falls behind, if the observations of the last two minutes agree.
func (p *pair) rerate(now float64, recent []drift) {
	for i := max(p.seen-driftsKept, 0); i < p.seen; i++ {
		if d := p.drifts[i%driftsKept]; now-d.at <= driftMemory {
			recent = append(recent, d)
		}
	}
	if len(recent) < driftsNeeded {
		return
	}
	median, n, sum, weights := medianDrift(recent), 0, 0., 0.
	for _, d := range recent {
		if math.Abs(d.rate-median) <= driftSpread {
			n++
			sum += d.rate * d.weight
			weights += d.weight
		}
	}
	if float64(n) < driftAgreed*float64(len(recent)) {
		return
	}
	p.rate, p.trust = sum/weights, weights
	if math.Abs(p.rate) < leastDrift {
		p.rate = 0
	}
}

// medianDrift is the weighted median; it sorts the observations.
func medianDrift(drifts []drift) float64 {
	slices.SortFunc(drifts, func(a, b drift) int { return cmp.Compare(a.rate, b.rate) })
	half := 0.
	for _, d := range drifts {
		half += d.weight / 2
	}
	for _, d := range drifts {
		if half -= d.weight; half <= 0 {
			return d.rate
		}
	}
	return 0
}

// offset is by how much the second device is behind the first, if that is known: what sound takes through the air one way
// and the other cancels.
func (p *pair) offset() (samples float64, known bool) {
	a, okA := p.sides[0].lag()
	b, okB := p.sides[1].lag()
	way := a - b
	return (a + b) / 2, okA && okB && way >= leastWay && way <= mostWay
}

// lean is by how much the second device is to be moved forward faster than it drifts.
func (p *pair) lean() float64 {
	if behind, known := p.offset(); known && math.Abs(behind) > leastLean {
		return math.Copysign(leanRate, behind)
	}
	return 0
}
