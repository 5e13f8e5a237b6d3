package bleed

// A frame is taken apart into bins of 15.6 Hz. Neighbouring bins are computed side by side, as the lanes of a cell.
const (
	frameLen = 1024
	step     = 256 // from one frame to the next
	bins     = frameLen/2 + 1
	lanes    = 8
	cells    = (bins + lanes - 1) / lanes // the last has lanes that are no bins; they stay zero
)

// wide is a number in each lane.
type wide [lanes]float32

// cell is a complex number in each lane.
type cell struct {
	re, im wide
}

// spectrum is a frame of one channel.
type spectrum [cells]cell

// newSpectra makes n frames of silence.
func newSpectra(n int) []*spectrum {
	all := make([]*spectrum, n)
	for k := range all {
		all[k] = new(spectrum)
	}
	return all
}

// load takes the bins of a transform.
func (s *spectrum) load(bin []complex128) {
	for i, v := range bin {
		c := &s[i/lanes]
		c.re[i%lanes], c.im[i%lanes] = float32(real(v)), float32(imag(v))
	}
}

// store gives the bins to a transform.
func (s *spectrum) store(bin []complex128) {
	for i := range bin {
		c := &s[i/lanes]
		bin[i] = complex(float64(c.re[i%lanes]), float64(c.im[i%lanes]))
	}
}

// power is the mean squared magnitude of the bins from first up to, not including, end.
func (s *spectrum) power(first, end int) float64 {
	sum := 0.
	for i := first; i < end; i++ {
		c := &s[i/lanes]
		re, im := float64(c.re[i%lanes]), float64(c.im[i%lanes])
		sum += re*re + im*im
	}
	return sum / float64(end-first)
}
