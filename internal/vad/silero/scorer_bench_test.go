package silero_test

import (
	"fmt"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// BenchmarkScore is the time of a hop of 1, 2, 4 and 8 channels scored together, and what that is a channel.
func BenchmarkScore(b *testing.B) {
	m, err := silero.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprintf("channels=%d", n), func(b *testing.B) {
			s := silero.NewScorer(m, n)
			states, pcm, probs := make([]*silero.State, n), make([][]float32, n), make([]float32, n)
			for i := range n {
				states[i], pcm[i] = new(silero.State), vadtest.Voice(timeline.HopLen, -26, uint64(i))
			}
			b.ReportAllocs()
			for b.Loop() {
				s.Score(states, pcm, probs)
			}
			perHop := b.Elapsed().Seconds() / float64(b.N*n)
			b.ReportMetric(perHop*1e6, "µs/hop")
			b.ReportMetric(timeline.Position(timeline.HopLen).Seconds()/perHop, "x-realtime")
		})
	}
}
