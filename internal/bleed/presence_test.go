//go:build !race

package bleed

import (
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// partly is x with nothing on channel k from a position to another.
func partly(x [][]float32, k int, from, to timeline.Position) [][]float32 {
	y := append([][]float32(nil), x...)
	y[k] = append([]float32(nil), x[k]...)
	clear(y[k][from:to])
	return y
}

func TestAChannelWithoutSignalIsLeftOutAndComesBack(t *testing.T) {
	const length, from, to = 50 * timeline.Second, 5 * timeline.Second, 35 * timeline.Second
	dry, spans := bleedtest.Talk(2, length, 5)
	third := vadtest.Noise(length, -66, 9)
	voice := vadtest.Voice(length-to, -26, 9)
	for i, v := range voice {
		third[to+timeline.Position(i)] += v
	}
	x := partly(bleedtest.Table(append(dry, third), -10), 2, from, to)
	p := newPlayer(t, 3)
	var changes []timeline.Position
	p.after = func(dst *audio.Hop) {
		h := p.Health(2)
		if h.Restarts > len(changes) {
			changes = append(changes, p.src.Start)
		}
		if dst.Start == to-timeline.Second && h.Separated || dst.Start == to+timeline.Second && !h.Separated {
			t.Errorf("at %v: %+v", dst.Start.Duration(), h)
		}
	}
	y := p.play(x)
	if len(changes) != 2 {
		t.Fatalf("restarts at %v, want 2", changes)
	}
	for i, want := range []timeline.Position{from + 10*timeline.Second, to} {
		if d := changes[i] - want; d < 0 || d > 200*timeline.Millisecond {
			t.Errorf("a change at %v, want it within 0.2 s after %v", changes[i].Duration(), want.Duration())
		}
	}
	for k := range spans { // without it the others are separated
		const settled = from + 15*timeline.Second
		raw := alone([][]float32{x[0][:to], x[1][:to]}, spans, k, settled)
		clean := alone([][]float32{y[0][:to], y[1][:to]}, spans, k, settled)
		if less := powerDB(raw.others) - powerDB(clean.others); less < 8 {
			t.Errorf("channel %d hears the other %.1f dB less, want at least 8", k, less)
		}
		if db := errorDB(clean.own, raw.own); db > -12 {
			t.Errorf("channel %d: the own voice is off by %.1f dB, want at most -12", k, db)
		}
	}
}

func TestAMutedChannelStaysSilent(t *testing.T) {
	const from, to = 5 * timeline.Second, 9 * timeline.Second
	x := partly(table(3, 12*timeline.Second, -10), 1, from, to)
	p := newPlayer(t, 3)
	y := p.play(x)
	for i, v := range y[1][from+Latency : to-Latency] {
		if v != 0 {
			t.Fatalf("sample %d is %g, want 0", i, v)
		}
	}
	if r := p.Health(0).Restarts; r != 0 {
		t.Errorf("%d restarts, want none", r)
	}
}

func TestAChannelThatComesLateIsLeftOutUntilThen(t *testing.T) {
	const join = 6 * timeline.Second
	x := table(3, 12*timeline.Second, -10)
	p := newPlayer(t, 3)
	p.before = func(src *audio.Hop) { src.Channels[2].Unknown = src.Start < join }
	p.after = func(dst *audio.Hop) {
		if dst.Channels[2].Unknown != (dst.Start < join) && dst.Start >= 0 {
			t.Fatalf("at %v unknown is %v", dst.Start.Duration(), dst.Channels[2].Unknown)
		}
	}
	y := p.play(x)
	two := separate(t, [][]float32{x[0][:join], x[1][:join]})
	for k := range two {
		if db := errorDB(y[k][:join-Latency], two[k][:join-Latency]); db > -100 {
			t.Errorf("before, channel %d differs by %.1f dB from a separation of two", k, db)
		}
	}
	if !p.Health(2).Separated {
		t.Error("it is not separated when it is there")
	}
}

func TestAHoleIsUnknownAndNothingIsLearnedFromIt(t *testing.T) {
	const from, to = 5 * timeline.Second / timeline.HopLen * timeline.HopLen, 6 * timeline.Second / timeline.HopLen * timeline.HopLen
	x := table(2, 10*timeline.Second, -10)
	p := newPlayer(t, 2)
	p.before = func(src *audio.Hop) {
		src.Channels[0].Unknown = src.Start >= from && src.Start < to
		src.Channels[1].Clipped = src.Start == from
	}
	p.after = func(dst *audio.Hop) {
		if dst.Start < 0 {
			return
		}
		if got, want := dst.Channels[0].Unknown, dst.Start >= from && dst.Start < to; got != want {
			t.Fatalf("at %v unknown is %v, want %v", dst.Start.Duration(), got, want)
		}
		if got, want := dst.Channels[1].Clipped, dst.Start == from; got != want {
			t.Fatalf("at %v clipped is %v, want %v", dst.Start.Duration(), got, want)
		}
	}
	y, whole := p.play(x), separate(t, x)
	for k := range x {
		const after = to + 300*timeline.Millisecond
		if db := errorDB(y[k][after:], whole[k][after:]); db > -15 {
			t.Errorf("after the hole channel %d differs by %.1f dB from what it would be, want at most -15", k, db)
		}
	}
	if r := p.Health(0).Restarts; r != 0 {
		t.Errorf("%d restarts, want none", r)
	}
}

func TestMoreChannelsThanCanBeSeparatedPassUnchanged(t *testing.T) {
	x := make([][]float32, MaxSeparated+1)
	for k := range x {
		x[k] = vadtest.Noise(timeline.Second, -40, uint64(k))
	}
	p := newPlayer(t, len(x))
	for k, y := range p.play(x) {
		if db := errorDB(y, x[k]); db > -200 {
			t.Errorf("channel %d is changed by %.1f dB", k, db)
		}
		if h := p.Health(k); !h.Trouble.Has(Crowded) || h.Separated {
			t.Errorf("channel %d: %+v, want it crowded", k, h)
		}
	}
}
