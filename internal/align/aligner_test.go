//go:build !race

package align_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// player pushes recordings through an Aligner.
type player struct {
	*align.Aligner
	src, dst *audio.Hop
	before   func(src *audio.Hop) // changes what goes in
	moves    []timeline.Position  // where devices were moved
}

func newPlayer(t testing.TB, devices ...int) *player {
	t.Helper()
	return &player{Aligner: newAligner(t, devices...), src: audio.NewHop(len(devices)), dst: audio.NewHop(len(devices))}
}

// play pushes x and returns what comes out, as it comes.
func (p *player) play(x [][]float32) [][]float32 {
	y := make([][]float32, len(x))
	for at := 0; at+timeline.HopLen <= len(x[0]); at += timeline.HopLen {
		for k := range x {
			p.src.Channels[k].Unknown = false
			copy(p.src.Channels[k].PCM, x[k][at:])
		}
		p.push()
		for k := range y {
			y[k] = append(y[k], p.dst.Channels[k].PCM...)
		}
	}
	return y
}

func (p *player) push() {
	if p.before != nil {
		p.before(p.src)
	}
	if p.Push(p.dst, p.src) {
		p.moves = append(p.moves, p.dst.Start)
	}
	p.src.Start += timeline.HopLen
}

// apart is by how many ms channel k is off the first where the last hop came out.
func (p *player) apart(k int, skews []aligntest.Skew) float64 {
	place := func(k int) float64 { return skews[k].At(float64(p.dst.Start) + p.Health(k).Advance) }
	return (place(k) - place(0)) / float64(timeline.Millisecond)
}

// check fails unless the clocks of all channels were found.
func (p *player) check(t *testing.T, skews []aligntest.Skew) {
	t.Helper()
	for k := range skews {
		h := p.Health(k)
		drift := h.Drift - p.Health(0).Drift + skews[k].PPM - skews[0].PPM
		if off := p.apart(k, skews); math.Abs(off) > 4 || math.Abs(drift) > 3 || !h.Settled || !h.Rated {
			t.Errorf("channel %d is off by %.2f ms and %.2f ppm, want at most 4 and 3; %+v", k, off, drift, h)
		}
	}
}

// table is a conversation across a table that each device records by its own clock.
func table(people int, length timeline.Position, level float64, skews []aligntest.Skew) [][]float32 {
	k := key{people, level}
	if whole := tables[k]; whole == nil || timeline.Position(len(whole[0])) < length {
		talk, _ := bleedtest.Talk(people, length, 7)
		tables[k] = bleedtest.Table(talk, level)
	}
	x := make([][]float32, people)
	for i, v := range tables[k] {
		x[i] = v[:length]
	}
	return record(x, skews)
}

// tables are the conversations that were made so far. The beginning serves where less is needed.
var tables = map[key][][]float32{}

type key struct {
	people int
	level  float64
}

func record(x [][]float32, skews []aligntest.Skew) [][]float32 {
	y := make([][]float32, len(x))
	for k := range x {
		y[k] = skews[k].Record(x[k])
	}
	return y
}

const ms = timeline.Millisecond

// TestWhatASourceDoesAboutADriftIsTakenBack lets the source of one device find out how it drifts, move it back in between,
// and tell so.
func TestWhatASourceDoesAboutADriftIsTakenBack(t *testing.T) {
	paceAt := func(n int) float64 {
		switch at := timeline.Position(n); {
		case at > 32*timeline.Second && at < 40*timeline.Second:
			return 550e-6
		case at > 32*timeline.Second:
			return 50e-6
		}
		return 0
	}
	x := table(2, 70*timeline.Second, -12, []aligntest.Skew{{}, {PPM: -50}})
	places, run := make([]float64, len(x[1])), make([]float32, len(x[1]))
	for n, place := 0, 0.; n < len(run); n++ {
		places[n], run[n] = place, aligntest.Between(x[1], place)
		place += 1 + paceAt(n/timeline.HopLen*timeline.HopLen)
	}
	p := newPlayer(t, 0, 1)
	least, most, moved := math.Inf(1), math.Inf(-1), 0
	p.before = func(src *audio.Hop) {
		n := int(src.Start)
		src.Channels[1].Pace = paceAt(n)
		if n < 30*timeline.Rate {
			moved = len(p.moves)
			return
		}
		at := float64(p.dst.Start) + p.Health(1).Advance
		whole := int(at)
		place := places[whole] + (at-float64(whole))*(places[whole+1]-places[whole])
		off := place*(1-50e-6) - float64(p.dst.Start) - p.Health(0).Advance
		least, most = min(least, off), max(most, off)
	}
	p.play([][]float32{x[0], run})
	if most-least > .2*float64(ms) {
		t.Errorf("while the source moved it, the device went by %.2f ms against the other, want none", (most-least)/float64(ms))
	}
	if len(p.moves) != moved {
		t.Errorf("what was learned became void at %v, want it kept", p.moves[moved:])
	}
}

func TestTwoDevicesAreBroughtTogether(t *testing.T) {
	for _, second := range []aligntest.Skew{
		{PPM: 20},
		{PPM: -50},
		{PPM: 150},
		{Delay: 30 * ms},
		{Delay: -30 * ms},
		{Delay: -75 * ms},
		{PPM: 50, Delay: -30 * ms},
		{PPM: -50, Delay: 30 * ms},
	} {
		t.Run(fmt.Sprintf("%+v", second), func(t *testing.T) {
			skews := []aligntest.Skew{{}, second}
			p := newPlayer(t, 0, 1)
			p.play(table(2, 40*timeline.Second, -12, skews))
			p.check(t, skews)
			if len(p.moves) == 0 || p.moves[len(p.moves)-1] > 25*timeline.Second {
				t.Errorf("what was learned was void at %v, want some time before 25 s", p.moves)
			}
		})
	}
}

func TestFourDevicesAreBroughtTogether(t *testing.T) {
	skews := []aligntest.Skew{{}, {PPM: 50, Delay: 30 * ms}, {PPM: -50, Delay: -30 * ms}, {PPM: 25, Delay: 15 * ms}}
	p := newPlayer(t, 0, 1, 2, 3)
	p.play(table(4, 45*timeline.Second, -12, skews))
	p.check(t, skews)
}

func TestChannelsOfOneDeviceMoveTogether(t *testing.T) {
	late := aligntest.Skew{PPM: 40, Delay: 25 * ms}
	skews := []aligntest.Skew{{}, late, {}, late}
	p := newPlayer(t, 0, 1, 0, 1)
	p.play(table(4, 45*timeline.Second, -12, skews))
	p.check(t, skews)
	for k := range 2 {
		if a, b := p.Health(k), p.Health(k+2); a != b {
			t.Errorf("channels %d and %d are of one device, and aligned as %+v and %+v", k, k+2, a, b)
		}
	}
}

func TestWhereNothingIsHeardByTwoNothingIsChanged(t *testing.T) {
	const length = 40 * timeline.Second
	talk, _ := bleedtest.Talk(2, length, 3)
	both, _ := bleedtest.Talk(2, length, 4)
	other, _ := bleedtest.Talk(2, length, 5)
	noise := vadtest.Noise(length, -50, 1)
	hum := vadtest.Hum(length, -45)
	delayed := func(x []float32, by int) []float32 { return append(make([]float32, by), x[:len(x)-by]...) }
	for _, tc := range []struct {
		name string
		x    [][]float32
	}{
		{"two conversations", [][]float32{both[0], other[0]}},
		{"one conversation", talk},
		{"everybody at once", [][]float32{vadtest.Mix(both[0], both[1]), vadtest.Mix(other[0], other[1])}},
		{"the same noise, nearer to one", [][]float32{vadtest.Mix(talk[0], noise), vadtest.Mix(talk[1], delayed(noise, 200))}},
		{"the same hum", [][]float32{vadtest.Mix(talk[0], hum), vadtest.Mix(talk[1], delayed(hum, 100))}},
		{"silence", [][]float32{vadtest.Silence(length), vadtest.Silence(length)}},
		{"one is silent", [][]float32{talk[0], vadtest.Silence(length)}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newPlayer(t, 0, 1)
			y := p.play(tc.x)
			if len(p.moves) > 0 {
				t.Errorf("devices were moved at %v", p.moves)
			}
			for k := range y {
				for i, v := range y[k][align.Latency:] {
					if v != tc.x[k][i] {
						t.Fatalf("sample %d of channel %d came out as %v, went in as %v", i, k, v, tc.x[k][i])
					}
				}
			}
		})
	}
}

func TestOfAnEchoOnlyTheDriftIsFollowed(t *testing.T) {
	const length = 60 * timeline.Second
	talk, _ := bleedtest.Talk(2, length, 9)
	room := bleedtest.Reflecting(bleedtest.Point{5, 4, 2.7}, .35)
	echo := room.Response(bleedtest.Point{1, 1, 1}, bleedtest.Point{2, 2, 1}, 4000)
	x := bleedtest.Mix(talk, [][][]float64{{nil, nil}, {echo, nil}}, -12)
	skews := []aligntest.Skew{{}, {PPM: 35, Delay: 30 * ms}}
	p := newPlayer(t, 0, 1)
	p.play(record(x, skews))
	h := p.Health(1)
	if drift := h.Drift - p.Health(0).Drift + 35; math.Abs(drift) > 3 || h.Jumps > 0 || h.Settled {
		t.Errorf("the drift is off by %.2f ppm, want at most 3, and no jump: %+v", drift, h)
	}
}

func TestDevicesThatRunAwayAreFollowedPastTheLatency(t *testing.T) {
	skews := []aligntest.Skew{{PPM: -250}, {Delay: 70 * ms}}
	p := newPlayer(t, 0, 1)
	p.play(table(2, 100*timeline.Second, -12, skews))
	p.check(t, skews)
	if first := p.Health(0).Advance; first > -float64(align.Latency) {
		t.Errorf("the first is moved back by %v samples, want more than the latency allows forward", -first)
	}
}

func TestADeviceThatComesBackElsewhereIsFoundAgain(t *testing.T) {
	skews := []aligntest.Skew{{}, {PPM: 30}}
	back := []aligntest.Skew{{}, {PPM: 30, Delay: -20 * ms}}
	x := table(2, 80*timeline.Second, -12, skews)
	second := table(2, 80*timeline.Second, -12, back)[1]
	copy(x[1][40*timeline.Second:], second[40*timeline.Second:])
	p := newPlayer(t, 0, 1)
	p.before = func(src *audio.Hop) {
		if at := src.Start; at >= 36*timeline.Second && at < 40*timeline.Second {
			src.Channels[1].Unknown = true
		}
	}
	p.play(x)
	p.check(t, back)
	if h := p.Health(1); h.Jumps != 1 || p.moves[len(p.moves)-1] < 40*timeline.Second {
		t.Errorf("it was moved %d times, at last at %v, want once after 40 s", h.Jumps, p.moves)
	}
}

func TestWhatIsMovedKeepsItsSound(t *testing.T) {
	skews := []aligntest.Skew{{}, {PPM: 50, Delay: 30 * ms}}
	x := table(2, 40*timeline.Second, -12, skews)
	p := newPlayer(t, 0, 1)
	const last = int(39*timeline.Second/timeline.HopLen) * timeline.HopLen
	p.play([][]float32{x[0][:last], x[1][:last]})
	before := [...]align.Health{p.Health(0), p.Health(1)} // where the next hop begins
	y := p.play([][]float32{x[0][last:], x[1][last:]})
	for k := range y {
		noise, signal := 0., 0.
		for i, v := range y[k][:timeline.HopLen] {
			place := float64(last-int(align.Latency)+i) + before[k].Advance + float64(i)*before[k].Drift*1e-6
			want := float64(aligntest.Between(x[k], place))
			noise += (float64(v) - want) * (float64(v) - want)
			signal += want * want
		}
		if db := 10 * math.Log10(noise/signal); !(db < -40) {
			t.Errorf("channel %d differs from what went in by %.1f dB, want at most -40", k, db)
		}
	}
}
