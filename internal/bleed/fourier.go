package bleed

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// window is what a frame is weighted with, before it is taken apart and after it is put together.
var window = func() (w [frameLen]float32) {
	for i := range w {
		w[i] = float32(math.Sqrt(.5 - .5*math.Cos(2*math.Pi*float64(i)/frameLen)))
	}
	return w
}()

// transform takes frames apart into bins and puts them together again.
type transform struct {
	fft  *fourier.FFT
	wave [frameLen]float64
	bin  [bins]complex128
}

func newTransform() *transform { return &transform{fft: fourier.NewFFT(frameLen)} }

// analyse writes the spectrum of a frame to s.
func (t *transform) analyse(s *spectrum, frame *[frameLen]float32) {
	for i, v := range frame {
		t.wave[i] = float64(v * window[i])
	}
	t.fft.Coefficients(t.bin[:], t.wave[:])
	s.load(t.bin[:])
}

// synthesise adds the frame of s to sum. Frames that nothing was done to add up to what they were taken from.
func (t *transform) synthesise(sum *[frameLen]float32, s *spectrum) {
	const gain = 2. / framesPerSample / frameLen // the squared window is one half on average, the transform not normalised
	s.store(t.bin[:])
	t.fft.Sequence(t.wave[:], t.bin[:])
	for i, v := range t.wave {
		sum[i] += float32(v*gain) * window[i]
	}
}
