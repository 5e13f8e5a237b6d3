package silero

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/vad/silero/weights"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

func TestTheTransformEqualsTheConvolutionOfTheModel(t *testing.T) {
	x := [inputLen]float32(transformInput())
	var mag [bins][frames]float32
	var z [points]quad
	newFFT().magnitudes(&mag, &z, &x)
	compareWithConvolution(t, x[:], func(bin, frame int) float32 { return mag[bin][frame] })
}

func transformInput() []float32 {
	return vadtest.Join(vadtest.Voice(500, -20, 1), vadtest.Noise(140, -10, 2))
}

// compareWithConvolution compares magnitudes with those that the published model computes by a convolution with a
// basis of cosines and sines.
func compareWithConvolution(t *testing.T, x []float32, magnitude func(bin, frame int) float32) {
	t.Helper()
	basis := tensor(t, "stft.forward_basis_buffer")
	for k := range bins {
		for f := range frames {
			frame := x[f*frameStep:][:frameLen]
			want := math.Hypot(dot(basis[k*frameLen:], frame), dot(basis[(bins+k)*frameLen:], frame))
			if got := magnitude(k, f); !(math.Abs(float64(got)-want) <= 2e-5) {
				t.Errorf("bin %d of frame %d = %v, want %v", k, f, got, want)
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
