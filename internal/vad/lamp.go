package vad

// Lamp says at once, and unconfirmed, whether a channel's person is speaking. It is for eyes only: facts follow from
// Segmenter, a little later. The zero value is that of a channel before its first observation.
//
// It lights with the first hop that is likely speech, or that is 20 dB louder than those before and not ruled out: in
// quiet rooms the level tells of speech a hop or two before the model does, and a knock or click is ruled out. It goes
// out after three hops in a row, about 100 ms, that are unlikely to be speech: longer than most closures inside a
// word, so that it does not flicker.
type Lamp struct {
	lit    bool
	dark   int     // unlikely hops in a row
	before average // dBFS, of the loudest 8 ms of each of the hops before
}

const (
	lampOn    = .5
	lampOff   = .35
	lampHold  = 3   // hops
	lampRise  = 20. // dB, with which lampMaybe is enough
	lampMaybe = .02 // knocks have less
	lampSpan  = 8   // hops, 256 ms
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
	l.dark++
	p := o.Probability.Float()
	if p >= lampOff {
		l.dark = 0
	}
	switch {
	case p >= lampOn || p >= lampMaybe && rises:
		l.lit, l.dark = true, 0
	case l.dark >= lampHold:
		l.lit = false
	}
	if l.lit {
		return Speech
	}
	return Silent
}
