// Package aligntest makes recordings by devices with clocks of their own.
package aligntest

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Skew is how the clock of a device differs from the right one.
type Skew struct {
	PPM   float64           // by how many parts in a million it is slow
	Delay timeline.Position // by how much it is late at the beginning; early if less than zero
}

// At is the right position of what the device has at position n.
func (s Skew) At(n float64) float64 { return (n - float64(s.Delay)) * (1 + s.PPM*1e-6) }

// Record is x, which the right clock counts, as the device records it; as long as x.
func (s Skew) Record(x []float32) []float32 {
	y := make([]float32, len(x))
	for n := range y {
		y[n] = Between(x, s.At(float64(n)))
	}
	return y
}

// Between is x between its samples, by a sinc under a Hann window; silence before its first and after its last.
func Between(x []float32, at float64) float32 {
	const reach = 64
	whole := int(math.Floor(at))
	part := at - float64(whole)
	if part == 0 {
		if whole < 0 || whole >= len(x) {
			return 0
		}
		return x[whole]
	}
	sum, sign := 0., 1. // the sines of all distances are the same but for their sign
	// The cosines of a window follow from the two before.
	hann, before, turn := math.Cos(math.Pi*(part+reach)/reach), math.Cos(math.Pi*(part+reach+1)/reach), 2*math.Cos(math.Pi/reach)
	for i := -reach; i <= reach; i++ {
		if k := whole + i; k >= 0 && k < len(x) {
			sum += sign * float64(x[k]) / (part - float64(i)) * (.5 + .5*hann)
		}
		hann, before = turn*hann-before, hann
		sign = -sign
	}
	return float32(sum * math.Sin(math.Pi*part) / math.Pi)
}
