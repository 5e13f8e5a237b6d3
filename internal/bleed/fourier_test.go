package bleed

import (
	"fmt"
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

func TestTheTransformIsTheSameInAssembly(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var z, to, to2 numbers
	for i := range half {
		z.re[i], z.im[i] = float32(r.NormFloat64()), float32(r.NormFloat64())
	}
	same := func(name string, a, b *numbers) {
		t.Helper()
		for i := range half {
			if d := math.Hypot(float64(a.re[i]-b.re[i]), float64(a.im[i]-b.im[i])); !(d < 1e-5) {
				t.Errorf("%s: number %d is %g off", name, i, d)
			}
		}
	}
	for stage := range stages {
		fourfold(&to, &z, stage)
		fourfoldPortable(&to2, &z, stage)
		same(fmt.Sprintf("stage %d", stage), &to, &to2)
	}
	to, to2 = z, z
	twofold(&to)
	twofoldPortable(&to2)
	same("the last stage", &to, &to2)

	frame := randomFrame()
	weigh(&to, frame)
	weighPortable(&to2, frame)
	same("weigh", &to, &to2)

	var s, s2 spectrum
	divide(&s, &z)
	dividePortable(&s2, &z)
	if d := apart(s[:], s2[:]); !(d < 1e-5) {
		t.Errorf("divide: %g off", d)
	}
	*s.bin(half).re = 3
	unite(&to, &s)
	unitePortable(&to2, &s)
	same("unite", &to, &to2)

	sum, sum2 := *frame, *frame
	overlap(&sum, &z)
	overlapPortable(&sum2, &z)
	for i := range sum {
		if d := math.Abs(float64(sum[i] - sum2[i])); !(d < 1e-6) {
			t.Errorf("overlap: sample %d is %g off", i, d)
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

func apart(a, b []cell) (worst float64) {
	for i := range a {
		for l := range lanes {
			worst = max(worst, math.Abs(float64(a[i].re[l]-b[i].re[l])), math.Abs(float64(a[i].im[l]-b[i].im[l])))
		}
	}
	return worst
}
