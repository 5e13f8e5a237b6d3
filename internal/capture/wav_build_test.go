package capture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
)

// The pieces of WAV files, right or wrong, made in code.

func u16(v int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(v)) }
func u32(v int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(v)) }
func u64(v int) []byte { return binary.LittleEndian.AppendUint64(nil, uint64(v)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// chunk is a chunk with its fill byte.
func chunk(id string, body ...[]byte) []byte {
	b := join(body...)
	c := join([]byte(id), u32(len(b)), b)
	if len(b)%2 == 1 {
		c = append(c, 0)
	}
	return c
}

// claiming is a chunk that states another size than it has.
func claiming(id string, size int, body ...[]byte) []byte {
	return join([]byte(id), u32(size), join(body...))
}

func riff(chunks ...[]byte) []byte {
	b := join(chunks...)
	return join([]byte("RIFF"), u32(len(b)+4), []byte("WAVE"), b)
}

// format is the body of a "fmt " chunk.
func format(tag, channels, rate, bits int) []byte {
	frame := channels * ((bits + 7) / 8)
	return join(u16(tag), u16(channels), u32(rate), u32(rate*frame), u16(frame), u16(bits))
}

// extensible is the body of an extensible "fmt " chunk.
func extensible(tag, channels, rate, bits, valid int) []byte {
	return join(format(0xfffe, channels, rate, bits), u16(22), u16(valid), u32(3), u16(tag),
		[]byte("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71"))
}

// tags are the format tag and bits of each encoding.
var tags = map[audio.Encoding][2]int{
	audio.PCM8: {1, 8}, audio.PCM16: {1, 16}, audio.PCM24: {1, 24}, audio.PCM32: {1, 32},
	audio.Float32: {3, 32}, audio.Float64: {3, 64}, audio.ALaw: {6, 8}, audio.MuLaw: {7, 8},
}

// encode writes a sample.
func encode(e audio.Encoding, v float32) []byte {
	scaled := func(full float64) int { return int(min(math.Round(float64(v)*full), full-1)) }
	switch e {
	case audio.PCM8:
		return []byte{byte(scaled(1<<7) + 128)}
	case audio.PCM16:
		return u16(scaled(1 << 15))
	case audio.PCM24:
		return u32(scaled(1 << 23))[:3]
	case audio.PCM32:
		return u32(scaled(1 << 31))
	case audio.Float32:
		return u32(int(math.Float32bits(v)))
	case audio.Float64:
		return u64(int(math.Float64bits(float64(v))))
	}
	nearest, values := 0, companded[e]
	for k := range values {
		if math.Abs(float64(values[k]-v)) < math.Abs(float64(values[nearest]-v)) {
			nearest = k
		}
	}
	return []byte{byte(nearest)}
}

// companded are the values of the codes of A-law and mu-law.
var companded = map[audio.Encoding]*[256]float32{audio.ALaw: codeValues(audio.ALaw), audio.MuLaw: codeValues(audio.MuLaw)}

func codeValues(e audio.Encoding) *[256]float32 {
	var values [256]float32
	for k := range values {
		e.Decode(values[k:k+1], []byte{byte(k)}, 1)
	}
	return &values
}

// interleave writes frames of one sample a channel.
func interleave(e audio.Encoding, channels ...[]float32) []byte {
	var b bytes.Buffer
	for i := range channels[0] {
		for _, x := range channels {
			b.Write(encode(e, x[i]))
		}
	}
	return b.Bytes()
}

// wavOf is a plain WAV file.
func wavOf(e audio.Encoding, rate int, channels ...[]float32) []byte {
	return riff(chunk("fmt ", format(tags[e][0], len(channels), rate, tags[e][1])), chunk("data", interleave(e, channels...)))
}

// tone is n samples of a sine, half of full scale.
func tone(hz float64, rate, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(2*math.Pi*hz*float64(i)/float64(rate)) / 2)
	}
	return x
}

func recording(file string, data []byte) capture.Recording {
	return capture.Recording{File: file, Data: bytes.NewReader(data), Size: int64(len(data))}
}

func open(t testing.TB, recordings ...capture.Recording) *capture.WAVSource {
	t.Helper()
	s, err := capture.NewWAVSource(recordings)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// heard is everything that a source gives.
type heard struct {
	pcm     [][]float32 // by channel
	unknown [][]bool    // by channel and hop
	clipped [][]bool
}

// listen reads a source to its end and holds it to the contract of audio.HopSource.
func listen(t testing.TB, s audio.HopSource) heard {
	t.Helper()
	n, h := s.Channels(), audio.NewHop(s.Channels())
	out := heard{make([][]float32, n), make([][]bool, n), make([][]bool, n)}
	for start := timeline.Position(0); ; start += timeline.HopLen {
		err := s.ReadHop(context.Background(), h)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || h.Start != start {
			t.Fatalf("hop at %d: starts at %d, error %v", start, h.Start, err)
		}
		for k, c := range h.Channels {
			out.pcm[k] = append(out.pcm[k], c.PCM...)
			out.unknown[k] = append(out.unknown[k], c.Unknown)
			out.clipped[k] = append(out.clipped[k], c.Clipped)
		}
	}
	if err := s.ReadHop(context.Background(), h); !errors.Is(err, io.EOF) {
		t.Errorf("after the end: %v, want io.EOF again", err)
	}
	return out
}

// exact is how far samples may be off that are not changed at all: numbers of -300 dBFS and less count as zero.
const exact = 1e-15

// worst is the largest difference of got and want from sample from on.
func worst(got, want []float32, from int) float64 {
	w := 0.0
	for i := from; i < len(want); i++ {
		w = max(w, math.Abs(float64(got[i]-want[i])))
	}
	return w
}
