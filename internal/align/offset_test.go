//go:build !race

package align_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
)

func TestRecordingsThatBeganApartAreFound(t *testing.T) {
	for _, second := range []aligntest.Skew{{}, {Delay: 9500 * ms, PPM: 50}, {Delay: -3210 * ms, PPM: -50}} {
		x := table(2, 40*timeline.Second, -12, []aligntest.Skew{{}, second})
		samples, known := align.Offset(x[0], x[1])
		if off := (samples - second.Delay).Seconds(); !known || math.Abs(off) > .004 {
			t.Errorf("a recording that is late by %v was found %v later: %v", second.Delay.Duration(), samples.Duration(), known)
		}
	}
}

func TestRecordingsThatHaveNothingInCommonAreNotFound(t *testing.T) {
	const length = 14 * timeline.Second
	talk, _ := bleedtest.Talk(2, length, 3)
	room := bleedtest.Reflecting(bleedtest.Point{5, 4, 2.7}, .35)
	echo := room.Response(bleedtest.Point{1, 1, 1}, bleedtest.Point{2, 2, 1}, 4000)
	for name, x := range map[string][][]float32{
		"no bleed":      talk,
		"an echo":       bleedtest.Mix(talk, [][][]float64{{nil, nil}, {echo, nil}}, -12),
		"the same":      {talk[0], talk[0]},
		"too short":     {talk[0][:1000], talk[1][:1000]},
		"nothing":       {nil, nil},
		"second silent": {talk[0], make([]float32, length)},
	} {
		if samples, known := align.Offset(x[0], x[1]); known {
			t.Errorf("%s: found %v apart", name, samples.Duration())
		}
	}
}
