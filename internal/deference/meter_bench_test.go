package deference

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// longSession is talk of so many people and hours: log-normal turns of about 10 s with an inner pause every 2 s, five
// backchannels a minute, two overlaps a minute and a silence of 3 s and more every two minutes.
func longSession(people int, hours float64) (turns.Facts, timeline.Position) {
	source, f, at, last := rand.New(rand.NewPCG(3, 5)), turns.Facts{}, timeline.Position(0), 0
	signal := func(kind turns.SignalKind, who int, start, end timeline.Position) {
		f.Signals = append(f.Signals, turns.Signal{Kind: kind, Speaker: who, Span: timeline.Span{Start: start, End: end}, Decided: end})
	}
	reading := func(kind turns.ReadingKind, who, other int, start, end timeline.Position, fto timeline.Position) {
		f.Readings = append(f.Readings, turns.Reading{
			ID: len(f.Readings) + 1, Kind: kind, Status: turns.Final, Speaker: who, Other: other, NextHolder: who,
			Span: timeline.Span{Start: start, End: end}, Evidence: turns.Evidence{FTO: fto}, Decided: end,
		})
	}
	for end := timeline.FromSeconds(hours * 3600); at < end; {
		who := (last + 1 + source.IntN(max(people-1, 1))) % people
		gap, length := timeline.FromSeconds(.05+.4*source.Float64()), timeline.FromSeconds(7*math.Exp(.8*source.NormFloat64()))
		if source.IntN(12) == 0 {
			gap += 3 * timeline.Second
			reading(turns.Lapse, who, last, at, at+gap, turns.None)
		}
		signal(turns.Gap, who, at, at+gap)
		start := at + gap
		for at = start; at < start+length; at += 2300 * timeline.Millisecond {
			signal(turns.IPU, who, at, min(at+2*timeline.Second, start+length))
			signal(turns.Pause, who, at+2*timeline.Second, at+2300*timeline.Millisecond)
		}
		for _, kind := range []turns.ReadingKind{turns.Backchannel, turns.InterruptionSuccessful, turns.ButtIn, turns.SimultaneousStart} {
			if source.IntN(5) < 2 {
				reading(kind, last, who, start, start+length/2, turns.None)
			}
		}
		at = start + length
		reading(turns.Turn, who, last, start, at, gap)
		last = who
	}
	return f, at
}

func benchPeople(n int) []Person {
	people := make([]Person, n)
	for k := range people {
		people[k] = Person{Channel: k, Name: fmt.Sprintf("Person %d", k+1), Role: Somebody, Measured: true}
	}
	return people
}

// BenchmarkSession plays whole sessions; ms/evaluation is the mean over all positions of the grid.
func BenchmarkSession(b *testing.B) {
	for _, people := range []int{2, 4} {
		b.Run(fmt.Sprintf("people=%d/1h", people), func(b *testing.B) {
			facts, end := longSession(people, 1)
			b.ReportAllocs()
			for b.Loop() {
				m, err := NewMeter(benchPeople(people), DefaultOptions())
				if err != nil {
					b.Fatal(err)
				}
				m.Add(facts)
				m.Advance(end)
			}
			looks := float64(b.N) * float64(end/DefaultOptions().Grid)
			b.ReportMetric(b.Elapsed().Seconds()*1e3/looks, "ms/evaluation")
			b.ReportMetric(float64(b.N)*end.Seconds()/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}

// BenchmarkEvaluation is one evaluation at the end of a session: with new draws, as after one turn in 200, and with
// those of the evaluation before, as nearly always.
func BenchmarkEvaluation(b *testing.B) {
	for _, people := range []int{2, 8} {
		for _, hours := range []float64{1, 8} {
			facts, end := longSession(people, hours)
			m, err := NewMeter(benchPeople(people), DefaultOptions())
			if err != nil {
				b.Fatal(err)
			}
			m.Add(facts)
			m.settle(end)
			for _, anew := range []bool{true, false} {
				b.Run(fmt.Sprintf("people=%d/%gh/anew=%v", people, hours, anew), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						if anew {
							m.memories[0].forgetDraws()
						}
						m.evaluate(end)
					}
				})
			}
		}
	}
}

func TestEightHoursTakeFewMegabytes(t *testing.T) {
	facts, end := longSession(4, 8)
	m, err := NewMeter(benchPeople(4), DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i, j := 0, 0; i < len(facts.Signals) || j < len(facts.Readings); i, j = i+20, j+6 { // as if live
		m.Add(turns.Facts{
			Signals:  facts.Signals[min(i, len(facts.Signals)):min(i+20, len(facts.Signals))],
			Readings: facts.Readings[min(j, len(facts.Readings)):min(j+6, len(facts.Readings))],
		})
		m.settle(end)
	}
	m.evaluate(end)
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := float64(after.HeapAlloc-before.HeapAlloc) / (1 << 20)
	t.Logf("%d signals and %d readings take %.1f MB", len(facts.Signals), len(facts.Readings), grown)
	if grown > 8 {
		t.Errorf("eight hours of four people take %.1f MB, want 8 at most", grown)
	}
	runtime.KeepAlive(m)
}
