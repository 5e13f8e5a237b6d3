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
	// leastJump is the least offset that is worth the restart of everything that was learned about the channels.
	leastJump = float64(4 * timeline.Millisecond)
	// ruinousDrift is a drift with which nothing can be learned about the channels.
	ruinousDrift = 10e-6
)

// Aligner brings the devices of a session onto one clock, hop by hop. One goroutine uses it at a time.
type Aligner struct {
	devices    []device
	of         []int // the device of each channel
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
	jumps   int
}

// New makes an Aligner for channels of at least two devices: devices[k] is the device of channel k, any number from 0 on.
// With one device there is nothing to align, and no Aligner is needed. It takes 140 KB for two channels of different
// devices, for any two that there are.
func New(devices []int) (*Aligner, error) {
	n := 0
	for _, d := range devices {
		if d < 0 || d >= len(devices) {
			return nil, errors.New("align devices: they must be numbered from 0")
		}
		n = max(n, d+1)
	}
	a := &Aligner{
		devices: make([]device, n), of: append([]int(nil), devices...),
		tapes: make([]tape, len(devices)), frames: make([]frame, len(devices)),
		correlator: newCorrelator(), groups: make([]int, n), moves: make([]float64, n),
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
// It says whether, from dst on, a device lies elsewhere among the others than it did, or stays where it ran away, so that
// what was learned about how they hear each other is void. A device that is not moved passes unchanged, bit by bit. What
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
	dst.Start = src.Start - Latency
	for k := range a.tapes {
		d := &a.devices[a.of[k]]
		a.tapes[k].play(&dst.Channels[k], float64(start)+d.advance, 1+d.rate, &a.scratch)
	}
	for k := range a.devices {
		d := &a.devices[k]
		d.advance = max(d.advance+d.rate*timeline.HopLen, -mostDelay)
	}
	return moved
}

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
			advance := a.devices[a.of[p.second]].advance - a.devices[a.of[p.first]].advance
			learned = p.add(a.correlator, by, a.frames, float64(end)/step, advance) || learned
		}
	}
	if !learned {
		return false
	}
	changed := a.follow()
	return a.jump() || changed
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

// follow sets how fast the devices are moved: as fast as they drift, and a little faster or slower to where they belong.
// It says whether some drifted apart so fast until now that nothing can have been learned of them.
func (a *Aligner) follow() (apart bool) {
	a.edges = a.edges[:0]
	for i := range a.pairs {
		if p := &a.pairs[i]; p.trust > 0 {
			a.edges = append(a.edges, edge{a.of[p.first], a.of[p.second], p.rate + p.lean(), p.trust})
		}
	}
	a.settle()
	for _, e := range a.edges {
		was := a.devices[e.second].rate - a.devices[e.first].rate
		apart = apart || math.Abs(a.moves[e.second]-a.moves[e.first]-was) > ruinousDrift
	}
	for k, rate := range a.moves {
		a.devices[k].rate = rate
	}
	return apart
}

// jump moves the devices if they are found far from where they belong.
func (a *Aligner) jump() (moved bool) {
	a.edges = a.edges[:0]
	for i := range a.pairs {
		p := &a.pairs[i]
		if behind, known := p.offset(); known {
			a.edges = append(a.edges, edge{a.of[p.first], a.of[p.second], behind, 1})
		}
	}
	if !a.agree() {
		return false
	}
	farthest := 0.
	for _, e := range a.edges {
		farthest = max(farthest, math.Abs(a.moves[e.second]-a.moves[e.first]))
	}
	if farthest <= leastJump {
		return false
	}
	for k, samples := range a.moves {
		a.moves[k] = math.Round(samples)
		a.devices[k].advance += a.moves[k]
		if a.moves[k] != 0 {
			a.devices[k].jumps++
		}
	}
	for i := range a.pairs {
		p := &a.pairs[i]
		p.move(a.moves[a.of[p.second]] - a.moves[a.of[p.first]])
	}
	a.keepWithin(mostAdvance-margin, mostAdvance-room)
	return true
}

// agree settles the moves by edges that agree, and says whether there are such. An edge that contradicts the others is
// left out if it is clear which one that is.
func (a *Aligner) agree() bool {
	for {
		a.settle()
		worst, second, at := 0., 0., 0
		for i, e := range a.edges {
			switch off := math.Abs(e.behind - (a.moves[e.second] - a.moves[e.first])); {
			case off > worst:
				worst, second, at = off, worst, i
			case off > second:
				second = off
			}
		}
		if worst <= leastJump {
			return true
		}
		if worst < 1.5*second {
			return false
		}
		a.edges = slices.Delete(a.edges, at, at+1)
	}
}

// settle sets moves to what the edges ask for.
func (a *Aligner) settle() {
	balance(a.moves, a.edges)
	group(a.groups, a.edges)
	centre(a.moves, a.groups)
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
