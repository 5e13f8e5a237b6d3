package vadtest

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Cough is times coughs in a row, 350 ms each: air that bursts out within a few milliseconds, hisses on through the mouth
// and dies away. Its loudness is level dBFS (RMS over all of it).
func Cough(times int, level float64, seed uint64) []float32 {
	const length, burst = 350 * timeline.Millisecond, 40 * timeline.Millisecond
	r := newRandom(seed)
	var out []float32
	for range times {
		m := vowel{450 + 150*r.float(), 1200 + 400*r.float(), 2600}
		mouth := [3]resonator{}
		for i := range length {
			at := float64(i) / timeline.Rate
			loud := .35 * math.Exp(-at/.07)
			if i < burst {
				loud = min(1, float64(i)/(3*float64(timeline.Millisecond)))
			}
			x := r.normal() * loud
			y := 0.
			for k := range mouth {
				y += mouth[k].next(x, m[k], 5*bandwidths[k])
			}
			out = append(out, float32(.7*y+.3*x))
		}
	}
	return SetLevel(out, level)
}

// Laughter is calls of "ha" in a row, five a second, each breath first and voice then; higher than talk, and falling.
// Its loudness is level dBFS (RMS over all of it).
func Laughter(calls int, level float64, seed uint64) []float32 {
	const length, breath, voice = 200 * timeline.Millisecond, 60 * timeline.Millisecond, 100 * timeline.Millisecond
	r := newRandom(seed)
	t := tract{target: vowels[3], now: vowels[3]}
	high := 220 + 80*r.float()
	var out []float32
	for n := range calls {
		fall := float64(n) / float64(max(calls, 6))
		t.pitch = high * (1 - .3*fall)
		for i := range length {
			x := 0.
			at := float64(i-breath) / float64(voice)
			switch pulse := t.next(1 + .02*r.normal()); {
			case i < breath:
				x = .03 * r.normal()
			case at < 1:
				x = pulse*math.Sin(math.Pi*at) + .01*r.normal()
			}
			out = append(out, float32(x*(1-.6*fall)))
		}
	}
	return SetLevel(out, level)
}
