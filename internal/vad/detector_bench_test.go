package vad_test

import (
	"fmt"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// BenchmarkDetector is sound in, changes out, for sessions of 1, 2, 4 and 8 people.
func BenchmarkDetector(b *testing.B) {
	for _, n := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprintf("channels=%d", n), func(b *testing.B) {
			d, err := vad.NewDetector(n)
			if err != nil {
				b.Fatal(err)
			}
			h, out, segmenters := audio.NewHop(n), make([]vad.Observation, n), make([]*vad.Segmenter, n)
			for k := range segmenters {
				segmenters[k] = vad.NewSegmenter(k)
				copy(h.Channels[k].PCM, vadtest.Voice(timeline.HopLen, -26, uint64(k)))
			}
			b.ReportAllocs()
			for b.Loop() {
				d.Observe(h, out)
				for k, o := range out {
					segmenters[k].Push(o)
				}
			}
			heard := timeline.Position(b.N) * timeline.HopLen
			b.ReportMetric(heard.Seconds()/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}

// BenchmarkSegmenter is observations in, changes out, of one channel: what reading a record again costs.
func BenchmarkSegmenter(b *testing.B) {
	observations := observe(b, talk(-26, -60))[0]
	b.ReportAllocs()
	for b.Loop() {
		seg := vad.NewSegmenter(0)
		for _, o := range observations {
			seg.Push(o)
		}
	}
	heard := timeline.Position(b.N*len(observations)) * timeline.HopLen
	b.ReportMetric(heard.Seconds()/b.Elapsed().Seconds(), "x-realtime")
}
