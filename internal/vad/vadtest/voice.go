package vadtest

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// vowel is the resonances of a mouth, Hz.
type vowel [3]float64

// Averages of men's vowels after Peterson and Barney (1952): heed, head, had, hod, hawed, who'd.
var vowels = [...]vowel{
	{270, 2290, 3010}, {530, 1840, 2480}, {660, 1720, 2410}, {730, 1090, 2440}, {570, 840, 2410}, {300, 870, 2240},
}

// bandwidths of the resonances, Hz.
var bandwidths = [3]float64{60, 90, 150}

const (
	syllable = 190 * timeline.Millisecond // five a second, as in ordinary talk
	hiss     = 60 * timeline.Millisecond  // a consonant like s at the start of every third
)

// Voice is babble without a pause that a detector takes for speech: glottal pulses with a melody through a mouth that
// moves from vowel to vowel, with a hiss now and then. Its loudness is level dBFS (RMS over all of it). The same seed
// gives the same voice.
func Voice(length timeline.Position, level float64, seed uint64) []float32 {
	r := newRandom(seed)
	out := make([]float32, 0, length)
	t := tract{target: vowels[0], now: vowels[0]}
	for n := 0; timeline.Position(len(out)) < length; n++ {
		t.target, t.pitch = vowels[r.intn(len(vowels))], 100+50*r.float()
		for i := range min(syllable, length-timeline.Position(len(out))) {
			at := float64(i) / float64(syllable)
			x := t.next(1+.01*r.normal()) * (.25 + .75*math.Sin(math.Pi*math.Sqrt(at)))
			if n%3 == 2 && i < hiss {
				x = .02 * r.normal()
			}
			out = append(out, float32(x))
		}
	}
	return SetLevel(out, level)
}

// tract is a glottis and a mouth.
type tract struct {
	target, now vowel
	pitch       float64 // Hz
	phase       float64 // of the glottis, 0 to 1
	before      float64
	mouth       [3]resonator
}

// next is one sample. The mouth is half way to its target after about 20 ms; the pulse is open for 60 % of its
// period (Rosenberg's shape), and is differentiated as lips do.
func (t *tract) next(jitter float64) float64 {
	t.phase += t.pitch * jitter / timeline.Rate
	t.phase -= math.Floor(t.phase)
	pulse := 0.
	switch {
	case t.phase < .4:
		pulse = .5 - .5*math.Cos(math.Pi*t.phase/.4)
	case t.phase < .6:
		pulse = math.Cos(math.Pi / 2 * (t.phase - .4) / .2)
	}
	x := pulse - t.before
	t.before = pulse
	for k := range t.mouth {
		t.now[k] += .002 * (t.target[k] - t.now[k])
		x = t.mouth[k].next(x, t.now[k], bandwidths[k])
	}
	return x
}

// resonator has two poles and a gain of 1 at 0 Hz.
type resonator struct{ y1, y2 float64 }

func (f *resonator) next(x, frequency, bandwidth float64) float64 {
	radius := math.Exp(-math.Pi * bandwidth / timeline.Rate)
	b, c := 2*radius*math.Cos(2*math.Pi*frequency/timeline.Rate), -radius*radius
	y := (1-b-c)*x + b*f.y1 + c*f.y2
	f.y1, f.y2 = y, f.y1
	return y
}
