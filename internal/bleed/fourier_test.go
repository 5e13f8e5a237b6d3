package bleed

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestASpectrumIsTheFourierTransformOfTheWindowedFrame(t *testing.T) {
	frame, s := randomFrame(), newSpectra(1)[0]
	newTransform().analyse(s, frame)
	for k := range bins {
		re, im := 0., 0.
		for i, v := range frame {
			sin, cos := math.Sincos(-2 * math.Pi * float64(k) * float64(i) / frameLen)
			re += float64(v*window[i]) * cos
			im += float64(v*window[i]) * sin
		}
		got := s.bin(k)
		if d := math.Hypot(float64(*got.re)-re, float64(*got.im)-im); d > 1e-5*math.Sqrt(frameLen) {
			t.Errorf("bin %d is %g + %gi, want %g + %gi", k, *got.re, *got.im, re, im)
		}
	}
}

func TestFramesThatNothingWasDoneToAddUpToTheSound(t *testing.T) {
	frame, s, sum := randomFrame(), newSpectra(1)[0], new([frameLen]float32)
	tr := newTransform()
	tr.analyse(s, frame)
	for range framesPerSample { // as if all frames that a sample is in were this one
		tr.synthesise(sum, s)
	}
	for i, v := range frame {
		if want := 2 * v * window[i] * window[i]; math.Abs(float64(sum[i]-want)) > 1e-5 {
			t.Fatalf("sample %d is %g, want %g", i, sum[i], want)
		}
	}
}

func TestTheFourfoldStepIsTheSameInAssembly(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var from, a, b numbers
	for i := range half {
		from.re[i], from.im[i] = float32(r.NormFloat64()), float32(r.NormFloat64())
	}
	w := [3]turn{turns[3], turns[6], turns[9]}
	fourfold(&a, &from, 16, 64, 16, &w)
	fourfoldPortable(&b, &from, 16, 64, 16, &w)
	for i := range half {
		if d := math.Hypot(float64(a.re[i]-b.re[i]), float64(a.im[i]-b.im[i])); d > 1e-5 {
			t.Errorf("number %d is %g off", i, d)
		}
	}
}

func randomFrame() *[frameLen]float32 {
	r, frame := rand.New(rand.NewPCG(5, 6)), new([frameLen]float32)
	for i := range frame {
		frame[i] = float32(r.NormFloat64())
	}
	return frame
}
