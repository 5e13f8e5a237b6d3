package align

import "math"

// What makes a frame one person's speech, in dB over the noise of each microphone.
const (
	heardOver  = 3  // it is heard
	loudOver   = 12 // its person speaks
	leadOver   = 3  // and no other: louder than all others by
	activeOver = 6  // somebody may be speaking
)

const (
	deadPower    = 4e-8 // of a frame: less than the last of 16 bits
	unknownFloor = 1e9
	floorRise    = .04 // dB a frame
)

// frame is the newest frame of a channel.
type frame struct {
	bins  spectrum
	floor float64 // dB, of the noise
	over  float64 // dB over the noise
	sound bool    // known, and not digital silence
}

// weigh takes the power of the frame that was just analysed.
func (f *frame) weigh(power float64) {
	f.sound = power >= deadPower
	if !f.sound {
		return
	}
	loud := 10 * math.Log10(power)
	if loud < f.floor {
		f.floor = .7*min(f.floor, loud+30) + .3*loud
	} else {
		f.floor += floorRise
	}
	f.over = loud - f.floor
}

// speaker is the channel whose person alone speaks; -1 where that is not clear.
func speaker(frames []frame) int {
	best := -1
	for k := range frames {
		if f := &frames[k]; f.sound && (best < 0 || f.over > frames[best].over) {
			best = k
		}
	}
	if best < 0 || frames[best].over <= loudOver {
		return -1
	}
	for k := range frames {
		if f := &frames[k]; k != best && f.sound && f.over > frames[best].over-leadOver {
			return -1
		}
	}
	return best
}

// quiet says that nobody is heard to speak.
func quiet(frames []frame) bool {
	for k := range frames {
		if frames[k].sound && frames[k].over > activeOver {
			return false
		}
	}
	return true
}
