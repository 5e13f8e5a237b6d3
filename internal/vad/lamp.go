package vad

// Lamp says at once, and unconfirmed, whether a channel's person is speaking. It is for eyes only: facts follow from
// Segmenter, a little later. The zero value is that of a channel before its first observation.
//
// It lights with the first hop that is likely speech, or that is 20 dB louder than those before and not ruled out: in
// quiet rooms the level tells of speech a hop or two before the model does, and a knock or click is ruled out. It goes
// out with the first hop that is unlikely to be speech, or 28 dB softer than the speech before: the model is late there.
// Holding it longer made it agree less with who turns out to have spoken, and it hardly flickered less.
type Lamp struct {
	before average // dBFS, of the loudest 8 ms of each of the hops before
	speech average // likewise, of those that surely held speech
}

const (
	lampOn    = .5
	lampRise  = 20. // dB, with which lampMaybe is enough
	lampMaybe = .02 // knocks have less
	lampFall  = 28. // dB
	lampSpan  = 8   // hops, 256 ms
	voiceSpan = 16  // hops, 512 ms
)

// Push takes the channel's next observation and returns what to show.
func (l *Lamp) Push(o Observation) Activity {
	if o.Flags.Unobserved() {
		*l = Lamp{}
		return Unobserved
	}
	level := o.loudest().DBFS()
	rises := l.before.n > 0 && level >= l.before.mean+lampRise
	l.before.push(level, lampSpan)
	p := o.Probability.Float()
	if p >= surelySpeech {
		l.speech.push(level, voiceSpan)
	}
	falls := l.speech.n > 0 && level < l.speech.mean-lampFall
	if p >= lampOn && !falls || p >= lampMaybe && rises {
		return Speech
	}
	return Silent
}
