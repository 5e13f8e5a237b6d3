package silero_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// BenchmarkScore is the time of a hop of 1, 2, 4 and 8 channels scored together, by each method, and what that is a
// channel. The shortest call is what the machine can do when nobody else uses it.
func BenchmarkScore(b *testing.B) {
	all, err := silero.LoadAll()
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range all {
		for _, n := range []int{1, 2, 4, 8} {
			b.Run(fmt.Sprintf("%s/channels=%d", m.Method(), n), func(b *testing.B) { benchmark(b, m, n) })
		}
	}
}

func benchmark(b *testing.B, m *silero.Model, n int) {
	s := silero.NewScorer(m, n)
	states, pcm, probs := make([]*silero.State, n), make([][]float32, n), make([]float32, n)
	for i := range n {
		states[i], pcm[i] = new(silero.State), vadtest.Voice(timeline.HopLen, -26, uint64(i))
	}
	b.ReportAllocs()
	shortest := time.Hour
	for b.Loop() {
		start := time.Now()
		s.Score(states, pcm, probs)
		shortest = min(shortest, time.Since(start))
	}
	perHop := b.Elapsed().Seconds() / float64(b.N*n)
	b.ReportMetric(perHop*1e6, "µs/hop")
	b.ReportMetric(shortest.Seconds()*1e6/float64(n), "µs/hop-best")
	b.ReportMetric(timeline.Position(timeline.HopLen).Seconds()/perHop, "x-realtime")
}
