package audio_test

import (
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

func TestEverySegmentBeginsWhereTheStandardSays(t *testing.T) {
	// Of ITU-T G.711 (11/88), tables 1a and 2a, the values of the first code of each segment, on a scale of 16 bits.
	for _, tc := range []struct {
		e    audio.Encoding
		mask byte // what turns codes in order of loudness into codes on the line
		want []float32
	}{
		{audio.ALaw, 0xd5, []float32{8, 264, 528, 1056, 2112, 4224, 8448, 16896}},
		{audio.MuLaw, 0xff, []float32{0, 132, 396, 924, 1980, 4092, 8316, 16764}},
	} {
		for segment, want := range tc.want {
			if got := decode(tc.e, []byte{byte(segment*16) ^ tc.mask}); !slices.Equal(got, []float32{want / 32768}) {
				t.Errorf("%v: segment %d begins at %g, want %g", tc.e, segment, got[0]*32768, want)
			}
		}
	}
}

func TestCompandedCodesRiseFromZeroOnBothSides(t *testing.T) {
	for _, tc := range []struct {
		e    audio.Encoding
		mask byte // what turns codes in order of loudness into codes on the line
	}{{audio.ALaw, 0xd5}, {audio.MuLaw, 0xff}} {
		last := float32(-1)
		for loudness := range byte(128) {
			v := decode(tc.e, []byte{loudness ^ tc.mask, loudness ^ tc.mask ^ 0x80})
			if v[0] <= last || v[1] != -v[0] {
				t.Errorf("%v: loudness %d = %g and %g, want more than %g and as much below zero", tc.e, loudness, v[0], v[1], last)
			}
			last = v[0]
		}
	}
}
