package audio_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

var encodings = []audio.Encoding{
	audio.PCM8, audio.PCM16, audio.PCM24, audio.PCM32, audio.Float32, audio.Float64, audio.ALaw, audio.MuLaw,
}

func float32Bytes(x ...float32) (b []byte) {
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func float64Bytes(x ...float64) (b []byte) {
	for _, v := range x {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	return b
}

func decode(e audio.Encoding, src []byte) []float32 {
	dst := make([]float32, len(src)/e.Size())
	e.Decode(dst, src, e.Size())
	return dst
}

func TestFullScaleIsOneInEveryEncoding(t *testing.T) {
	for _, tc := range []struct {
		e    audio.Encoding
		src  []byte
		want []float32
	}{
		{audio.PCM8, []byte{0, 64, 128, 192, 255}, []float32{-1, -.5, 0, .5, 127. / 128}},
		{audio.PCM16, []byte{0, 0x80, 0, 0xc0, 0, 0, 0, 0x40, 0xff, 0x7f}, []float32{-1, -.5, 0, .5, 32767. / 32768}},
		{audio.PCM24, []byte{0, 0, 0x80, 0, 0, 0, 0, 0, 0x40, 1, 0, 0}, []float32{-1, 0, .5, 1. / (1 << 23)}},
		{audio.PCM32, []byte{0, 0, 0, 0x80, 0, 0, 0, 0x40, 0, 1, 0, 0}, []float32{-1, .5, 1. / (1 << 23)}},
		{audio.Float32, float32Bytes(-1, -.5, 0, 1, 1e-6), []float32{-1, -.5, 0, 1, 1e-6}},
		{audio.Float64, float64Bytes(-1, .5, 0.1), []float32{-1, .5, 0.1}},
		{audio.ALaw, []byte{0xd5, 0x55, 0xaa, 0x2a, 0x85}, []float32{8. / 32768, -8. / 32768, 32256. / 32768, -32256. / 32768, 4224. / 32768}},
		{audio.MuLaw, []byte{0xff, 0x7f, 0x80, 0x00, 0xf0}, []float32{0, 0, 32124. / 32768, -32124. / 32768, 120. / 32768}},
	} {
		if got := decode(tc.e, tc.src); !slices.Equal(got, tc.want) {
			t.Errorf("%v % x = %v, want %v", tc.e, tc.src, got, tc.want)
		}
	}
}

func TestNumbersThatAreNoneBecomeZeroAndAreCounted(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tc := range []struct {
		e   audio.Encoding
		src []byte
	}{
		{audio.Float32, float32Bytes(.5, float32(nan), float32(inf), float32(-inf), 3, -1e30, 1e-40, -1e-20)},
		{audio.Float64, float64Bytes(.5, nan, inf, -inf, 3, -1e300, 1e-310, -1e-20)},
	} {
		dst := make([]float32, 8)
		n, bad := tc.e.Decode(dst, tc.src, tc.e.Size())
		if want := []float32{.5, 0, 0, 0, 1, -1, 0, 0}; n != 8 || bad != 3 || !slices.Equal(dst, want) {
			t.Errorf("%v: %d samples, %d bad: %v, want 8, 3: %v", tc.e, n, bad, dst, want)
		}
	}
}

func TestAChannelIsTakenOutOfItsFrames(t *testing.T) {
	for _, e := range encodings {
		const channels, frames = 3, 5
		size := e.Size()
		src := make([]byte, channels*frames*size)
		for i := range src {
			src[i] = byte(i * 5 % 120)
		}
		all := decode(e, src)
		for k := range channels {
			got := make([]float32, frames+2)
			n, _ := e.Decode(got, src[k*size:], channels*size)
			for i := range frames {
				if n != frames || got[i] != all[i*channels+k] {
					t.Errorf("%v: channel %d, frame %d of %d = %g, want %g", e, k, i, n, got[i], all[i*channels+k])
				}
			}
		}
	}
}

func TestBytesThatMakeNoSampleGiveNone(t *testing.T) {
	for _, e := range encodings {
		dst := make([]float32, 4)
		if n, _ := e.Decode(dst, make([]byte, e.Size()-1), e.Size()); n != 0 {
			t.Errorf("%v: %d samples of too few bytes, want 0", e, n)
		}
		if n, _ := e.Decode(dst, make([]byte, 64), 0); n != 0 {
			t.Errorf("%v: %d samples at a stride of 0, want 0", e, n)
		}
		if n, _ := e.Decode(dst[:1], make([]byte, 64), e.Size()); n != 1 {
			t.Errorf("%v: %d samples in room for one, want 1", e, n)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, e := range encodings {
		b.Run(e.String(), func(b *testing.B) {
			const rate, channels = 48000, 2
			src, dst := make([]byte, rate*channels*e.Size()/10), make([]float32, rate/10)
			for i := range src {
				src[i] = byte(i * 7 % 61)
			}
			b.ReportAllocs()
			for b.Loop() {
				for k := range channels {
					e.Decode(dst, src[k*e.Size():], channels*e.Size())
				}
			}
			b.ReportMetric(float64(b.N)/10/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}
