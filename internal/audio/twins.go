package audio

// twinResidue is how much of a channel, in power, another may leave unexplained and still be the same microphone:
// -30 dB. Two microphones in one room differ by far more, two converters behind one microphone by less.
const twinResidue = 1e-3

// Twins finds channels that carry the same signal, at whatever gains: they hang on one microphone, which cannot tell two
// people apart.
type Twins struct {
	last     []float32 // a sample a channel
	diff     []float64 // from the one before it
	products []float64 // of the differences of channels j and k, summed, at j*channels+k for j <= k
}

// NewTwins makes Twins for n channels that were sampled together.
func NewTwins(n int) *Twins {
	return &Twins{last: make([]float32, n), diff: make([]float64, n), products: make([]float64, n*n)}
}

// Push takes the next samples of all channels, equally many of each. It looks at the differences of neighbouring samples,
// so that a constant or a mains hum that all channels share does not count.
func (t *Twins) Push(x [][]float32) {
	n := len(t.last)
	for i := 0; n > 0 && i < len(x[0]); i++ {
		for k := range n {
			t.diff[k] = float64(x[k][i] - t.last[k])
			t.last[k] = x[k][i]
		}
		for j, d := range t.diff {
			for k := j; k < n; k++ {
				t.products[j*n+k] += d * t.diff[k]
			}
		}
	}
}

// Same says whether channels j < k have carried the same signal so far. Of a channel without any signal it says no.
func (t *Twins) Same(j, k int) bool {
	n := len(t.last)
	jj, kk, jk := t.products[j*n+j], t.products[k*n+k], t.products[j*n+k]
	return jj > 0 && kk > 0 && jk*jk >= (1-twinResidue)*jj*kk
}
