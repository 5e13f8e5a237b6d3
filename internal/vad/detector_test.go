package vad_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

const s = timeline.Second

// observe runs signals of one length, a channel each, through a Detector. It returns the observations of each channel.
func observe(t testing.TB, signals ...[]float32) [][]vad.Observation {
	t.Helper()
	return observeWith(t, nil, signals...)
}

// observeWith is observe with a chance to change each hop before it is observed.
func observeWith(t testing.TB, change func(i int, h *audio.Hop), signals ...[]float32) [][]vad.Observation {
	t.Helper()
	d, err := vad.NewDetector(len(signals))
	if err != nil {
		t.Fatal(err)
	}
	h, out := audio.NewHop(len(signals)), make([]vad.Observation, len(signals))
	all := make([][]vad.Observation, len(signals))
	for i := 0; (i+1)*timeline.HopLen <= len(signals[0]); i++ {
		h.Start = timeline.Position(i) * timeline.HopLen
		for k := range signals {
			copy(h.Channels[k].PCM, signals[k][h.Start:])
			h.Channels[k].Unknown, h.Channels[k].Clipped = false, false
		}
		if change != nil {
			change(i, h)
		}
		d.Observe(h, out)
		for k, o := range out {
			all[k] = append(all[k], o)
		}
	}
	return all
}

// flagged is the share of observations that have a flag.
func flagged(observations []vad.Observation, f vad.Flags) float64 {
	n := 0
	for _, o := range observations {
		if o.Flags.Has(f) {
			n++
		}
	}
	return float64(n) / float64(len(observations))
}

// likely is the share of observations that are likely speech.
func likely(observations []vad.Observation) float64 {
	n := 0
	for _, o := range observations {
		if o.Probability.Float() >= .5 {
			n++
		}
	}
	return float64(n) / float64(len(observations))
}

func TestOnlyVoicesAreLikelySpeech(t *testing.T) {
	for _, tc := range []struct {
		name     string
		signal   []float32
		min, max float64
	}{
		{"a voice", vadtest.Voice(3*s, -26, 1), .95, 1},
		{"a quiet voice", vadtest.Voice(3*s, -50, 2), .6, 1},
		{"a clipped voice", vadtest.Clip(vadtest.Voice(3*s, -3, 3)), .9, 1},
		{"a voice in noise", vadtest.Mix(vadtest.Voice(3*s, -26, 4), vadtest.Noise(3*s, -38, 5)), .8, 1},
		{"digital silence", vadtest.Silence(3 * s), 0, 0},
		{"soft noise", vadtest.Noise(3*s, -60, 6), 0, 0},
		{"loud noise", vadtest.Noise(3*s, -20, 7), 0, 0},
		{"a tone", vadtest.Tone(3*s, 440, -20), 0, 0},
		{"hum", vadtest.Hum(3*s, -30), 0, .05},
		{"music", vadtest.Music(3*s, -20), 0, .05},
	} {
		if got := likely(observe(t, tc.signal)[0]); got < tc.min || got > tc.max {
			t.Errorf("%s is likely speech in %.2f of its hops, want %.2f to %.2f", tc.name, got, tc.min, tc.max)
		}
	}
}

func TestLevelsAreThoseOfEachEightMilliseconds(t *testing.T) {
	loud, soft := vadtest.Tone(timeline.LevelLen, 1000, -20), vadtest.Tone(timeline.LevelLen, 1000, -60)
	x := vadtest.Join(loud, soft, vadtest.Silence(timeline.LevelLen), vadtest.Tone(timeline.LevelLen, 1000, -3))
	got := observe(t, x)[0][0].Levels
	want := [vad.LevelsPerHop]float64{-20, -60, -127.5, -3}
	for k := range want {
		if d := math.Abs(got[k].DBFS() - want[k]); d > .25 {
			t.Errorf("level %d = %v dBFS, want %v", k, got[k].DBFS(), want[k])
		}
	}
}

func TestAConstantOffsetIsNoLevel(t *testing.T) {
	x := vadtest.Noise(timeline.HopLen, -60, 1)
	want := observe(t, x)[0][0].Levels
	for i := range x {
		x[i] += .1
	}
	for k, l := range observe(t, x)[0][0].Levels {
		if d := math.Abs(l.DBFS() - want[k].DBFS()); d > 1 {
			t.Errorf("level %d = %v dBFS with an offset, %v without", k, l.DBFS(), want[k].DBFS())
		}
	}
}

func TestSamplesThatAreNoNumbersCountAsZero(t *testing.T) {
	x := vadtest.Tone(2*timeline.HopLen, 1000, -20)
	y := append([]float32(nil), x...)
	for i := 0; i < len(x); i += 5 {
		x[i], y[i] = 0, float32(math.NaN())
	}
	a, b := observe(t, x)[0], observe(t, y)[0]
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("hop %d: %v with zeros, %v with NaN", i, a[i], b[i])
		}
	}
}

func TestAHoleIsUnknownAndTheModelGoesOnAfterIt(t *testing.T) {
	voice := vadtest.Voice(2*s, -26, 1)
	const first, last = 20, 24
	hole := func(i int, h *audio.Hop) { h.Channels[0].Unknown = i >= first && i <= last }
	got := observeWith(t, hole, voice, voice)
	for i := first; i <= last; i++ {
		o := got[0][i]
		if o.Flags != vad.Unknown || o.Probability != 0 || o.Levels[0] != vad.NoLevel || o.Levels[3] != vad.NoLevel {
			t.Errorf("hop %d in the hole: %+v, want unknown and nothing else", i, o)
		}
	}
	cut := vadtest.Join(voice[:first*timeline.HopLen], voice[(last+1)*timeline.HopLen:])
	want := observe(t, cut)[0]
	for i := last + 1; i < len(got[0]); i++ {
		if got[0][i] != want[i-last-1+first] {
			t.Fatalf("hop %d after the hole: %+v, want %+v", i, got[0][i], want[i-last-1+first])
		}
	}
	whole := observe(t, voice)[0]
	for i := range whole {
		if got[1][i] != whole[i] {
			t.Fatalf("hop %d of the other channel: %+v, want %+v", i, got[1][i], whole[i])
		}
	}
}

func TestClippingIsSeenInTheSourceOrAsSamplesCutOff(t *testing.T) {
	quiet, peak, cut := vadtest.Noise(s, -40, 1), vadtest.Noise(s, -40, 1), vadtest.Clip(vadtest.Voice(s, -2, 2))
	for i := 0; i < len(peak); i += timeline.HopLen {
		peak[i] = 1 // a recording that was scaled to its highest peaks
	}
	source := func(i int, h *audio.Hop) { h.Channels[3].Clipped = i == 7 }
	got := observeWith(t, source, quiet, peak, cut, quiet)
	if n := flagged(got[0], vad.Clipped) + flagged(got[1], vad.Clipped); n != 0 {
		t.Errorf("unclipped signals are clipped in %v of their hops", n)
	}
	if n := flagged(got[2], vad.Clipped); n < .5 {
		t.Errorf("a voice that is cut off is clipped in %v of its hops, want more than half", n)
	}
	for i, o := range got[3] {
		if o.Flags.Has(vad.Clipped) != (i == 7) {
			t.Errorf("hop %d: flags %q; the source saw clipping in hop 7", i, o.Flags)
		}
	}
}

func TestAMicrophoneThatGivesNothingIsDeadAfterTenSeconds(t *testing.T) {
	got := observe(t, vadtest.Silence(11*s))[0]
	for i, o := range got {
		heard := timeline.Position(i+1) * timeline.HopLen
		if o.Flags.Has(vad.Dead) != (heard >= 10*s) {
			t.Fatalf("after %v of nothing: flags %q", heard.Duration(), o.Flags)
		}
	}
}

func TestRoomNoiseIsNotDeath(t *testing.T) {
	got := observe(t, vadtest.Noise(11*s, -80, 1), vadtest.Noise(11*s, -95, 1))
	if n := flagged(got[0], vad.Dead); n > 0 {
		t.Errorf("the softest room is dead in %v of its hops", n)
	}
	if !got[1][len(got[1])-1].Flags.Has(vad.Dead) {
		t.Error("the last bit of a converter is taken for a room")
	}
}

func TestSpeechThatIsHardToTellFromNoiseIsNoisy(t *testing.T) {
	talk := func(noise float64) []float32 {
		var x []float32
		for i := range uint64(3) {
			x = append(x, vadtest.Join(vadtest.Voice(3*s/2, -26, i), vadtest.Silence(s))...)
		}
		return vadtest.Mix(x, vadtest.Noise(timeline.Position(len(x)), noise, 9))
	}
	got := observe(t, talk(-50), talk(-31))
	if n := flagged(got[0], vad.Noisy); n > 0 {
		t.Errorf("talk 24 dB over the noise is noisy in %v of its hops", n)
	}
	if n := flagged(got[1][len(got[1])*2/3:], vad.Noisy); n < 1 {
		t.Errorf("talk 5 dB over the noise is noisy in %v of its last third, want all", n)
	}
}

func TestADetectorNeedsAChannel(t *testing.T) {
	if _, err := vad.NewDetector(0); err == nil {
		t.Error("NewDetector(0): no error")
	}
}

func TestObservingDoesNotAllocate(t *testing.T) {
	d, err := vad.NewDetector(2)
	if err != nil {
		t.Fatal(err)
	}
	h, out := audio.NewHop(2), make([]vad.Observation, 2)
	copy(h.Channels[0].PCM, vadtest.Voice(timeline.HopLen, -20, 1))
	if n := testing.AllocsPerRun(10, func() { d.Observe(h, out) }); n > 0 {
		t.Errorf("%v allocations a hop, want 0", n)
	}
}
