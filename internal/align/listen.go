package align

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// interrupt says that sound of a channel is missing: it may go on at another place.
func (a *Aligner) interrupt(channel int) {
	for i := range a.pairs {
		if p := &a.pairs[i]; p.first == channel || p.second == channel {
			p.forget()
		}
	}
}

// listen analyses the frame that ends where the next hop to come out begins, and says whether a device was moved.
func (a *Aligner) listen() (moved bool) {
	end := a.pushed - timeline.HopLen - int(Latency)
	if end < frameLen {
		return false
	}
	for k := range a.frames {
		a.analyse(k, end-frameLen)
	}
	if quiet(a.frames) {
		a.keepWithin(mostAdvance-margin, mostAdvance-room)
		return false
	}
	by, learned := speaker(a.frames), false
	if by < 0 {
		return false
	}
	for i := range a.pairs {
		p := &a.pairs[i]
		if p.first != by && p.second != by {
			continue
		}
		if other := &a.frames[p.first+p.second-by]; other.sound && other.over > heardOver {
			moved := a.devices[a.of[p.second]].moved() - a.devices[a.of[p.first]].moved()
			learned = p.add(a.correlator, by, a.frames, float64(end)/step, moved) || learned
		}
	}
	if !learned {
		return false
	}
	stopped := a.follow()
	return a.jump() || stopped && len(a.tapes) <= mostRestarted
}

// analyse takes the frame of channel k that begins at a position.
func (a *Aligner) analyse(k, at int) {
	t, f, advance := &a.tapes[k], &a.frames[k], a.devices[a.of[k]].advance
	whole := int(math.Round(advance))
	if unknown, _ := t.marks(at+whole, at+whole+frameLen); unknown {
		f.sound = false
		return
	}
	t.read(a.heard[:], at+whole)
	f.weigh(a.correlator.analyse(&f.bins, a.heard[:], advance-float64(whole)))
}
