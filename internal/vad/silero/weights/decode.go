package weights

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Decode reads a file of weights. The error wraps ErrFormat and says where the file stops making sense.
func Decode(b []byte) ([]Tensor, error) {
	c := cursor{rest: b}
	if string(c.take(len(Magic), "magic")) != Magic {
		return nil, fmt.Errorf("%w: it does not open with %q", ErrFormat, Magic)
	}
	var tensors []Tensor
	values := 0
	for n := c.uint32("count of tensors"); n > 0 && c.err == nil; n-- {
		t := c.header()
		values += Len(t.Shape) // header keeps each below maxValues
		if values > maxValues {
			return nil, fmt.Errorf("%w: it claims more than %d values", ErrFormat, maxValues)
		}
		tensors = append(tensors, t)
	}
	for i := range tensors {
		tensors[i].Data = c.floats(Len(tensors[i].Shape), tensors[i].Name)
	}
	if c.err == nil && len(c.rest) > 0 {
		return nil, fmt.Errorf("%w: %d bytes follow the data", ErrFormat, len(c.rest))
	}
	return tensors, c.err
}

// cursor reads from the front of rest. After the first error it reads nothing more and gives zeros.
type cursor struct {
	rest []byte
	err  error
}

func (c *cursor) take(n int, what string) []byte {
	if c.err != nil {
		return nil
	}
	if n > len(c.rest) {
		c.err = fmt.Errorf("%w: it ends inside its %s", ErrFormat, what)
		return nil
	}
	head := c.rest[:n]
	c.rest = c.rest[n:]
	return head
}

func (c *cursor) uint8(what string) int {
	if b := c.take(1, what); b != nil {
		return int(b[0])
	}
	return 0
}

func (c *cursor) uint32(what string) uint32 {
	if b := c.take(4, what); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (c *cursor) header() Tensor {
	t := Tensor{Name: string(c.take(c.uint8("headers"), "headers"))}
	rank := c.uint8("headers")
	size := 1
	for range rank {
		s := c.uint32("headers")
		if s > 0 && uint32(size) > maxValues/s {
			c.err = fmt.Errorf("%w: tensor %q claims more than %d values", ErrFormat, t.Name, maxValues)
		}
		if c.err != nil {
			return Tensor{}
		}
		size *= int(s)
		t.Shape = append(t.Shape, int(s))
	}
	return t
}

func (c *cursor) floats(n int, name string) []float32 {
	b := c.take(4*n, "data of "+name)
	if b == nil {
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}
