package record

import "errors"

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
	bits uint64 // the lowest n are not read yet
	n    uint
}

// fill makes at least n bits ready, if there are.
func (r *bitReader) fill(n uint) error {
	for r.n < n {
		if len(r.in) == 0 {
			return errBitsEnd
		}
		r.bits, r.in, r.n = r.bits<<8|uint64(r.in[0]), r.in[1:], r.n+8
	}
	return nil
}

func (r *bitReader) read(n uint) (uint8, error) {
	if err := r.fill(n); err != nil {
		return 0, err
	}
	r.n -= n
	return uint8(r.bits >> r.n & (1<<n - 1)), nil
}

// rice reads a residual with parameter k.
func (r *bitReader) rice(k uint) (uint8, error) {
	q := uint(0)
	for q < escape {
		if err := r.fill(1); err != nil {
			return 0, err
		}
		r.n--
		if r.bits>>r.n&1 == 0 {
			break
		}
		q++
	}
	if q == escape {
		return r.read(8)
	}
	low, err := r.read(k)
	return uint8(q<<k) | low, err
}

// rest is what follows the byte of the last bit that was read.
func (r *bitReader) rest() []byte { return r.in }
