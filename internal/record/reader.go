package record

import (
	"encoding/binary"
	"errors"
	"fmt"
)

var errEnd = errors.New("it ends too early")

// reader takes apart bytes that may come from anywhere.
type reader struct{ data []byte }

func (r *reader) byte() (byte, error) {
	if len(r.data) == 0 {
		return 0, errEnd
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b, nil
}

// uvarint reads a number up to limit.
func (r *reader) uvarint(limit uint64) (uint64, error) {
	x, n := binary.Uvarint(r.data)
	switch {
	case n == 0:
		return 0, errEnd
	case n < 0 || x > limit:
		return 0, fmt.Errorf("a number that is larger than %d", limit)
	}
	r.data = r.data[n:]
	return x, nil
}

func (r *reader) varint() (int64, error) {
	x, n := binary.Varint(r.data)
	switch {
	case n == 0:
		return 0, errEnd
	case n < 0:
		return 0, errors.New("a number of more than 64 bits")
	}
	r.data = r.data[n:]
	return x, nil
}

// count reads how many things of at least size bytes follow: not more than there is room for.
func (r *reader) count(size int) (int, error) {
	n, err := r.uvarint(uint64(len(r.data) / size)) //nolint:gosec // not negative
	return int(n), err                              //nolint:gosec // at most a length
}

// bytes reads a length and as many bytes.
func (r *reader) bytes() ([]byte, error) {
	n, err := r.count(1)
	if err != nil {
		return nil, err
	}
	if n > len(r.data) {
		return nil, errEnd
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b, nil
}
