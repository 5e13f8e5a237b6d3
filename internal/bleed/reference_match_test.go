//go:build !race

package bleed

import (
	"fmt"
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// separate pushes whole recordings through s and returns what came out, at the positions where it was.
func separate(t testing.TB, s *Separator, x [][]float32) [][]float32 {
	t.Helper()
	n, length := len(x), len(x[0])
	y := make([][]float32, n)
	src, dst := audio.NewHop(n), audio.NewHop(n)
	for ; dst.Start < timeline.Position(length)-timeline.HopLen; src.Start += timeline.HopLen {
		for k := range n {
			pcm := src.Channels[k].PCM
			clear(pcm)
			copy(pcm, x[k][min(int(src.Start), length):])
		}
		s.Push(dst, src)
		for k := range n {
			if dst.Start >= 0 {
				y[k] = append(y[k], dst.Channels[k].PCM...)
			}
		}
	}
	for k := range y {
		y[k] = y[k][:length]
	}
	return y
}

func newSeparator(t testing.TB, n int) *Separator {
	t.Helper()
	s, err := New(n)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// errorDB is the power of the difference of got and want over that of want, in dB.
func errorDB[T float32 | float64](got []float32, want []T) float64 {
	e, p := 1e-30, 1e-30
	for i, w := range want {
		d := float64(got[i]) - float64(w)
		e += d * d
		p += float64(w) * float64(w)
	}
	return 10 * math.Log10(e/p)
}

func TestItSeparatesAsWrittenDown(t *testing.T) {
	for n := 2; n <= MaxSeparated; n++ {
		t.Run(fmt.Sprint(n, " channels"), func(t *testing.T) {
			talk, _ := bleedtest.Talk(n, 3*timeline.Second/2, uint64(n))
			x := bleedtest.Table(talk, -8)
			got, want := separate(t, newSeparator(t, n), x), plainSeparate(x)
			for k := range x {
				if db := errorDB(got[k], want[k]); db > -60 {
					t.Errorf("channel %d differs by %.1f dB, want at most -60", k, db)
				} else {
					t.Logf("channel %d differs by %.1f dB", k, db)
				}
			}
		})
	}
}
