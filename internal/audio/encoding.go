package audio

import (
	"encoding/binary"
	"math"
)

// Encoding is how one sample is written in bytes, the lowest first.
type Encoding uint8

// The encodings of recordings and streams.
const (
	PCM8  Encoding = iota // unsigned: 128 is zero
	PCM16                 // signed, as are the next two
	PCM24
	PCM32
	Float32 // full scale is 1
	Float64
	ALaw  // ITU-T G.711, as on European telephone lines
	MuLaw // ITU-T G.711, as on American ones
)

var encodings = [...]struct {
	name string
	size int
	full float32 // the sample at full scale that is nearest to zero
}{
	PCM8:    {"PCM 8 bit", 1, 127. / 128},
	PCM16:   {"PCM 16 bit", 2, 32767. / 32768},
	PCM24:   {"PCM 24 bit", 3, 32767. / 32768}, // what a 16-bit converter gives
	PCM32:   {"PCM 32 bit", 4, 32767. / 32768},
	Float32: {"float 32 bit", 4, 32767. / 32768},
	Float64: {"float 64 bit", 8, 32767. / 32768},
	ALaw:    {"A-law", 1, 32256. / 32768},
	MuLaw:   {"mu-law", 1, 32124. / 32768},
}

// String is the name of e as people know it.
func (e Encoding) String() string { return encodings[e].name }

// Size is how many bytes a sample takes.
func (e Encoding) Size() int { return encodings[e].size }

// coarse says that the step at full scale is so wide that a loud peak stays in it without being clipped.
func (e Encoding) coarse() bool { return e.Size() == 1 }

// quiet is the loudest float that counts as zero, at -300 dBFS. Numbers below it cannot be heard, and the smallest of
// them slow arithmetic a hundredfold.
const quiet = 1e-15

// Decode fills dst with one sample out of every stride bytes of src, from -1 to 1: channel k of interleaved frames is
// e.Decode(dst, frames[k*e.Size():], frameSize). It returns how many there were, at most len(dst), and how many of them
// were no finite numbers and became 0. Floats beyond full scale become full scale.
func (e Encoding) Decode(dst []float32, src []byte, stride int) (n, bad int) {
	size := e.Size()
	if len(src) < size || stride < size {
		return 0, 0
	}
	n = min(len(dst), (len(src)-size)/stride+1)
	dst = dst[:n]
	switch e {
	case Float32, Float64:
		return n, e.decodeFloats(dst, src, stride)
	case ALaw:
		decodeTable(dst, src, stride, &aLaw)
	case MuLaw:
		decodeTable(dst, src, stride, &muLaw)
	default:
		e.decodePCM(dst, src, stride)
	}
	return n, 0
}

func (e Encoding) decodePCM(dst []float32, src []byte, stride int) {
	switch e {
	case PCM8:
		for i := range dst {
			dst[i] = (float32(src[i*stride]) - 128) / 128
		}
	case PCM16:
		for i := range dst {
			dst[i] = float32(int16(binary.LittleEndian.Uint16(src[i*stride:]))) / (1 << 15)
		}
	case PCM24:
		for i := range dst {
			b := src[i*stride : i*stride+3]
			v := int32(uint32(b[0])<<8 | uint32(b[1])<<16 | uint32(b[2])<<24)
			dst[i] = float32(v) / (1 << 31)
		}
	case PCM32:
		for i := range dst {
			dst[i] = float32(int32(binary.LittleEndian.Uint32(src[i*stride:]))) / (1 << 31)
		}
	}
}

func (e Encoding) decodeFloats(dst []float32, src []byte, stride int) (bad int) {
	for i := range dst {
		var v float64
		if e == Float32 {
			v = float64(math.Float32frombits(binary.LittleEndian.Uint32(src[i*stride:])))
		} else {
			v = math.Float64frombits(binary.LittleEndian.Uint64(src[i*stride:]))
		}
		switch {
		case v-v != 0: // infinite or no number
			v = 0
			bad++
		case v > 1:
			v = 1
		case v < -1:
			v = -1
		case v < quiet && v > -quiet:
			v = 0
		}
		dst[i] = float32(v)
	}
	return bad
}

func decodeTable(dst []float32, src []byte, stride int, table *[256]float32) {
	for i := range dst {
		dst[i] = table[src[i*stride]]
	}
}
