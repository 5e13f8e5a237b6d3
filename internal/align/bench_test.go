package align_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// BenchmarkPush aligns two devices across a table, one of which drifts.
func BenchmarkPush(b *testing.B) {
	talk, _ := bleedtest.Talk(2, 60*timeline.Second, 7)
	x := bleedtest.Table(talk, -12)
	x[1] = aligntest.Skew{PPM: 50, Delay: 30 * timeline.Millisecond}.Record(x[1])
	a, err := align.New([]int{0, 1})
	if err != nil {
		b.Fatal(err)
	}
	src, dst, at, hops := audio.NewHop(2), audio.NewHop(2), 0, 0
	b.ReportAllocs()
	for b.Loop() {
		if at += timeline.HopLen; at+timeline.HopLen > len(x[0]) {
			at = 0
		}
		for k := range x {
			copy(src.Channels[k].PCM, x[k][at:])
		}
		a.Push(dst, src)
		hops++
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(2*hops), "µs/hop/channel")
}
