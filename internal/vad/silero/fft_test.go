package silero

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// The published model computes its spectrum by a convolution with a basis of cosines and sines.
func TestTheTransformEqualsTheConvolutionOfTheModel(t *testing.T) {
	basis := tensor(t, "stft.forward_basis_buffer")
	x := [inputLen]float32(vadtest.Join(vadtest.Voice(500, -20, 1), vadtest.Noise(140, -10, 2)))
	var mag [bins][frames]float32
	var z [points]quad
	newFFT().magnitudes(&mag, &z, &x)
	for k := range bins {
		for f := range frames {
			frame := x[f*frameStep:][:frameLen]
			want := math.Hypot(dot(basis[k*frameLen:], frame), dot(basis[(bins+k)*frameLen:], frame))
			if d := math.Abs(float64(mag[k][f]) - want); d > 2e-5 {
				t.Errorf("bin %d of frame %d = %v, want %v", k, f, mag[k][f], want)
			}
		}
	}
}

func BenchmarkSpectrum(b *testing.B) {
	f, x := newFFT(), [inputLen]float32(vadtest.Voice(inputLen, -20, 1))
	var mag [bins][frames]float32
	var z [points]quad
	for b.Loop() {
		f.magnitudes(&mag, &z, &x)
	}
}

// dot is the product of as many weights as x is long with x, in double precision.
func dot(w, x []float32) float64 {
	sum := 0.
	for i, v := range x {
		sum += float64(w[i]) * float64(v)
	}
	return sum
}

func tensor(t *testing.T, name string) []float32 {
	t.Helper()
	tensors, err := weights.Decode(weightsFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range tensors {
		if x.Name == name {
			return x.Data
		}
	}
	t.Fatalf("there is no tensor %s", name)
	return nil
}
