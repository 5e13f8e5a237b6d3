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

// bin is where bin i is kept.
func (s *spectrum) bin(i int) bin {
	c := &s[i/lanes]
	return bin{&c.re[i%lanes], &c.im[i%lanes]}
}

// bin is where a complex number is kept.
type bin struct{ re, im *float32 }

// power is the mean squared magnitude of the bins from first up to, not including, end.
func (s *spectrum) power(first, end int) float64 {
	from, to := (first+lanes-1)/lanes, end/lanes
	var whole cell
	inner(&whole, s[from:to], s[from:to])
	sum := 0.
	for _, p := range whole.re {
		sum += float64(p)
	}
	for _, rest := range [][2]int{{first, from * lanes}, {to * lanes, end}} {
		for i := rest[0]; i < rest[1]; i++ {
			b := s.bin(i)
			sum += float64(*b.re**b.re + *b.im**b.im)
		}
	}
	return sum / float64(end-first)
}
