//go:build !race

package bleed

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// player pushes recordings through a Separator.
type player struct {
	*Separator
	src, dst *audio.Hop
	before   func(src *audio.Hop)                         // changes what goes in
	after    func(dst *audio.Hop)                         // sees what comes out
	heard    func(at timeline.Position) []float64         // what the detector makes of a hop; nil: nobody asks it
	seen     func(at timeline.Position, ambiguous []bool) // what follows from that
}

func newPlayer(t testing.TB, n int) *player {
	t.Helper()
	s, err := New(n)
	if err != nil {
		t.Fatal(err)
	}
	return &player{Separator: s, src: audio.NewHop(n), dst: audio.NewHop(n)}
}

// play pushes x, and silence until all of it is out. It returns what comes out at the positions that it is for.
func (p *player) play(x [][]float32) [][]float32 {
	y, length := make([][]float32, len(x)), len(x[0])
	from := p.src.Start
	for p.src.Start < from+timeline.Position(length)+Latency {
		for k := range x {
			pcm := p.src.Channels[k].PCM
			clear(pcm)
			copy(pcm, x[k][min(int(p.src.Start-from), length):])
		}
		p.push()
		for k := range x {
			if p.dst.Start >= from {
				y[k] = append(y[k], p.dst.Channels[k].PCM...)
			}
		}
	}
	for k := range y {
		y[k] = y[k][:length]
	}
	return y
}

func (p *player) push() {
	if p.before != nil {
		p.before(p.src)
	}
	p.Push(p.dst, p.src)
	if p.after != nil {
		p.after(p.dst)
	}
	if p.heard != nil && p.dst.Start >= 0 {
		ambiguous := p.Heard(p.heard(p.dst.Start))
		if p.seen != nil {
			p.seen(p.dst.Start, ambiguous)
		}
	}
	p.src.Start += timeline.HopLen
}

// separate is what comes out for x.
func separate(t testing.TB, x [][]float32) [][]float32 {
	t.Helper()
	return newPlayer(t, len(x)).play(x)
}

// errorDB is the power of the difference of got and want over that of want, in dB.
func errorDB[T float32 | float64](got []float32, want []T) float64 {
	e, p := 1e-30, 1e-30
	for i, w := range want {
		d := float64(got[i]) - float64(w)
		e += d * d
		p += float64(w) * float64(w)
	}
	return 10 * math.Log10(e/p)
}

// powerDB is the mean square of x in dB.
func powerDB(x []float32) float64 {
	sum := 1e-30
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return 10 * math.Log10(sum/float64(len(x)))
}

// table is a conversation of n people across a table.
func table(n int, length timeline.Position, level float64) [][]float32 {
	talk, _ := bleedtest.Talk(n, length, uint64(n))
	return bleedtest.Table(talk, level)
}

// warm is when the separation has learned enough.
const warm = 10 * timeline.Second

func TestBleedIsRemovedAndTheOwnVoiceStays(t *testing.T) {
	for _, n := range []int{2, 3, 4, MaxSeparated} {
		dry, spans := bleedtest.Talk(n, timeline.Position(12+3*n)*timeline.Second, uint64(n))
		x := bleedtest.Table(dry, -12)
		y := separate(t, x)
		for k := range x {
			raw, clean := alone(x, spans, k, warm), alone(y, spans, k, warm)
			if less := powerDB(raw.others) - powerDB(clean.others); less < 4 {
				t.Errorf("%d people: channel %d hears others %.1f dB less, want at least 4", n, k, less)
			}
			if db := errorDB(clean.own, raw.own); db > -12 && len(raw.own) > 0 {
				t.Errorf("%d people: the own voice of channel %d is off by %.1f dB, want at most -12", n, k, db)
			}
		}
	}
}

type heardAlone struct{ own, others []float32 }

// alone is what channel k holds from a position on while nobody but its own person speaks, and while only others do.
func alone(x [][]float32, spans [][]timeline.Span, k int, from timeline.Position) (h heardAlone) {
	for i := from; i < timeline.Position(len(x[k])); i++ {
		var speaking []int
		for j := range spans {
			if slices.ContainsFunc(spans[j], func(s timeline.Span) bool { return s.Contains(i) }) {
				speaking = append(speaking, j)
			}
		}
		switch {
		case len(speaking) == 1 && speaking[0] == k:
			h.own = append(h.own, x[k][i])
		case len(speaking) > 0 && !slices.Contains(speaking, k):
			h.others = append(h.others, x[k][i])
		}
	}
	return h
}

func TestSoundWithoutBleedIsNearlyUnchanged(t *testing.T) {
	for n, want := range map[int]float64{2: -40, 4: -12, MaxSeparated: -12} {
		const length, from = 14 * timeline.Second, 9 * timeline.Second
		x, _ := bleedtest.Talk(n, length, uint64(n))
		y := separate(t, x)
		for k := range x {
			if db := errorDB(y[k][from:], x[k][from:]); db > want {
				t.Errorf("%d people: channel %d is changed by %.1f dB, want at most %g", n, k, db, want)
			}
		}
	}
}

func TestOneChannelPassesBitByBit(t *testing.T) {
	x := [][]float32{vadtest.Noise(5*timeline.Second, -20, 1)}
	x[0][1000], x[0][2000] = float32(math.NaN()), float32(math.Inf(1))
	y := separate(t, x)
	for i := range x[0] {
		if math.Float32bits(y[0][i]) != math.Float32bits(x[0][i]) {
			t.Fatalf("sample %d is %g, want %g", i, y[0][i], x[0][i])
		}
	}
}

func TestEverySampleComesOutTheLatencyLater(t *testing.T) {
	for n := 1; n <= 3; n++ {
		p, x := newPlayer(t, n), make([][]float32, n)
		p.after = func(dst *audio.Hop) {
			if want := p.src.Start - 1024; dst.Start != want {
				t.Errorf("%d channels: while %d goes in %d comes out, want %d", n, p.src.Start, dst.Start, want)
			}
		}
		for k := range x {
			x[k] = vadtest.Noise(4*timeline.Second, -30, uint64(k))
		}
		y := p.play(x)
		for k := range x { // noise is like itself only where it is
			const from = 2 * timeline.Second
			if db := errorDB(y[k][from:], x[k][from:]); db > -7 {
				t.Errorf("%d channels: channel %d is not at its place: off by %.1f dB", n, k, db)
			}
		}
	}
}

func TestLoudnessDoesNotMatter(t *testing.T) {
	x := table(2, 6*timeline.Second, -10)
	for _, gain := range []float32{.25, 4} {
		scaled := [][]float32{nil, nil}
		for k := range x {
			for _, v := range x[k] {
				scaled[k] = append(scaled[k], v*gain)
			}
		}
		y, got := separate(t, x), separate(t, scaled)
		for k := range y {
			for i := range y[k] {
				y[k][i] *= gain
			}
			const from = 2 * timeline.Second // the analysis starts from a loudness
			if db := errorDB(got[k][from:], y[k][from:]); db > -20 {
				t.Errorf("times %g: channel %d differs by %.1f dB, want at most -20", gain, k, db)
			}
		}
	}
}

func TestTheOrderOfChannelsDoesNotMatter(t *testing.T) {
	x := table(3, 5*timeline.Second, -10)
	y := separate(t, x)
	order := []int{2, 0, 1}
	turned := make([][]float32, len(x))
	for k, from := range order {
		turned[k] = x[from]
	}
	got := separate(t, turned)
	for k, from := range order {
		// People are projected one after the other, in this order.
		if db := errorDB(got[k][timeline.Second:], y[from][timeline.Second:]); db > -15 {
			t.Errorf("channel %d as channel %d differs by %.1f dB, want at most -15", from, k, db)
		}
	}
}

func TestWhatIsNoNumberCountsAsSilence(t *testing.T) {
	x := table(2, 4*timeline.Second, -10)
	silent := [][]float32{slices.Clone(x[0]), slices.Clone(x[1])}
	for i, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e30} {
		at := 48000 + 1000*i // when both are cleaned
		x[0][at], silent[0][at] = float32(bad), 0
	}
	got, want := separate(t, x), separate(t, silent)
	for k := range x {
		if !slices.Equal(got[k], want[k]) {
			t.Errorf("channel %d differs from what it would be with silence", k)
		}
	}
}

func TestABinThatWentWrongStartsAnew(t *testing.T) {
	x := table(2, 4*timeline.Second, -12)
	want := separate(t, x)
	for name, spoil := range map[string]func(c *chain, bad float32){
		"a filter of the first canceller":   func(c *chain, bad float32) { c.first.h[700].re[3] = bad },
		"a matrix of the second canceller":  func(c *chain, bad float32) { c.second.p[70].q[5].im[2] = bad },
		"the scale of a matrix":             func(c *chain, bad float32) { c.second.p[71].scale[2] = bad },
		"a negative matrix":                 func(c *chain, _ float32) { c.second.p[72].q[0].re[1] = -1e3 },
		"what a canceller looks back on":    func(c *chain, bad float32) { c.first.past[300].re[0] = bad },
		"a filter of the analysis":          func(c *chain, bad float32) { c.iva.filters[90].im[7] = bad },
		"a matrix of the analysis":          func(c *chain, bad float32) { c.iva.mixing[91].re[1] = bad },
		"a correlation within the analysis": func(c *chain, bad float32) { c.iva.p[20].q[1].re[4] = bad },
	} {
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			p := newPlayer(t, 2)
			p.before = func(src *audio.Hop) {
				if src.Start == 2*timeline.Second {
					spoil(p.chain, float32(bad))
				}
			}
			for k, y := range p.play(x) {
				if db := errorDB(y, want[k]); !(db < -20) {
					t.Errorf("%s is %g: channel %d is off by %.1f dB from what it would be, want at most -20", name, bad, k, db)
				}
			}
		}
	}
}

func TestSoundOfEveryKindStaysFinite(t *testing.T) {
	const length = 5 * timeline.Second
	noise, voice := vadtest.Noise(length, -30, 1), vadtest.Voice(length, -20, 2)
	for name, x := range map[string][][]float32{
		"the same channel twice": {voice, voice},
		"three times the same":   {noise, noise, noise},
		"a tone and another":     {vadtest.Tone(length, 440, -3), vadtest.Tone(length, 1000, -60)},
		"the same tone":          {vadtest.Tone(length, 440, -3), vadtest.Tone(length, 440, -43)},
		"full scale":             {vadtest.Clip(vadtest.Noise(length, 20, 3)), vadtest.Clip(vadtest.Noise(length, 20, 4))},
		"silence, but for a bit": {make([]float32, length), append(make([]float32, length-1), 1./32768)},
		"a voice and silence":    {voice, make([]float32, length)},
		"the last bit of 16":     {vadtest.Noise(length, -95, 5), vadtest.Noise(length, -95, 6)},
		"a voice, upside down":   {voice, negative(voice)},
		"far beyond full scale":  {vadtest.Noise(length, 24, 7), voice},
	} {
		for k, y := range separate(t, x) {
			for i, v := range y {
				if !(math.Abs(float64(v)) <= 8*loudest) {
					t.Fatalf("%s: sample %d of channel %d is %g", name, i, k, v)
				}
			}
		}
	}
}

func negative(x []float32) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = -v
	}
	return y
}

func TestAHopAllocatesNothing(t *testing.T) {
	for _, n := range []int{1, 2, 4, 6} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			p := newPlayer(t, n)
			for k := range n {
				copy(p.src.Channels[k].PCM, vadtest.Noise(timeline.HopLen, -30, uint64(k)))
			}
			probabilities := make([]float64, n)
			p.heard = func(timeline.Position) []float64 { return probabilities }
			p.push()
			if allocs := testing.AllocsPerRun(20, p.push); allocs > 0 {
				t.Errorf("%g allocations a hop, want none", allocs)
			}
		})
	}
}

func TestThereMustBeAChannel(t *testing.T) {
	if _, err := New(0); err == nil {
		t.Error("New(0): no error")
	}
}
