package record

import (
	"errors"
	"math/bits"
)

// Residuals are Golomb-Rice coded: the upper part as that many ones and a zero, the lower k bits as they are. A residual
// whose upper part has escape ones or more is escape ones and its eight bits.
const (
	escape   = 12
	maxRiceK = 7
)

var errBitsEnd = errors.New("it ends in the middle of its observations")

// bitWriter appends bits to bytes, the highest bit of each byte first.
type bitWriter struct {
	out  []byte
	bits uint64 // the lowest n are not written yet
	n    uint
}

func (w *bitWriter) write(bits uint64, n uint) {
	w.bits, w.n = w.bits<<n|bits, w.n+n
	for ; w.n >= 8; w.n -= 8 {
		w.out = append(w.out, byte(w.bits>>(w.n-8)))
	}
}

// rice writes the residual z with parameter k.
func (w *bitWriter) rice(z uint8, k uint) {
	q := uint(z >> k)
	if q >= escape {
		w.write((1<<escape-1)<<8|uint64(z), escape+8)
		return
	}
	w.write((1<<q-1)<<1, q+1)
	w.write(uint64(z)&(1<<k-1), k)
}

// close fills the last byte with zeros.
func (w *bitWriter) close() []byte {
	if w.n > 0 {
		w.write(0, 8-w.n)
	}
	return w.out
}

// riceLen is how many bits z takes with parameter k.
func riceLen(z uint8, k uint) int {
	q := int(z >> k)
	if q >= escape {
		return escape + 8
	}
	return q + 1 + int(k)
}

// bitReader reads what bitWriter wrote.
type bitReader struct {
	in   []byte
	bits uint64 // the highest n are not read yet, the rest is zero
	n    int    // less than 0: more was read than there is
}

// fill makes at least 32 bits ready, if there are.
func (r *bitReader) fill() {
	for r.n <= 56 && len(r.in) > 0 {
		r.bits |= uint64(r.in[0]) << (56 - r.n)
		r.in, r.n = r.in[1:], r.n+8
	}
}

// take reads k bits, of which at most 32 were made ready.
func (r *bitReader) take(k int) uint8 {
	b := uint8(r.bits >> (64 - k)) //nolint:gosec // at most 8 bits
	r.bits, r.n = r.bits<<k, r.n-k
	return b
}

// rice reads a residual with parameter k.
func (r *bitReader) rice(k int) uint8 {
	if r.n < 32 {
		r.fill()
	}
	q := bits.LeadingZeros64(^r.bits)
	if q >= escape {
		r.bits, r.n = r.bits<<escape, r.n-escape
		return r.take(8)
	}
	r.bits, r.n = r.bits<<(q+1), r.n-q-1
	return uint8(q<<k) | r.take(k) //nolint:gosec // modulo 256
}

// rest is what of all follows the byte of the last bit that was read.
func (r *bitReader) rest(all []byte) ([]byte, error) {
	if r.n < 0 {
		return nil, errBitsEnd
	}
	return all[len(all)-len(r.in)-r.n/8:], nil
}
