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

// turn is exp(-2 pi i k / frameLen).
type turn struct{ re, im float32 }

var turns = func() (t [frameLen]turn) {
	for k := range t {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / frameLen)
		t[k] = turn{float32(cos), float32(-sin)}
	}
	return t
}()

// times is t multiplied with re + i im.
func (t turn) times(re, im float32) (float32, float32) { return t.re*re - t.im*im, t.re*im + t.im*re }

// numbers are the complex numbers of a transform.
type numbers struct{ re, im [half]float32 }

// transform takes frames apart into bins and puts them together again.
type transform struct{ a, b numbers }

func newTransform() *transform { return new(transform) }

// analyse writes the spectrum of a frame to s.
func (t *transform) analyse(s *spectrum, frame *[frameLen]float32) {
	z := &t.a
	for i := range half {
		z.re[i] = frame[2*i] * window[2*i]
		z.im[i] = frame[2*i+1] * window[2*i+1]
	}
	t.forward()
	first, last := s.bin(0), s.bin(half)
	*first.re, *first.im = z.re[0]+z.im[0], 0
	*last.re, *last.im = z.re[0]-z.im[0], 0
	for k := 1; k <= half/2; k++ { // the transforms of the even samples, and of the odd ones
		evenRe, evenIm := .5*(z.re[k]+z.re[half-k]), .5*(z.im[k]-z.im[half-k])
		oddRe, oddIm := turns[k].times(.5*(z.im[k]+z.im[half-k]), .5*(z.re[half-k]-z.re[k]))
		low, high := s.bin(k), s.bin(half-k)
		*low.re, *low.im = evenRe+oddRe, evenIm+oddIm
		*high.re, *high.im = evenRe-oddRe, oddIm-evenIm
	}
}

// synthesise adds the frame of s to sum. Frames that nothing was done to add up to what they were taken from.
func (t *transform) synthesise(sum *[frameLen]float32, s *spectrum) {
	z := &t.a // conjugate, so that the forward transform is the inverse one
	first, last := s.bin(0), s.bin(half)
	z.re[0], z.im[0] = .5*(*first.re+*last.re), -.5*(*first.re-*last.re)
	for k := 1; k <= half/2; k++ {
		low, high := s.bin(k), s.bin(half-k)
		evenRe, evenIm := .5*(*low.re+*high.re), .5*(*low.im-*high.im)
		back := turn{turns[k].re, -turns[k].im}
		oddRe, oddIm := back.times(.5*(*low.re-*high.re), .5*(*low.im+*high.im))
		z.re[k], z.im[k] = evenRe-oddIm, -(evenIm + oddRe)
		z.re[half-k], z.im[half-k] = evenRe+oddIm, evenIm-oddRe
	}
	t.forward()
	const gain = 2. / framesPerSample / half // the squared window is one half on average, the transform not normalised
	for i := range half {
		sum[2*i] += gain * z.re[i] * window[2*i]
		sum[2*i+1] -= gain * z.im[i] * window[2*i+1]
	}
}

// forward transforms a. After stage p the numbers are the transforms of every half/4^p-th, side by side (Stockham).
func (t *transform) forward() {
	from, to, n, side := &t.a, &t.b, half, 1
	for range stages {
		quarter := n / 4
		for p := range quarter {
			fourfold(to, from, side*p, side*quarter, side, &[3]turn{turns[2*side*p], turns[4*side*p], turns[6*side*p]})
		}
		from, to, n, side = to, from, quarter, side*4
	}
	for q := range half / 2 {
		a, b := turn{from.re[q], from.im[q]}, turn{from.re[q+half/2], from.im[q+half/2]}
		to.re[q], to.im[q] = a.re+b.re, a.im+b.im
		to.re[q+half/2], to.im[q+half/2] = a.re-b.re, a.im-b.im
	}
	if to != &t.a {
		t.a = t.b
	}
}
