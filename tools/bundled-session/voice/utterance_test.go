package voice_test

import (
	"errors"
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

const ms = timeline.Millisecond

// sound is tones of -20 dBFS and silences in turn, a tone first after the first silence, of the given lengths.
func sound(lengths ...timeline.Position) []float32 {
	var out []float32
	for i, n := range lengths {
		for k := range n {
			x := 0.0
			if i%2 == 1 {
				x = 0.1 * math.Sqrt2 * math.Sin(2*math.Pi*400*float64(k)/16000)
			}
			out = append(out, float32(x))
		}
	}
	return out
}

func trim(t *testing.T, pcm []float32, cut timeline.Position) voice.Utterance {
	t.Helper()
	u, err := voice.Trim(pcm, -20, cut)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAnUtteranceStartsAndEndsWhereItIsHeard(t *testing.T) {
	u := trim(t, sound(300*ms, 500*ms, 200*ms), 0)
	if len(u.Units) != 1 || u.Units[0] != (timeline.Span{End: 500 * ms}) || u.End() != 500*ms {
		t.Errorf("units = %v, want one of 500 ms from 0", u.Units)
	}
	if u.Start != -20*ms || len(u.PCM) != int(540*ms) {
		t.Errorf("%d samples from %d, want the speech and 20 ms on either side", len(u.PCM), u.Start)
	}
}

func TestTheClosureOfAStopDoesNotDivideAnUtterance(t *testing.T) {
	u := trim(t, sound(100*ms, 500*ms, 150*ms, 300*ms, 100*ms), 0)
	if len(u.Units) != 1 || u.End() != 950*ms {
		t.Errorf("units = %v, want one of 950 ms", u.Units)
	}
}

func TestAShortPauseIsDrawnOutToAClearOne(t *testing.T) {
	u := trim(t, sound(100*ms, 500*ms, 200*ms, 300*ms, 100*ms), 0)
	want := []timeline.Span{{Start: 0, End: 500 * ms}, {Start: 850 * ms, End: 1150 * ms}}
	if len(u.Units) != 2 || u.Units[0] != want[0] || u.Units[1] != want[1] {
		t.Errorf("units = %v, want %v", u.Units, want)
	}
	if pause := voice.Level(u.PCM[540*ms : 840*ms]); pause > -90 {
		t.Errorf("the pause has %.1f dBFS, want silence", pause)
	}
}

func TestALongPauseStaysAsItIs(t *testing.T) {
	u := trim(t, sound(100*ms, 500*ms, 600*ms, 300*ms, 100*ms), 0)
	if len(u.Units) != 2 || u.Units[1].Start != 1100*ms {
		t.Errorf("units = %v, want the second to start at 1100 ms", u.Units)
	}
}

func TestASpeakerWhoBreaksOffFallsSilentWithinThirtyMilliseconds(t *testing.T) {
	u := trim(t, sound(100*ms, 1000*ms, 100*ms), 600*ms)
	if got := u.End(); got < 590*ms || got > 600*ms {
		t.Errorf("speech ends after %v, want 600 ms less what fades below hearing", got.Duration())
	}
	before, last := u.PCM[20*ms:580*ms], u.PCM[len(u.PCM)-int(15*ms):]
	if voice.Level(before) < -21 || voice.Level(last) > -25 {
		t.Errorf("%.1f dBFS before the fade and %.1f in its second half, want -20 and much less",
			voice.Level(before), voice.Level(last))
	}
}

func TestACutBehindTheEndIsAnError(t *testing.T) {
	if _, err := voice.Trim(sound(100*ms, 500*ms), -20, 500*ms); err == nil {
		t.Error("a cut where the utterance has ended is no error, want one")
	}
}

func TestSilenceIsNoUtterance(t *testing.T) {
	if _, err := voice.Trim(sound(500*ms), -20, 0); !errors.Is(err, voice.ErrSilent) {
		t.Errorf("Trim of silence = %v, want ErrSilent", err)
	}
	if _, err := voice.Trim(nil, -20, 0); !errors.Is(err, voice.ErrSilent) {
		t.Errorf("Trim of nothing = %v, want ErrSilent", err)
	}
}

func TestTheLevelOfSpeechLeavesOutItsSilences(t *testing.T) {
	takes := [][]float32{sound(400*ms, 300*ms, 800*ms), sound(100*ms, 500*ms, 100*ms)}
	if got := voice.SpeechLevel(takes); math.Abs(got+20) > .2 {
		t.Errorf("level = %.2f dBFS, want -20", got)
	}
}
