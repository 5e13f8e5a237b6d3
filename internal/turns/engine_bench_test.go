package turns_test

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// converse makes a conversation: every channel speaks for 0.1 to 4 s and is silent for 0.1 to 12 s, now and then lost.
func converse(channels int, length timeline.Position) []vad.Change {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // repeatable talk, no secret
	var list []vad.Change
	for k := range channels {
		for at := timeline.Position(0); at < length; {
			at += 100*ms + timeline.Position(random.Int64N(int64(12*timeline.Second)))
			c := vad.Change{Channel: k, At: at, Activity: vad.Speech}
			if random.IntN(200) == 0 {
				c.Activity, c.Flags = vad.Unobserved, vad.Unknown
			}
			at += 100*ms + timeline.Position(random.Int64N(int64(4*timeline.Second)))
			list = append(list, c, vad.Change{Channel: k, At: at})
		}
	}
	return inOrder(list)
}

// live feeds list step by step, and shows each the facts of every step.
func live(t test, e *turns.Engine, list []vad.Change, step, length timeline.Position, each func(int, turns.Facts)) {
	for n := range int(length / step) {
		at := timeline.Position(n) * step
		m := 0
		for m < len(list) && list[m].At < at {
			m++
		}
		push(t, e, list[:m]...)
		list = list[m:]
		each(n, e.Advance(at))
	}
}

func TestMemoryDoesNotGrowInEightHours(t *testing.T) {
	const length = 8 * 3600 * timeline.Second
	if testing.Short() {
		t.Skip("eight hours take a second")
	}
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	list := converse(4, length)
	e := newEngine(t, 4, turns.DefaultOptions())
	var first, most uint64
	const step = timeline.Second / 4
	const minute = int(60 * timeline.Second / step)
	live(t, e, list, step, length, func(n int, _ turns.Facts) {
		switch {
		case n == 10*minute:
			first = heap()
		case n%(30*minute) == 0 && n > 10*minute:
			most = max(most, heap())
		}
	})
	if most > first+100_000 {
		t.Errorf("heap of %d bytes after ten minutes grew to %d", first, most)
	}
	runtime.KeepAlive(list)
}

func TestAHopInWhichNothingHappensAllocatesNothing(t *testing.T) {
	e := newEngine(t, 2, turns.DefaultOptions())
	push(t, e, parse(t, "0-5", "2-2.4").changes()...)
	e.Advance(8100 * ms)
	at := 8100 * ms
	if n := testing.AllocsPerRun(100, func() {
		at += timeline.HopLen
		e.Advance(at)
	}); n != 0 {
		t.Errorf("%v allocations a hop, want 0", n)
	}
}

func BenchmarkLive(b *testing.B) {
	for _, channels := range []int{2, 4, 8} {
		b.Run(string(rune('0'+channels)), func(b *testing.B) {
			const length = 600 * timeline.Second
			list := converse(channels, length)
			facts, passed := 0, timeline.Position(0)
			b.ReportAllocs()
			for b.Loop() {
				e := newEngine(b, channels, turns.DefaultOptions())
				live(b, e, list, timeline.HopLen, length, func(_ int, f turns.Facts) { facts += len(f.Signals) })
				passed += length
			}
			b.ReportMetric(passed.Seconds()/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}

func BenchmarkAtOnce(b *testing.B) {
	const length = 3600 * timeline.Second
	list := converse(2, length)
	passed := timeline.Position(0)
	b.ReportAllocs()
	for b.Loop() {
		e := newEngine(b, 2, turns.DefaultOptions())
		push(b, e, list...)
		e.Finish(length)
		passed += length
	}
	b.ReportMetric(passed.Seconds()/b.Elapsed().Seconds(), "x-realtime")
}
