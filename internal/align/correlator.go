package align

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

const (
	frameLen = 4096 // samples that are correlated at once: 256 ms
	step     = 1024 // from one frame to the next
	// Bins that are correlated, 200 to 4000 Hz, and those that tell how loud a frame is, 300 to 3400 Hz.
	bandFirst, bandEnd   = 52, 1025
	levelFirst, levelEnd = 77, 871
	bandLen              = bandEnd - bandFirst
)

// angle is by how much a delay of one sample turns the phase from one bin to the next.
const angle = 2 * math.Pi / frameLen

var window = func() (w [frameLen]float64) {
	for i := range w {
		w[i] = math.Sqrt(.5 - .5*math.Cos(2*math.Pi*float64(i)/frameLen))
	}
	return w
}()

// spectrum is a frame, or what two have in common, in the bins of the band.
type spectrum [bandLen]complex128

// correlator transforms frames and finds the lags at which two are most alike.
type correlator struct {
	fft  *fourier.FFT
	wave [frameLen]float64
	bin  [frameLen/2 + 1]complex128
	work spectrum

	drifts [driftsKept]drift // room to sort them in
}

func newCorrelator() *correlator { return &correlator{fft: fourier.NewFFT(frameLen)} }

// analyse writes the spectrum of a frame to s, as if it began a part of a sample later, and returns its mean power in the
// range of speech.
func (c *correlator) analyse(s *spectrum, frame []float32, part float64) (power float64) {
	for i, v := range frame[:frameLen] {
		c.wave[i] = float64(v) * window[i]
	}
	c.fft.Coefficients(c.bin[:], c.wave[:])
	for _, v := range c.bin[levelFirst:levelEnd] {
		power += square(v)
	}
	copy(s[:], c.bin[bandFirst:bandEnd])
	s.turn(part)
	return power / (levelEnd - levelFirst)
}

// turn moves what s is the spectrum of earlier by a number of samples.
func (s *spectrum) turn(samples float64) {
	if samples == 0 {
		return
	}
	phase, next := turning(bandFirst*angle*samples), turning(angle*samples)
	for i := range s {
		s[i] *= phase
		phase *= next
	}
}

func turning(phase float64) complex128 {
	sin, cos := math.Sincos(phase)
	return complex(cos, sin)
}

func square(v complex128) float64 { return real(v)*real(v) + imag(v)*imag(v) }

// peak is where two signals are most alike.
type peak struct {
	lag   float64 // samples by which the second is behind the first
	sharp float64 // height over the mean (rms) of all lags
}

// find finds the highest peak of a cross-spectrum among lags from first to last.
func (c *correlator) find(s *spectrum, first, last int) peak {
	clear(c.bin[:])
	copy(c.bin[bandFirst:], s[:])
	c.fft.Sequence(c.wave[:], c.bin[:])
	sum := 0.
	for _, v := range c.wave {
		sum += v * v
	}
	best := first
	for lag := first; lag <= last; lag++ {
		if c.at(lag) > c.at(best) {
			best = lag
		}
	}
	rms := math.Sqrt(sum / frameLen)
	if !(rms > 0) {
		return peak{}
	}
	return peak{s.summit(float64(best)), c.at(best) / rms}
}

func (c *correlator) at(lag int) float64 { return c.wave[lag&(frameLen-1)] }

// summit is the top of the peak near lag, by Newton's method on the correlation itself.
func (s *spectrum) summit(lag float64) float64 {
	at := lag
	for range 4 {
		slope, bend := s.slope(at)
		if bend >= 0 {
			return lag
		}
		at -= slope / bend
		if !(math.Abs(at-lag) <= 1) {
			return lag
		}
	}
	return at
}

// slope is the first and the second derivative of the correlation at lag.
func (s *spectrum) slope(lag float64) (slope, bend float64) {
	phase, next := turning(bandFirst*angle*lag), turning(angle*lag)
	for i, v := range s {
		w, z := angle*float64(bandFirst+i), v*phase
		slope -= w * imag(z)
		bend -= w * w * real(z)
		phase *= next
	}
	return slope, bend
}

// lag is by how much the second of two channels is behind the first.
func (c *correlator) lag(cross *spectrum) peak {
	for i, x := range cross {
		c.work[i] = x * complex(1/(math.Sqrt(square(x))+tiny), 0)
	}
	return c.find(&c.work, -farthest, farthest)
}

// shift is by how much the second channel has fallen behind the first since an older block, from first to last.
func (c *correlator) shift(b, older *block, first, last int) peak {
	for i, v := range b.cross {
		o := older.cross[i]
		x := complex128(v * complex(real(o), -imag(o)))
		c.work[i] = x * complex(1/(math.Sqrt(math.Sqrt(square(x)))+tiny), 0)
	}
	return c.find(&c.work, first, last)
}
