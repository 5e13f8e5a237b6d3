package audio

import "math"

// KaiserWindow is the Kaiser window of the given beta at u from -1 to 1, outside of which it is zero.
//
// J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974.
func KaiserWindow(u, beta float64) float64 {
	if u <= -1 || u >= 1 {
		return 0
	}
	return besselI0(beta*math.Sqrt(1-u*u)) / besselI0(beta)
}

// kaiserBeta is the window's beta for a stop-band attenuation in dB, which must be above 50.
func kaiserBeta(attenuation float64) float64 { return 0.1102 * (attenuation - 8.7) }

// kaiserTaps is how many taps reach the attenuation in dB across a transition band of width, in cycles a sample.
func kaiserTaps(attenuation, width float64) float64 {
	return (attenuation-7.95)/(2.285*2*math.Pi*width) + 1
}

// besselI0 is the modified Bessel function of the first kind and order zero, by its power series.
func besselI0(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*1e-17; k++ {
		term *= (x / (2 * k)) * (x / (2 * k))
		sum += term
	}
	return sum
}

// Sinc is sin(pi t)/(pi t), exactly zero at whole t other than zero.
func Sinc(t float64) float64 {
	switch {
	case t == 0:
		return 1
	case t == math.Trunc(t):
		return 0
	}
	return math.Sin(math.Pi*t) / (math.Pi * t)
}
