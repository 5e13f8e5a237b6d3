package bleed

const (
	tiny = 1e-12 // keeps divisors and logarithms away from zero
	huge = 1e20  // squares beyond are on their way to infinity
)

// sane says whether nothing went wrong in any bin. It is quick, and may say no in vain.
func (m *moment) sane() bool {
	sum := float32(0)
	for l, g := range m.gain {
		if !(g >= 0) {
			return false
		}
		sum += g + m.err.re[l]*m.err.re[l] + m.err.im[l]*m.err.im[l]
	}
	return sum < huge
}

// saneBin says whether nothing went wrong in one bin: rounding must not make P negative, nor anything grow without end.
func (m *moment) saneBin(lane int) bool {
	g, size := m.gain[lane], m.err.re[lane]*m.err.re[lane]+m.err.im[lane]*m.err.im[lane]
	return g >= 0 && g < huge && size < huge
}
