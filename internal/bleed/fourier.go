package bleed

import "math"

// The discrete Fourier transform of real frames, in single precision: half of the time of separating went into one for
// frames of any length in double precision. Two samples of a frame are one complex number, so that a transform of half as
// many does.
const (
	half   = frameLen / 2
	stages = 4 // of radix 4, after which one of radix 2 is left
)

// window is what a frame is weighted with, before it is taken apart and after it is put together.
var window = func() (w [frameLen]float32) {
	for i := range w {
		w[i] = float32(math.Sqrt(.5 - .5*math.Cos(2*math.Pi*float64(i)/frameLen)))
	}
	return w
}()

// back is what a frame that is put together is weighted with, as real and imaginary parts come by turns: of what was
// transformed back by the forward transform the imaginary parts have the wrong sign. The squared window is one half on
// average, and the transform is not normalised.
var back = func() (w [frameLen]float32) {
	const gain = 2. / framesPerSample / half
	for i := range w {
		w[i] = gain * window[i] * float32(1-2*(i%2))
	}
	return w
}()

// turns are exp(-2 pi i k / frameLen) for k below half, of which the real parts and the imaginary ones are apart.
var turns = func() (t numbers) {
	for k := range half {
		t.re[k], t.im[k] = turned(k)
	}
	return t
}()

func turned(k int) (re, im float32) {
	sin, cos := math.Sincos(2 * math.Pi * float64(k) / frameLen)
	return float32(cos), float32(-sin)
}

// numbers are the complex numbers of a transform.
type numbers struct{ re, im [half]float32 }

// twiddles are what a stage of radix 4 multiplies its outputs 1 to 3 with, for each of its transforms of four.
type twiddles [3]struct{ re, im [half / 4]float32 }

// stageTwiddles are those of each stage: exp(-2 pi i p j / n), where p is which transform of n numbers it is part of.
var stageTwiddles = func() (all [stages]twiddles) {
	for s, side := 0, 1; s < stages; s, side = s+1, side*4 {
		for i := range half / 4 {
			for j := range all[s] {
				all[s][j].re[i], all[s][j].im[i] = turned(2 * (j + 1) * (i / side * side))
			}
		}
	}
	return all
}()

// transform takes frames apart into bins and puts them together again.
type transform struct{ a, b numbers }

func newTransform() *transform { return new(transform) }

// analyse writes the spectrum of a frame to s.
func (t *transform) analyse(s *spectrum, frame *[frameLen]float32) {
	weigh(&t.a, frame)
	t.forward()
	divide(s, &t.a)
	last := s.bin(half)
	*last.re, *last.im = t.a.re[0]-t.a.im[0], 0
}

// synthesise adds the frame of s to sum. Frames that nothing was done to add up to what they were taken from.
func (t *transform) synthesise(sum *[frameLen]float32, s *spectrum) {
	unite(&t.a, s)
	first, last := s.bin(0), s.bin(half)
	t.a.re[0], t.a.im[0] = .5*(*first.re+*last.re), -.5*(*first.re-*last.re)
	t.forward()
	overlap(sum, &t.a)
}

// forward transforms a. After stage p the numbers are the transforms of every half/4^p-th, side by side (Stockham).
func (t *transform) forward() {
	for s := 0; s < stages; s += 2 {
		fourfold(&t.b, &t.a, s)
		fourfold(&t.a, &t.b, s+1)
	}
	twofold(&t.a)
}
