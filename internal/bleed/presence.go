package bleed

// When a channel gives a signal. One that does not is left out: as zeros it would ruin the others. Muting and noise
// gates give digital silence in ordinary pauses, and every change costs what was learned: hence the 10 s.
const (
	deadPower  = 1e-8 // of a frame, windowed: less than the last of 16 bits
	deadFrames = 625
	liveFrames = 3
)

// presence tells whether a channel gives a signal.
type presence struct {
	live  bool
	quiet int // frames in a row without
	loud  int // frames in a row with
}

// push takes the next frame and says whether the answer has changed.
func (p *presence) push(frame *[frameLen]float32) bool {
	p.quiet++
	p.loud++
	if dead(frame) {
		p.loud = 0
	} else {
		p.quiet = 0
	}
	was := p.live
	if was {
		p.live = p.quiet < deadFrames
	} else {
		p.live = p.loud >= liveFrames
	}
	return p.live != was
}

// dead says whether a frame holds no signal. Of nearly every one a few samples tell: it begins in the middle, where the
// window is.
func dead(frame *[frameLen]float32) bool {
	power := float32(0)
	for i := range frame {
		at := (i + frameLen/2) % frameLen
		v := frame[at] * window[at]
		power += v * v
		if power >= deadPower {
			return false
		}
	}
	return true
}
