// Package weights is the file that the trained tensors of the detector are shipped in.
//
// All numbers are little-endian:
//
//	magic    8 bytes "evkw\x00\x01\r\n"; the sixth is the version
//	count    uint32, how many tensors follow
//	headers  one a tensor: length of the name (uint8), name, rank (uint8), rank sizes (uint32 each)
//	data     float32, tensor after tensor in the order of the headers, each row-major
//
// There is no padding, and nothing follows the data.
package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Magic opens every file.
const Magic = "evkw\x00\x01\r\n"

// maxValues bounds what Decode takes on: a hundred times what the detector needs.
const maxValues = 1 << 25

// ErrFormat is returned, wrapped, when bytes are not a file of weights.
var ErrFormat = errors.New("not a file of weights")

// Tensor is a named block of numbers.
type Tensor struct {
	Name  string // at most 255 bytes
	Shape []int  // sizes, the slowest first; at most 255 of them
	Data  []float32
}

// Len is how many numbers a tensor of shape has.
func Len(shape []int) int {
	n := 1
	for _, s := range shape {
		n *= s
	}
	return n
}

// Encode writes tensors as a file. It fails when a tensor cannot be described by a header.
func Encode(tensors []Tensor) ([]byte, error) {
	b := binary.LittleEndian.AppendUint32([]byte(Magic), uint32(len(tensors)))
	for _, t := range tensors {
		if err := check(t); err != nil {
			return nil, fmt.Errorf("encode tensor %q: %w", t.Name, err)
		}
		b = append(b, byte(len(t.Name)))
		b = append(b, t.Name...)
		b = append(b, byte(len(t.Shape)))
		for _, s := range t.Shape {
			b = binary.LittleEndian.AppendUint32(b, uint32(s))
		}
	}
	for _, t := range tensors {
		for _, v := range t.Data {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return b, nil
}

func check(t Tensor) error {
	switch {
	case len(t.Name) > math.MaxUint8:
		return errors.New("its name is longer than 255 bytes")
	case len(t.Shape) > math.MaxUint8:
		return errors.New("it has more than 255 dimensions")
	case Len(t.Shape) != len(t.Data):
		return fmt.Errorf("its shape %v does not fit its %d values", t.Shape, len(t.Data))
	}
	return nil
}
