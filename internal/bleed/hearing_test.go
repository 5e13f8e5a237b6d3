//go:build !race

package bleed

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// knowing is a detector that knows who speaks. It answers 40 ms late, and hears others too where deaf is false.
func knowing(spans [][]timeline.Span, hearsOthers func(k int) bool) func(timeline.Position) []float64 {
	return func(at timeline.Position) []float64 {
		p, anybody := make([]float64, len(spans)), false
		for k := range spans {
			for _, s := range spans[k] {
				if s.Contains(at - 40*timeline.Millisecond + timeline.HopLen/2) {
					p[k], anybody = .95, true
				}
			}
		}
		for k := range p {
			if anybody && p[k] == 0 {
				p[k] = .05
				if hearsOthers(k) {
					p[k] = .6
				}
			}
		}
		return p
	}
}

func nobody(int) bool { return false }

func TestAttenuationIsWhatIsTakenOutOfWhatIsHeardOfOthers(t *testing.T) {
	dry, spans := bleedtest.Talk(2, 40*timeline.Second, 3)
	for _, level := range []float64{-6, -20} {
		p := newPlayer(t, 2)
		p.heard = knowing(spans, nobody)
		p.play(bleedtest.Table(dry, level))
		for k := range 2 {
			h := p.Health(k)
			if h.Attenuation < 5 || h.Attenuation > 30 || h.Bypassed || h.Evidence < 8*timeline.Second {
				t.Errorf("bleed of %g dB: %+v, want an attenuation of 5 to 30 dB and no bypass", level, h)
			}
		}
	}
}

func TestAChannelWithoutBleedIsBypassedAndRests(t *testing.T) {
	const length = 110 * timeline.Second
	x, spans := bleedtest.Talk(2, length, 4)
	p := newPlayer(t, 2)
	p.heard = knowing(spans, nobody)
	first, rested := [2]timeline.Position{}, timeline.Position(0)
	p.seen = func(at timeline.Position, _ []bool) {
		for k := range first {
			if h := p.Health(k); h.Bypassed && first[k] == 0 {
				first[k] = at
				if h.Evidence < 10*timeline.Second {
					t.Errorf("channel %d is bypassed on %v of evidence", k, h.Evidence.Duration())
				}
			}
		}
		if p.Health(0).Resting && rested == 0 {
			rested = at
		}
	}
	y := p.play(x)
	if first[0] == 0 || first[1] == 0 || rested < max(first[0], first[1])+50*timeline.Second {
		t.Fatalf("bypassed from %d and %d, at rest from %d", first[0], first[1], rested)
	}
	for k := range x {
		from := first[k] + timeline.Second
		if db := errorDB(y[k][from:], x[k][from:]); db > -200 {
			t.Errorf("a bypassed channel is changed by %.1f dB", db)
		}
	}
}

// bleedFrom is a conversation of two across a table in which the microphones hear each other from a position on.
func bleedFrom(begin, length timeline.Position) (x [][]float32, spans [][]timeline.Span) {
	x, spans = bleedtest.Talk(2, length, 4)
	for k, v := range bleedtest.Table(x, -10) {
		x[k] = append(x[k][:begin:begin], v[begin:]...)
	}
	return x, spans
}

// TestBleedIsTakenOutWhereThereWasNone lets bleed begin while both channels are bypassed, and while the separation rests.
// The detector takes bleed for speech as long as a channel is not cleaned.
func TestBleedIsTakenOutWhereThereWasNone(t *testing.T) {
	for _, c := range []struct {
		begin timeline.Position
		rests bool
	}{{40 * timeline.Second, false}, {110 * timeline.Second, true}} {
		x, spans := bleedFrom(c.begin, c.begin+20*timeline.Second)
		p := newPlayer(t, 2)
		p.heard = func(at timeline.Position) []float64 {
			return knowing(spans, func(k int) bool { return at > c.begin && !p.Health(k).Separated })(at)
		}
		p.seen = func(at timeline.Position, _ []bool) {
			for k := range 2 {
				h := p.Health(k)
				if at == c.begin && (!h.Bypassed || h.Resting != c.rests) {
					t.Errorf("before bleed begins channel %d: %+v, want it bypassed and resting: %v", k, h, c.rests)
				}
				if at == c.begin+8*timeline.Second && !h.Separated {
					t.Errorf("8 s after bleed began channel %d: %+v, want it separated", k, h)
				}
			}
		}
		y := p.play(x)
		for k := range x {
			raw, clean := alone(x, spans, k, c.begin+8*timeline.Second), alone(y, spans, k, c.begin+8*timeline.Second)
			if less := powerDB(raw.others) - powerDB(clean.others); less < 8 {
				t.Errorf("channel %d hears others %.1f dB less, want at least 8", k, less)
			}
		}
	}
}

func TestBleedThatComesToOneChannelCostsTheOtherNothing(t *testing.T) {
	const begin = 40 * timeline.Second
	x, spans := bleedFrom(begin, 60*timeline.Second)
	early := bleedtest.Table([][]float32{x[0][:begin], x[1][:begin]}, -10)
	copy(x[0], early[0])
	p := newPlayer(t, 2)
	p.heard = func(at timeline.Position) []float64 {
		return knowing(spans, func(k int) bool { return k == 1 && at > begin && !p.Health(k).Separated })(at)
	}
	y := p.play(x)
	if h := p.Health(1); h.Bypassed || h.Restarts > 0 {
		t.Errorf("%+v, want no bypass and no restart", h)
	}
	for k := range x {
		raw, clean := alone(x, spans, k, begin+8*timeline.Second), alone(y, spans, k, begin+8*timeline.Second)
		if less := powerDB(raw.others) - powerDB(clean.others); less < 8 {
			t.Errorf("channel %d hears others %.1f dB less, want at least 8", k, less)
		}
	}
}

// TestWhoMovesIsFollowed lets both people change places. The detector takes for speech what stays loud.
func TestWhoMovesIsFollowed(t *testing.T) {
	const moved, length = 40 * timeline.Second, 60 * timeline.Second
	dry, spans := bleedtest.Talk(2, length, 4)
	room := bleedtest.Reflecting(bleedtest.Point{5, 4, 2.7}, .35)
	across := [][][]float64{
		{nil, room.Response(bleedtest.Point{3, 2.9, 1.2}, bleedtest.Point{1.9, 1.4, 1.1}, 6400)},
		{room.Response(bleedtest.Point{1.8, 1.2, 1.2}, bleedtest.Point{2.7, 2.7, 1.1}, 6400), nil},
	}
	x := bleedtest.Table(dry, -10)
	for k, v := range bleedtest.Mix(dry, across, -10) {
		copy(x[k][moved:], v[moved:])
	}
	p := newPlayer(t, 2)
	p.heard = func(at timeline.Position) []float64 {
		return knowing(spans, func(k int) bool { return powerDB(p.dst.Channels[k].PCM) > -46 })(at)
	}
	y := p.play(x)
	for k := range x {
		raw, clean := alone(x, spans, k, moved+8*timeline.Second), alone(y, spans, k, moved+8*timeline.Second)
		if less := powerDB(raw.others) - powerDB(clean.others); less < 10 {
			t.Errorf("channel %d hears the other %.1f dB less, want at least 10", k, less)
		}
		if db := errorDB(clean.own, raw.own); db > -12 {
			t.Errorf("channel %d: the own voice is off by %.1f dB, want at most -12", k, db)
		}
	}
}

func TestWhatOthersExplainIsAmbiguous(t *testing.T) {
	dry, spans := bleedtest.Talk(2, 30*timeline.Second, 3)
	p := newPlayer(t, 2)
	p.heard = knowing(spans, func(int) bool { return true })
	var said, hops [2]int // while only the own person speaks, while only the other does
	p.seen = func(at timeline.Position, ambiguous []bool) {
		own := knowing(spans, nobody)(at)
		if at < 10*timeline.Second || (own[0] > .5) == (own[1] > .5) {
			return
		}
		for k := range 2 {
			side := 0
			if own[k] < .5 {
				side = 1
			}
			hops[side]++
			if ambiguous[k] {
				said[side]++
			}
		}
	}
	p.play(bleedtest.Table(dry, -10))
	if own, other := float64(said[0])/float64(hops[0]), float64(said[1])/float64(hops[1]); own > .05 || other < .8 {
		t.Errorf("ambiguous in %.2f of the own speech and %.2f of the other's, want at most .05 and at least .8", own, other)
	}
}

func TestAnAmbiguousChannelNeedsASurerDetector(t *testing.T) {
	for _, c := range []struct {
		p         float64
		ambiguous bool
		want      float64
	}{
		{.3, false, .3},
		{.5, false, .5},
		{.9, false, .9},
		{0, true, 0},
		{.35, true, .25},
		{.7, true, .5},
		{.85, true, .75},
		{1, true, 1},
	} {
		if got := OwnProbability(c.p, c.ambiguous); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("OwnProbability(%g, %v) = %g, want %g", c.p, c.ambiguous, got, c.want)
		}
	}
}

// monologue is two people across a table of whom only the first speaks.
func monologue(length timeline.Position, level float64) [][]float32 {
	return bleedtest.Table([][]float32{
		vadtest.Mix(vadtest.Voice(length, -26, 6), vadtest.Noise(length, -66, 6)), vadtest.Noise(length, -66, 7),
	}, level)
}

func TestALostVoiceRestartsTheSeparation(t *testing.T) {
	x := monologue(40*timeline.Second, -10)
	p := newPlayer(t, 2)
	p.before = func(src *audio.Hop) {
		if src.Start == timeline.HopLen {
			swapPeople(p.chain.iva)
		}
	}
	y := p.play(x)
	if h := p.Health(0); h.Restarts != 1 || h.Trouble != 0 {
		t.Errorf("%+v, want one restart and no trouble", h)
	}
	const late = 30 * timeline.Second
	if less := powerDB(x[0][late:]) - powerDB(y[0][late:]); less > 1.5 {
		t.Errorf("in the end the voice is reduced by %.1f dB, want at most 1.5", less)
	}
}

func TestAVoiceThatIsLostAgainIsGivenUpForAMinute(t *testing.T) {
	w := new(lossWatch)
	w.restart()
	quiet, voice := level{1e-3, 1e-3}, level{10, 2} // of which 7 dB are lost
	var lost []int
	for frame := range lossSpan * 21 / 20 {
		now := []level{voice, quiet}
		if frame%100 < 20 {
			now[0] = quiet
		}
		if w.push(now) {
			lost = append(lost, frame)
			w.forget()
		}
		if got, want := w.voices[0].hopeless(), len(lost) > 1 && frame < lost[len(lost)-2]+lossSpan-1; got != want {
			t.Fatalf("frame %d, lost in %d: given up is %v, want %v", frame, lost, got, want)
		}
	}
	if len(lost) != 3 || lost[1]-lost[0] > 2*lossMemory || lost[2]-lost[0] < lossSpan-1 {
		t.Errorf("lost in frames %d, want it twice within seconds and again after a minute", lost)
	}
}

// TestNoVoiceIsLostInTalk plays the bundled session. Its coach listens for long, at a microphone with little noise, and
// goes on hearing the room when the client's microphone no longer hears the client.
func TestNoVoiceIsLostInTalk(t *testing.T) {
	talk := bundledTalk(t, 2, 60*timeline.Second)
	for _, level := range []float64{-20, -6} {
		p := newPlayer(t, 2)
		p.play(bleedtest.Table(talk, level))
		for k := range talk {
			if h := p.Health(k); h.Restarts > 0 || h.Trouble.Has(VoiceLost) {
				t.Errorf("bleed of %g dB, channel %d: %+v, want no restart", level, k, h)
			}
		}
	}
}

// swapPeople takes each of two people for the other.
func swapPeople(s *iva) {
	for b := range cells {
		f, m := s.matrix(s.filters, b), s.matrix(s.mixing, b)
		f[0], f[1], f[2], f[3] = f[2], f[3], f[0], f[1]
		m[0], m[1], m[2], m[3] = m[2], m[3], m[0], m[1]
		s.p[2*b], s.p[2*b+1] = s.p[2*b+1], s.p[2*b]
	}
}

func TestTroubleIsTold(t *testing.T) {
	p := newPlayer(t, 2)
	p.play([][]float32{vadtest.Noise(timeline.Second, -40, 1), vadtest.Noise(timeline.Second, -40, 2)})
	c := &p.channels[0]
	for range 2 * doubledMemory {
		c.record.hear(.9, .9, true)
	}
	c.bypass.mean = level{raw: 10, clean: 1}
	p.loss.voices[0].lost = [2]int{100, 200}
	if got, want := p.Health(0).Trouble, VoiceLost|Unclear|Doubled; got != want {
		t.Errorf("trouble %b, want %b", got, want)
	}
	if got := p.Health(1).Trouble; got != 0 {
		t.Errorf("trouble %b of the other channel, want none", got)
	}
}
