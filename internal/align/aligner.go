package align

import (
	"errors"
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// Latency is how far what comes out of an Aligner is behind what goes in: 32 ms.
const Latency timeline.Position = timeline.HopLen

const (
	// mostAdvance is how far a device can be moved forward. Two that are farther apart than twice as much are brought
	// together by moving all back.
	mostAdvance = float64(Latency) - taps/2
	// mostDelay is how far it can be moved back, and still be analysed.
	mostDelay = float64(tapeLen - frameLen - 2*int(Latency) - taps)
	// Moving all is put off until nobody speaks, from margin before there is no other way; then there is room again.
	margin = float64(5 * timeline.Millisecond)
	room   = 2 * margin
)

// Aligner brings the devices of a session onto one clock, hop by hop. One goroutine uses it at a time.
type Aligner struct {
	devices    []device
	of         []int // the device of each channel
	first      []int // the first channel of each device
	tapes      []tape
	frames     []frame
	pairs      []pair
	correlator *correlator
	pushed     int // samples
	edges      []edge
	groups     []int
	moves      []float64
	heard      [frameLen]float32
	scratch    [playLen]float32
}

// device is one of the devices of a session.
type device struct {
	advance float64 // by how many samples it is moved forward now
	rate    float64 // how fast that grows, in samples a sample
	drift   float64 // how fast it would if its source left its pace alone
	pace    float64 // of its source, now
	run     float64 // by how many samples that has moved its sound forward until now
	group   int     // the same of all that it is compared with
	jumps   int
}

// moved is by how many samples the device's sound was moved forward until now, by its source and here.
func (d *device) moved() float64 { return d.advance + d.run }

// New makes an Aligner for channels of at least two devices: devices[k] is the device of channel k, from 0 on without a
// gap. With one device there is nothing to align, and no Aligner is needed. Each channel takes 200 KB, and each two
// channels of different devices 140 KB more.
func New(devices []int) (*Aligner, error) {
	n := 0
	for slices.Contains(devices, n) {
		n++
	}
	for _, d := range devices {
		if d < 0 || d >= n {
			return nil, errors.New("align devices: they must be numbered from 0 without a gap")
		}
	}
	a := &Aligner{
		devices: make([]device, n), of: append([]int(nil), devices...),
		tapes: make([]tape, len(devices)), frames: make([]frame, len(devices)),
		correlator: newCorrelator(), groups: make([]int, n), moves: make([]float64, n), first: make([]int, n),
	}
	for k := range n {
		a.devices[k].group, a.first[k] = k, slices.Index(devices, k)
	}
	for k := range a.frames {
		a.frames[k].floor = unknownFloor
		for j := range k {
			if devices[j] != devices[k] {
				a.pairs = append(a.pairs, pair{first: j, second: k})
			}
		}
	}
	if len(a.pairs) == 0 {
		return nil, errors.New("align devices: there must be at least two")
	}
	a.edges = make([]edge, 0, len(a.pairs))
	return a, nil
}

// Push takes the next hop of the session and writes to dst the hop that began Latency earlier, each device moved to where
// it belongs. Both have as many channels as the Aligner and share no memory. The first hop to come out begins before the
// session and holds silence; the last comes out while what follows the session is pushed, as Unknown.
//
// It says whether what was learned about how the channels hear each other is void from dst on: a device lies elsewhere
// among the others than it did, or stays where it has run away until now. A device that is not moved passes unchanged, bit by bit. What
// is no number is silence.
func (a *Aligner) Push(dst, src *audio.Hop) (moved bool) {
	for k := range a.tapes {
		a.tapes[k].write(&src.Channels[k])
		if src.Channels[k].Unknown {
			a.interrupt(k)
		}
	}
	a.pushed += timeline.HopLen
	if a.pushed%step == 0 {
		moved = a.listen()
	}
	a.keepWithin(mostAdvance, mostAdvance-room)
	start := a.pushed - timeline.HopLen - int(Latency)
	a.pace(float64(start))
	dst.Start = src.Start - Latency
	for k := range a.tapes {
		d := &a.devices[a.of[k]]
		a.tapes[k].play(&dst.Channels[k], float64(start)+d.advance, 1+d.rate, &a.scratch)
	}
	for k := range a.devices {
		d := &a.devices[k]
		d.advance = max(d.advance+d.rate*timeline.HopLen, -mostDelay)
		d.run += d.pace * timeline.HopLen
	}
	return moved
}

// pace sets how fast devices are moved in the hop that begins at a position: as fast as they drift, less what their
// sources have done about that. What all that are compared do alike is left as it is: sources follow the session's clock.
func (a *Aligner) pace(start float64) {
	for k := range a.devices {
		d := &a.devices[k]
		d.pace = a.tapes[a.first[k]].pace(start + d.advance)
	}
	for k := range a.devices {
		d, sum, n := &a.devices[k], 0., 0.
		for j := range a.devices {
			if other := &a.devices[j]; other.group == d.group {
				sum += other.pace
				n++
			}
		}
		d.rate = d.drift - (d.pace - sum/n)
	}
}

// keepWithin moves all devices back, so that the foremost comes to lie at place, if it is beyond limit.
func (a *Aligner) keepWithin(limit, place float64) {
	foremost := 0.
	for k := range a.devices {
		d := &a.devices[k]
		foremost = max(foremost, d.advance+max(d.rate, 0)*timeline.HopLen)
	}
	if foremost <= limit {
		return
	}
	back := math.Ceil(foremost - place)
	for k := range a.devices {
		a.devices[k].advance -= back
	}
}
