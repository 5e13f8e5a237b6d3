package capture

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

const hopLen = timeline.Position(timeline.HopLen)

// hops is n hops of so many tenths.
func hops(n int, value float32) []float32 {
	x := make([]float32, n*timeline.HopLen)
	for i := range x {
		x[i] = value / 10
	}
	return x
}

// newLiveGrid is a grid whose channels all deliver.
func newLiveGrid(channels int) *grid {
	g := newGrid(channels)
	for k := range channels {
		g.expect(k)
	}
	return g
}

// takeAll takes all hops that are due at a time and notes of each channel what it was: '.' unknown, 'c' clipped, or how
// many tenths its samples are.
func takeAll(t *testing.T, g *grid, now timeline.Position) []string {
	t.Helper()
	got := make([][]byte, len(g.lanes))
	h := audio.NewHop(len(g.lanes))
	for ready, _ := g.due(now); ready; ready, _ = g.due(now) {
		want := g.next
		g.take(h)
		if h.Start != want {
			t.Fatalf("hop at %d, want %d", h.Start, want)
		}
		for k, c := range h.Channels {
			got[k] = append(got[k], letter(c))
		}
	}
	words := make([]string, len(got))
	for k := range got {
		words[k] = string(got[k])
	}
	return words
}

func letter(c audio.HopChannel) byte {
	switch {
	case c.Unknown:
		return '.'
	case c.Clipped:
		return 'c'
	}
	return '0' + byte(math.Round(10*float64(c.PCM[timeline.HopLen/2])))
}

func wantHops(t *testing.T, got []string, want ...string) {
	t.Helper()
	for k := range want {
		if got[k] != want[k] {
			t.Errorf("channel %d is %q, want %q", k, got[k], want[k])
		}
	}
}

func TestAHopIsTakenWhenEveryChannelHasDeliveredIt(t *testing.T) {
	g := newLiveGrid(2)
	g.write(0, 0, hops(3, 1))
	wantHops(t, takeAll(t, g, hopLen), "", "")
	g.write(1, 0, hops(1, 2)[:hopLen-1])
	wantHops(t, takeAll(t, g, hopLen), "", "")
	g.write(1, hopLen-1, hops(1, 2))
	wantHops(t, takeAll(t, g, hopLen), "1", "2")
}

func TestPortionsOfAnySizeMakeTheSameHops(t *testing.T) {
	g := newLiveGrid(1)
	x := hops(4, 3)
	for at, n := 0, 1; at < len(x); n = n*3%700 + 1 {
		end := min(at+n, len(x))
		g.write(0, timeline.Position(at), x[at:end])
		at = end
	}
	wantHops(t, takeAll(t, g, 0), "3333")
}

func TestALateChannelIsUnknownAfter500Milliseconds(t *testing.T) {
	g := newLiveGrid(2)
	g.write(0, 0, hops(20, 1))
	wantHops(t, takeAll(t, g, hopLen+lateness-1), "", "")
	wantHops(t, takeAll(t, g, hopLen+lateness), "1111"+"1111111111111111", "....................")
}

func TestALateChannelIsKnownAgainFromWhereItIsBack(t *testing.T) {
	g := newLiveGrid(2)
	g.write(0, 0, hops(20, 1))
	takeAll(t, g, hopLen+lateness)
	g.write(1, 0, hops(22, 2)) // what comes too late is dropped, the rest is waited for
	wantHops(t, takeAll(t, g, 22*hopLen), "", "")
	g.write(0, 20*hopLen, hops(3, 1))
	wantHops(t, takeAll(t, g, 22*hopLen), "11", "22")
}

func TestAChannelThatIsLostIsNotWaitedFor(t *testing.T) {
	g := newLiveGrid(2)
	g.write(0, 0, hops(2, 1))
	g.write(1, 0, hops(1, 2))
	g.lose(1)
	wantHops(t, takeAll(t, g, 0), "11", "2.")
}

func TestWithoutAnyChannelHopsGoOnInTimeAndUnknown(t *testing.T) {
	g := newGrid(2)
	wantHops(t, takeAll(t, g, 3*hopLen+idle), "...", "...")
	if ready, by := g.due(3*hopLen + idle); ready || by != 4*hopLen+idle {
		t.Errorf("due = %v by %d, want false by %d", ready, by, 4*hopLen+idle)
	}
}

func TestAHoleIsUnknownAndAHairIsForgiven(t *testing.T) {
	g := newLiveGrid(1)
	g.write(0, 0, hops(1, 1)[:hopLen-forgiven])
	g.write(0, hopLen, hops(1, 2)[:hopLen-forgiven-1])
	g.write(0, 2*hopLen, hops(1, 3))
	wantHops(t, takeAll(t, g, 0), "1.3")
}

func TestSpoiledHopsAreUnknownBeforeAndAfterTheyAreWritten(t *testing.T) {
	g := newLiveGrid(1)
	g.write(0, 0, hops(2, 1))
	g.spoil(0, timeline.Span{Start: 1, End: 2})
	g.spoil(0, timeline.Span{Start: 3*hopLen - 1, End: 3 * hopLen})
	g.write(0, 2*hopLen, hops(2, 1))
	wantHops(t, takeAll(t, g, 0), ".1.1")
}

func TestWhatIsInDoubtIsWaitedForAndNotUsedWhenItIsLate(t *testing.T) {
	g := newLiveGrid(2)
	g.write(0, 0, hops(4, 1))
	g.write(1, 0, hops(4, 2))
	g.doubt(1, hopLen+5)
	g.doubt(1, 3*hopLen)
	wantHops(t, takeAll(t, g, 4*hopLen), "1", "2")
	g.trust(1)
	wantHops(t, takeAll(t, g, 4*hopLen), "111", "222")
	g.write(0, 4*hopLen, hops(2, 1))
	g.write(1, 4*hopLen, hops(2, 2))
	g.doubt(1, 5*hopLen)
	wantHops(t, takeAll(t, g, 6*hopLen+lateness), "11", "2.")
}

func TestClippingMarksTheHopsItLiesIn(t *testing.T) {
	g := newLiveGrid(1)
	g.clip(0, timeline.Span{Start: hopLen - 1, End: hopLen + 1})
	g.write(0, 0, hops(3, 1))
	wantHops(t, takeAll(t, g, 0), "cc1")
}

func TestAReaderThatStallsFindsTheLastFourSecondsAndAHoleBefore(t *testing.T) {
	g := newLiveGrid(1)
	for k := range timeline.Position(gridHops + 10) {
		g.write(0, k*hopLen, hops(1, 1))
	}
	got := takeAll(t, g, (gridHops+10)*hopLen)[0]
	if len(got) != gridHops+10 || got[:10] != ".........." || got[10:12] != "11" {
		t.Errorf("%d hops, first %q, want %d of which 10 unknown", len(got), got[:12], gridHops+10)
	}
	if g.lanes[0].overrun != 10 {
		t.Errorf("%d hops counted as lost, want 10", g.lanes[0].overrun)
	}
}

func TestAClockThatJumpsAnHourMakesAnHourOfUnknownHops(t *testing.T) {
	g := newLiveGrid(1)
	g.write(0, 0, hops(1, 1))
	hour := 3600 * timeline.Second
	got := takeAll(t, g, hour)[0]
	if want := int((hour - idle) / hopLen); len(got) != want || got[:2] != "1." {
		t.Errorf("%d hops, want %d; first %q", len(got), want, got[:2])
	}
	g.write(0, hour, hops(2, 1))
	if got := takeAll(t, g, hour+2*hopLen)[0]; got[len(got)-1] != '1' {
		t.Error("the channel did not come back after the jump")
	}
}

func TestTheGridAllocatesNothing(t *testing.T) {
	g, h, x := newLiveGrid(2), audio.NewHop(2), hops(1, 1)
	n := testing.AllocsPerRun(1000, func() {
		g.write(0, g.next, x)
		g.write(1, g.next, x)
		g.take(h)
	})
	if n != 0 {
		t.Errorf("%v allocations a hop, want none", n)
	}
}
