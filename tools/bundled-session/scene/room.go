package scene

import (
	"math"
	"math/rand/v2"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/tools/bundled-session/plan"
)

// Rooms adds to each channel the room of its speaker: independent noise and mains hum, so that no channel is ever
// digitally silent. The same seed gives the same noise.
func Rooms(channels [2][]float32, speakers [2]plan.Speaker, seed uint64) {
	for ch, s := range speakers {
		addNoise(channels[ch], s.Noise, rand.NewPCG(seed, uint64(ch)))
		addHum(channels[ch], s.Hum, s.HumHz)
	}
}

// addNoise adds noise of the given level in dBFS that falls by 6 dB an octave above 800 Hz, as the air and the walls of
// a quiet room do.
func addNoise(pcm []float32, level float64, src *rand.PCG) {
	pole := math.Exp(-2 * math.Pi * 800 / timeline.Rate)
	gain := math.Pow(10, level/20) * math.Sqrt((1+pole)/(1-pole)) // the filter keeps (1-pole)/(1+pole) of the power
	y := 0.0
	for i := range pcm {
		y = float64(pole*y) + float64((1-pole)*gaussian(src))
		pcm[i] += float32(gain * y)
	}
}

// gaussian is a normally distributed number, near enough: the sum of twelve uniform ones less six. It is spelled out
// here because the noise must stay the same whatever the library's generator does.
func gaussian(src *rand.PCG) float64 {
	sum := -6.0
	for range 12 {
		sum += float64(src.Uint64()>>11) / (1 << 53)
	}
	return sum
}

// addHum adds the fundamental and, 6 dB softer, its octave.
func addHum(pcm []float32, level, hz float64) {
	amplitude := math.Pow(10, level/20) * math.Sqrt2
	for i := range pcm {
		phase := 2 * math.Pi * hz * float64(i) / timeline.Rate
		pcm[i] += float32(amplitude * (math.Sin(phase) + math.Sin(2*phase)/2))
	}
}
