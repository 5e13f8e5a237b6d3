// Package vadtest makes signals for tests of the detector: voices, noises, tones. Each is 16 kHz, nominally from -1 to
// 1, and always the same for the same arguments.
package vadtest

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Silence is digital silence: nothing but zeros.
func Silence(length timeline.Position) []float32 { return make([]float32, length) }

// Noise is white noise of level dBFS.
func Noise(length timeline.Position, level float64, seed uint64) []float32 {
	r := newRandom(seed)
	out := make([]float32, length)
	for i := range out {
		out[i] = float32(r.normal())
	}
	return SetLevel(out, level)
}

// Tone is a sine of level dBFS.
func Tone(length timeline.Position, hertz, level float64) []float32 {
	return Chord(length, level, hertz)
}

// Hum is what a bad cable picks up from the mains: 50 Hz and its odd harmonics, of level dBFS.
func Hum(length timeline.Position, level float64) []float32 {
	return Chord(length, level, 50, 150, 250, 350, 450)
}

// Chord is sines of equal strength, of level dBFS together.
func Chord(length timeline.Position, level float64, hertz ...float64) []float32 {
	out := make([]float32, length)
	for i := range out {
		for _, f := range hertz {
			out[i] += float32(math.Sin(2 * math.Pi * f * float64(i) / timeline.Rate))
		}
	}
	return SetLevel(out, level)
}

// Music is four chords over and over, half a second each, plucked: each dies away until the next.
func Music(length timeline.Position, level float64) []float32 {
	const chord = timeline.Second / 2
	chords := [...][3]float64{{220, 277.2, 329.6}, {146.8, 185, 220}, {164.8, 207.7, 246.9}, {220, 277.2, 329.6}}
	out := make([]float32, length)
	for i := range out {
		at := float64(timeline.Position(i)%chord) / timeline.Rate
		for _, f := range chords[timeline.Position(i)/chord%4] {
			for harmonic := 1.; harmonic <= 5; harmonic++ {
				out[i] += float32(math.Exp(-4*at) / harmonic * math.Sin(2*math.Pi*f*harmonic*at))
			}
		}
	}
	return SetLevel(out, level)
}

// SetLevel scales x in place to level dBFS (RMS over all of it) and returns it. Silence stays silence.
func SetLevel(x []float32, level float64) []float32 {
	power := 0.
	for _, v := range x {
		power += float64(v) * float64(v)
	}
	if power == 0 {
		return x
	}
	gain := float32(math.Pow(10, level/20) / math.Sqrt(power/float64(len(x))))
	for i := range x {
		x[i] *= gain
	}
	return x
}

// Clip cuts x in place at full scale and returns it.
func Clip(x []float32) []float32 {
	for i, v := range x {
		x[i] = min(max(v, -1), 1)
	}
	return x
}

// Mix is the sum of a and b, as long as a.
func Mix(a, b []float32) []float32 {
	out := append([]float32(nil), a...)
	for i := range min(len(a), len(b)) {
		out[i] += b[i]
	}
	return out
}

// Join is the parts one after the other.
func Join(parts ...[]float32) []float32 {
	var out []float32
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
