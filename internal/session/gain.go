package session

import "github.com/evenkeel/monitor/internal/timeline"

// gainWatch notices a microphone that sets its gain by itself: when its person has stopped and nobody else speaks, the
// noise of the room swells. Reverberation and noise gates do the opposite.
type gainWatch struct {
	spoke int     // hops of its person's speech, up to gainSpeech
	quiet int     // hops since anybody may have spoken
	early running // dBFS, of the noise soon after the speech, in this pause
	late  running // likewise, later in it
	rises running // dB, a pause each
}

const (
	gainSpeech = int(timeline.Second / 2 / timeline.HopLen) // before a pause, for the gain to settle
	// Noise is soon after speech and later in these hops: words and their echoes have ended, 0.3 to 0.5 s; gains that
	// recover have come far, 1.2 to 2 s.
	earlyFrom, earlyTo = 10, 16
	lateFrom, lateTo   = 38, 62
	gainMemory         = 10 // pauses
	gainEvidence       = 3  // pauses
	gainRise           = 6. // dB, in their mean
)

// push takes the next hop of the channel as it came in, and the probability that somebody else speaks.
func (w *gainWatch) push(g glimpse, other float64) {
	p := g.probability
	switch {
	case g.obs.Flags.Unobserved():
		*w = gainWatch{rises: w.rises}
	case p >= unlikely || other >= unlikely:
		w.endPause()
		if p >= surely && other < unlikely {
			w.spoke = min(w.spoke+1, gainSpeech)
		} else if other >= likely {
			w.spoke = 0 // its gain may have followed the other
		}
	default:
		w.quiet++
		switch {
		case w.quiet >= earlyFrom && w.quiet < earlyTo:
			w.early.push(g.level, earlyTo-earlyFrom)
		case w.quiet >= lateFrom && w.quiet < lateTo:
			w.late.push(g.level, lateTo-lateFrom)
		}
	}
}

// endPause takes what a pause told, if it was long enough.
func (w *gainWatch) endPause() {
	if w.quiet >= lateTo && w.spoke >= gainSpeech {
		w.rises.push(w.late.mean-w.early.mean, gainMemory)
	}
	if w.quiet >= earlyTo {
		w.spoke = 0
	}
	w.quiet, w.early, w.late = 0, running{}, running{}
}

// automatic says that the gain is not constant.
func (w *gainWatch) automatic() bool { return w.rises.n >= gainEvidence && w.rises.mean >= gainRise }
