package bleedtest

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// Convolve is x heard through an impulse response, as long as x.
func Convolve(x []float32, response []float64) []float32 {
	n := 1
	for n < 4*len(response) {
		n *= 2
	}
	fft := fourier.NewFFT(n)
	wave := make([]float64, n)
	copy(wave, response)
	h := fft.Coefficients(nil, wave)
	out, bin := make([]float32, len(x)), make([]complex128, len(h))
	block := n - len(response)
	for start := 0; start < len(x); start += block {
		clear(wave)
		for i, v := range x[start:min(start+block, len(x))] {
			wave[i] = float64(v)
		}
		fft.Coefficients(bin, wave)
		for i := range bin {
			bin[i] *= h[i] / complex(float64(n), 0)
		}
		fft.Sequence(wave, bin)
		for i, v := range wave[:min(n, len(x)-start)] {
			out[start+i] += float32(v)
		}
	}
	return out
}

// Mix lets the microphone of each of the channels hear the others through responses[own][other], so loud that each is heard
// there level dB louder than in their own microphone. A response that is nil is not heard.
func Mix(channels [][]float32, responses [][][]float64, level float64) [][]float32 {
	out := make([][]float32, len(channels))
	for k, own := range channels {
		out[k] = append([]float32(nil), own...)
		for j, other := range channels {
			if j == k || responses[k][j] == nil {
				continue
			}
			heard := Convolve(other, responses[k][j])
			gain := math.Sqrt(energy(other)/energy(heard)) * math.Pow(10, level/20)
			for i, v := range heard {
				out[k][i] += float32(gain) * v
			}
		}
	}
	return out
}

func energy(x []float32) float64 {
	sum := 1e-30
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum
}
