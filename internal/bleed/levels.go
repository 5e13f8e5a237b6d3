package bleed

import "math"

// Bins that tell how loud a frame is, broadband and in the range of speech: 200 to 6000 Hz and 300 to 3400 Hz.
const (
	bandFirst, bandEnd   = 12, 384
	levelFirst, levelEnd = 19, 217
)

// quietest is a power far below that of any signal, so that silence has a level.
const quietest = 1e-10 * frameLen / 2

func decibels(power float64) float64 { return 10 * math.Log10(power) }

// level is the power of a channel in the range of speech, raw and cleaned. Both are below zero when it is not known.
type level struct {
	raw, clean float64
}

var unknownLevel = level{-1, -1}

func (l level) known() bool { return l.raw >= 0 }

// reduction is by how many dB cleaning has reduced the power.
func (l level) reduction() float64 { return decibels((l.raw + quietest) / (l.clean + quietest)) }

// below says whether as much as is heard may be bleed of o, which is heard louder. Where nothing is known it may.
func (l level) below(o level) bool { return !l.known() || o.raw > 2*l.raw }

// What the detector says of the hop that came out last speaks of a time 40 ms before: of the frames of this age, when the
// newest, whose middle is the end of the hop that went in less half a frame, has age 0.
const (
	answeredFirst = 5
	answeredLast  = 6
	levelFrames   = answeredLast + 1
)

// levels are those of the newest frames of a channel.
type levels struct {
	ring [levelFrames]level
	n    int
}

// push takes the next frame and returns its level. That of a spoiled frame is not known.
func (l *levels) push(raw, clean *spectrum, spoiled bool) level {
	now := unknownLevel
	if !spoiled {
		now = level{raw.power(levelFirst, levelEnd), clean.power(levelFirst, levelEnd)}
	}
	l.ring[l.n%levelFrames] = now
	l.n++
	return now
}

// hear takes a frame that is not separated: its power as it rises to higher frequencies, which hum has no part in.
func (l *levels) hear(samples []float32, spoiled bool) {
	now := unknownLevel
	if !spoiled {
		power := float32(0)
		for i, v := range samples[1:] {
			d := v - samples[i]
			power += d * d
		}
		now = level{float64(power), float64(power)}
	}
	l.ring[l.n%levelFrames] = now
	l.n++
}

// answered is the level over the frames that the detector's answer to the hop that came out last speaks of.
func (l *levels) answered() level {
	a, b := l.aged(answeredFirst), l.aged(answeredLast)
	if !a.known() || !b.known() {
		return unknownLevel
	}
	return level{a.raw + b.raw, a.clean + b.clean}
}

// aged is the level of the frame that came age frames before the newest.
func (l *levels) aged(age int) level {
	if age >= l.n {
		return unknownLevel
	}
	return l.ring[(l.n-1-age)%levelFrames]
}
