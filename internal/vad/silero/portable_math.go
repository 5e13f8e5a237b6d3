package silero

import "math"

// exp is e to the x in float32, within 1e-6 of it, relatively. Arguments beyond ±80, where sigmoid and tanh have
// long arrived, count as ±80.
func exp(x float32) float32 {
	const (
		ln2High = 0x1.62e4p-1 // few bits, so that its product with a small whole number is exact
		ln2Low  = 1.42860677e-6
	)
	x = min(max(x, -80), 80)
	n := float32(math.Floor(float64(x*math.Log2E + .5)))
	r := x - n*ln2High - n*ln2Low
	// Taylor's series about 0; the first term left out is below 2e-8 of the result, for |r| <= ln 2 / 2.
	p := 1 + r*(1+r*(1./2+r*(1./6+r*(1./24+r*(1./120+r*(1./720))))))
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

func sigmoid(x float32) float32 { return 1 / (1 + exp(-x)) }

func tanh(x float32) float32 { return 1 - 2/(1+exp(2*x)) }
