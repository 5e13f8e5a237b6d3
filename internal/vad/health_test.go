package vad_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// health is the state of a channel after a signal.
func health(t *testing.T, signal []float32) *vad.Health {
	t.Helper()
	h := new(vad.Health)
	for _, o := range observe(t, signal)[0] {
		h.Push(o)
	}
	return h
}

// talk is three utterances with pauses over soft noise.
func talk(level, noise float64) []float32 {
	var x []float32
	for i := range uint64(3) {
		x = append(x, vadtest.Join(vadtest.Voice(2*s, level, i), vadtest.Silence(s))...)
	}
	return vadtest.Mix(x, vadtest.Noise(timeline.Position(len(x)), noise, 9))
}

func TestAChannelIsHeardInOneWord(t *testing.T) {
	plain := talk(-26, -70)
	for _, tc := range []struct {
		name   string
		signal []float32
		want   string
	}{
		{"before the first hop", nil, "waiting"},
		{"talk", plain, "clear"},
		{"faint talk", talk(-50, -85), "quiet"},
		{"room noise", vadtest.Noise(3*s, -60, 1), "silent"},
		{"talk long ago", vadtest.Join(plain, vadtest.Noise(11*s, -70, 1)), "silent"},
		{"nothing at all", vadtest.Silence(11 * s), "dead"},
		{"nothing for a moment", vadtest.Silence(3 * s), "silent"},
		{"talk that is cut off", vadtest.Clip(talk(-1, -70)), "clipped"},
		{"talk in noise", talk(-26, -30), "noisy"},
		{"talk that was cut off", vadtest.Join(vadtest.Clip(vadtest.Voice(s, -1, 1)), plain), "clear"},
	} {
		if got := health(t, tc.signal).Heard().String(); got != tc.want {
			t.Errorf("%s: heard %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestAHoleIsLostAndAPauseIsNot(t *testing.T) {
	h := health(t, talk(-26, -70))
	h.Push(vad.Observation{Flags: vad.Paused})
	if got := h.Heard(); got != vad.HeardClear {
		t.Errorf("in a pause: heard %q, want %q", got, vad.HeardClear)
	}
	h.Push(vad.Observation{Flags: vad.Unknown})
	if got := h.Heard(); got != vad.HeardLost {
		t.Errorf("in a hole: heard %q, want %q", got, vad.HeardLost)
	}
}

func TestMomentsThatAreLostAreDropOuts(t *testing.T) {
	h := new(vad.Health)
	push := func(n int, flags vad.Flags) {
		for range n {
			h.Push(vad.Observation{Flags: flags})
		}
	}
	is := func(when string, want float64) {
		t.Helper()
		if got := h.DropoutShare(); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: drop-outs are %g of the time, want %g", when, got, want)
		}
	}
	push(20, vad.Unknown)
	push(100, 0)
	is("before anything was heard", 0)
	for range 2 {
		push(5, vad.Unknown)
		push(45, 0)
	}
	is("twice", 0)
	push(5, vad.Unknown)
	push(75, 0)
	is("three times", .05)
	push(100, vad.Unknown)
	push(200, 0)
	is("after a loss of 3.2 s", .025)
	if got := h.UnknownShare(); got != 135./600 {
		t.Errorf("%g of the time is unknown, want .225", got)
	}
}

func TestSpeechAndNoiseAreMeasuredApart(t *testing.T) {
	h := health(t, talk(-26, -60))
	speech, known := h.SpeechLevel()
	if !known || math.Abs(speech+28) > 3 { // the mean of decibels is below that of power
		t.Errorf("speech level %.1f dBFS, %v; want about -28", speech, known)
	}
	noise, known := h.NoiseFloor()
	if !known || math.Abs(noise+60) > 1.5 {
		t.Errorf("noise floor %.1f dBFS, %v; want about -60", noise, known)
	}
	if snr, known := h.SNR(); !known || math.Abs(snr-(speech-noise)) > .1 {
		t.Errorf("SNR %.1f dB, %v; want %.1f", snr, known, speech-noise)
	}
}

func TestNothingIsSaidOfLevelsBeforeTheyAreHeard(t *testing.T) {
	var h vad.Health
	if _, known := h.SpeechLevel(); known {
		t.Error("a speech level is known before any observation")
	}
	if _, known := h.NoiseFloor(); known {
		t.Error("a noise floor is known before any observation")
	}
	if _, known := h.SNR(); known {
		t.Error("an SNR is known before any observation")
	}
	if h.ClippedShare() != 0 || h.UnknownShare() != 0 {
		t.Errorf("shares of nothing are %v and %v, want 0", h.ClippedShare(), h.UnknownShare())
	}
}

func TestSharesAreOfWhatTheyAreAbout(t *testing.T) {
	var h vad.Health
	for i := range 20 {
		o := vad.Observation{Probability: vad.ProbabilityOf(.04)}
		switch {
		case i < 5:
			o.Flags = vad.Unknown
		case i < 10:
			o.Flags = vad.Paused
		case i < 12:
			o.Flags = vad.Clipped
		}
		h.Push(o)
	}
	if got, want := h.UnknownShare(), 5./15; got != want {
		t.Errorf("unknown share %v, want %v: of the time outside the pause", got, want)
	}
	if got, want := h.ClippedShare(), 2./10; got != want {
		t.Errorf("clipped share %v, want %v: of what was received", got, want)
	}
}

func TestSilenceToTheLastBitIsTimed(t *testing.T) {
	const quiet = 60 * timeline.HopLen
	h := health(t, vadtest.Join(vadtest.Noise(30*timeline.HopLen, -60, 1), vadtest.Silence(quiet)))
	if h.Quiet() != quiet {
		t.Errorf("quiet for %v, want %v", h.Quiet().Duration(), timeline.Position(quiet).Duration())
	}
}

func TestASteadySoundThatTheModelTakesForSpeechIsNoise(t *testing.T) {
	var steady, alive vad.Health
	for i := range 200 {
		o := vad.Observation{Probability: vad.ProbabilityOf(.94)}
		for k := range o.Levels {
			o.Levels[k] = 70
		}
		steady.Push(o)
		for k := range o.Levels {
			o.Levels[k] = vad.Level(60 + i%5*5)
		}
		alive.Push(o)
	}
	if got := steady.Heard(); got != vad.HeardNoisy {
		t.Errorf("a steady sound: heard %q, want %q", got, vad.HeardNoisy)
	}
	if got := alive.Heard(); got != vad.HeardClear {
		t.Errorf("a sound that rises and falls by 10 dB: heard %q, want %q", got, vad.HeardClear)
	}
}
