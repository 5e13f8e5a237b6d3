package bleed_test

import (
	"fmt"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// loop is a conversation that goes on and on, and a Separator that hears it.
type loop struct {
	*bleed.Separator
	talk     [][]float32
	speaks   [][]timeline.Span
	src, dst *audio.Hop
	probs    []float64
}

const loopLength = 20 * timeline.Second

// newLoop is one of n people who hear each other at level dB; 0 for not at all.
func newLoop(b *testing.B, n int, level float64) *loop {
	s, err := bleed.New(n)
	if err != nil {
		b.Fatal(err)
	}
	l := &loop{Separator: s, src: audio.NewHop(n), dst: audio.NewHop(n), probs: make([]float64, n)}
	l.talk, l.speaks = bleedtest.Talk(n, loopLength, 3)
	if level < 0 {
		l.talk = bleedtest.Table(l.talk, level)
	}
	return l
}

func (l *loop) hop() {
	at := l.src.Start % loopLength
	for k, x := range l.talk {
		copy(l.src.Channels[k].PCM, x[at:])
		l.probs[k] = .1
		for _, s := range l.speaks[k] {
			if s.Contains(at) {
				l.probs[k] = .9
			}
		}
	}
	l.Push(l.dst, l.src)
	l.Heard(l.probs)
	l.src.Start += timeline.HopLen
}

// bench reports the time of a hop, and what it is of a core while people talk.
func (l *loop) bench(b *testing.B) {
	l.hop() // the first makes room
	b.ReportAllocs()
	for b.Loop() {
		l.hop()
	}
	perHop := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(100*perHop/timeline.Position(timeline.HopLen).Seconds(), "%core")
}

func BenchmarkSeparate(b *testing.B) {
	for n := 1; n <= bleed.MaxSeparated; n++ {
		b.Run(fmt.Sprint(n, " channels"), func(b *testing.B) { newLoop(b, n, -12).bench(b) })
	}
}

func BenchmarkRest(b *testing.B) {
	for _, n := range []int{2, 4} {
		b.Run(fmt.Sprint(n, " channels"), func(b *testing.B) {
			l := newLoop(b, n, 0)
			for !l.Health(0).Resting {
				if l.hop(); l.src.Start > 10*60*timeline.Second {
					b.Fatal("it does not come to rest")
				}
			}
			l.bench(b)
		})
	}
}
