package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// A person's own voice is lost when it is taken for bleed: it is louder than everybody else's by lossLead, both as it is
// and over its own noise, and yet reduced by lossReduction in the last two seconds of such talk. Voices that are not lost are
// reduced by 1 dB, seldom 1.5; one that was taken for another's, or shared out among them when learning began while several
// talked at once, by 2 to 5 dB: its loud parts stay.
const (
	lossLead      = 6  // dB
	lossReduction = 2  // dB
	lossLoud      = 12 // dB over the noise, so that it is a voice
	lossMemory    = int(2 * timeline.Second / step)
	// heldFall is by how much, in dB a frame, sound fades in a room at the slowest: 60 dB in a second. A microphone that
	// is near to nobody goes on hearing a voice that its own microphone no longer hears.
	heldFall = 60 * float64(step) / timeline.Rate
	// lossSpan is the time, in frames, in which a second loss means that the channels cannot be separated. After that
	// nothing is restarted for this reason until it has passed.
	lossSpan = int(60 * timeline.Second / step)
)

// lossWatch notices when a voice is lost.
type lossWatch struct {
	voices [MaxSeparated]voice
}

// voice is what is known of one live channel.
type voice struct {
	floor      float64 // dB, of the noise
	loud       float64 // dB, now
	held       float64 // dB, what may still fade in the room
	raw, clean average // power of the talk lately in which it led
	lost       [2]int  // frames since it was lost last, and before that; 0 for never
}

const unknownFloor = 1e9

func (w *lossWatch) restart() {
	*w = lossWatch{}
	for k := range w.voices {
		w.voices[k].floor, w.voices[k].held = unknownFloor, -unknownFloor
	}
}

// forget forgets how the voices were reduced.
func (w *lossWatch) forget() {
	for k := range w.voices {
		w.voices[k].raw, w.voices[k].clean = average{}, average{}
	}
}

// push takes the newest level of the voice.
func (v *voice) push(l level) {
	v.loud = decibels(l.raw + quietest)
	v.held = max(v.loud, v.held-heldFall)
	if v.loud < v.floor {
		v.floor = .7*min(v.floor, v.loud+30) + .3*v.loud
	} else {
		v.floor += .01
	}
	for i := range v.lost {
		if v.lost[i] > 0 {
			v.lost[i]++
		}
	}
}

// hopeless says that the voice was lost twice within a minute.
func (v *voice) hopeless() bool { return v.lost[1] > 0 && v.lost[1] < lossSpan }

// over is by how much the voice is above its noise.
func (v *voice) over() float64 { return v.loud - v.floor }

// leads says whether v is louder than o, by far.
func (v *voice) leads(o *voice) bool {
	return v.loud >= o.held+lossLead && v.over() >= o.held-o.floor+lossLead
}

// talk takes the level of a frame in which the voice led, and says whether it is lost.
func (v *voice) talk(l level) bool {
	v.raw.push(l.raw, lossMemory)
	v.clean.push(l.clean, lossMemory)
	if v.raw.n < lossMemory || v.hopeless() || (level{v.raw.mean, v.clean.mean}).reduction() < lossReduction {
		return false
	}
	v.lost[1], v.lost[0] = v.lost[0], 1
	return true
}

// push takes the newest level of each live channel and says whether a voice is lost.
func (w *lossWatch) push(now []level) bool {
	for _, l := range now {
		if !l.known() {
			return false
		}
	}
	for k, l := range now {
		w.voices[k].push(l)
	}
	k := w.leader(len(now))
	return k >= 0 && w.voices[k].talk(now[k])
}

// leader is the channel whose voice is louder than all others; -1 if there is none.
func (w *lossWatch) leader(n int) int {
	best := 0
	for k := range n {
		if w.voices[k].loud > w.voices[best].loud {
			best = k
		}
	}
	v := &w.voices[best]
	for k := range n {
		if k != best && !v.leads(&w.voices[k]) {
			return -1
		}
	}
	if v.over() < lossLoud {
		return -1
	}
	return best
}
