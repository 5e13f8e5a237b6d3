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

// live feeds list hop by hop, and calls each once a minute.
func live(t test, e *turns.Engine, list []vad.Change, length timeline.Position, minute func(turns.Facts)) {
	for at := timeline.Position(0); at < length; at += timeline.HopLen {
		n := 0
		for n < len(list) && list[n].At < at {
			n++
		}
		push(t, e, list[:n]...)
		list = list[n:]
		f := e.Advance(at)
		if at/timeline.HopLen%(60*timeline.Second/timeline.HopLen) == 0 {
			minute(f)
		}
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
	var first uint64
	minutes, most := 0, uint64(0)
	live(t, e, list, length, func(turns.Facts) {
		switch minutes++; {
		case minutes == 10:
			first = heap()
		case minutes%60 == 0:
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
				live(b, newEngine(b, channels, turns.DefaultOptions()), list, length, func(f turns.Facts) { facts += len(f.Signals) })
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
