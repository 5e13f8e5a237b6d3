package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// A person's own voice is lost when it is taken for bleed: it is louder than everybody else's by lossLead, both as it is
// and over its own noise, and yet reduced by more than lossReduction, in most of the last second or two of talk.
const (
	lossLead      = 6  // dB
	lossReduction = 6  // dB
	lossLoud      = 12 // dB over the noise, so that it is a voice
	lossShare     = .8 // of the talk: after 1.6 s without a pause
	lossMemory    = float64(timeline.Second / step)
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
	floor float64 // dB, of the noise
	loud  float64 // dB, now
	gone  float64 // share of the talk lately in which it led and was reduced
	lost  [2]int  // frames since it was lost last, and before that; 0 for never
}

func (w *lossWatch) restart() {
	*w = lossWatch{}
	for k := range w.voices {
		w.voices[k].floor = unknownFloor
	}
}

const unknownFloor = 1e9

// push takes the newest level of the next voice.
func (v *voice) push(l level) {
	v.loud = decibels(l.raw + quietest)
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

// over is by how much v is above its noise.
func (v *voice) over() float64 { return v.loud - v.floor }

// hopeless says that the voice was lost twice within a minute.
func (v *voice) hopeless() bool { return v.lost[1] > 0 && v.lost[1] < lossSpan }

// push takes the newest level of each live channel and says whether a voice is lost.
func (w *lossWatch) push(now []level) bool {
	for k, l := range now {
		if !l.known() {
			return false
		}
		w.voices[k].push(l)
	}
	k := w.leader(len(now))
	if k < 0 {
		return false
	}
	for j := range now {
		gone := j == k && now[k].reduction() > lossReduction
		w.voices[j].gone += (share(gone) - w.voices[j].gone) / lossMemory
	}
	v := &w.voices[k]
	if v.gone < lossShare || v.hopeless() {
		return false
	}
	v.lost[1], v.lost[0], v.gone = v.lost[0], 1, 0
	return true
}

// leader is the channel whose voice is louder than all others; -1 if there is none.
func (w *lossWatch) leader(n int) int {
	best := 0
	for k := range n {
		if w.voices[k].over() > w.voices[best].over() {
			best = k
		}
	}
	v := &w.voices[best]
	for k := range n {
		if o := &w.voices[k]; k != best && (v.over() < o.over()+lossLead || v.loud < o.loud+lossLead) {
			return -1
		}
	}
	if v.over() < lossLoud {
		return -1
	}
	return best
}
