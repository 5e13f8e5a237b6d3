package scene_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/tools/bundled-session/plan"
	"github.com/evenkeel/monitor/tools/bundled-session/scene"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

func TestEachSpeakerIsHeardInOneChannelOnly(t *testing.T) {
	dry := place(t, []plan.Line{{Coach: "a"}, {Client: "b", Gap: new(500 * time.Millisecond)}}, said(1000*ms), said(1000*ms)).Render()
	for ch, want := range []timeline.Span{{Start: 1000 * ms, End: 2000 * ms}, {Start: 2500 * ms, End: 3500 * ms}} {
		if len(dry[ch]) != int(4500*ms) {
			t.Errorf("channel %d has %d samples, want %d", ch, len(dry[ch]), 4500*ms)
		}
		for i, x := range dry[ch] {
			if (x != 0) != want.Contains(timeline.Position(i)) {
				t.Fatalf("channel %d holds %g at %d, want speech in %v only", ch, x, i, want)
			}
		}
	}
}

func TestTheShoulderOfAnUtteranceLiesBeforeItsOnset(t *testing.T) {
	u := said(1000 * ms)
	u.Start = -20 * ms
	dry := place(t, []plan.Line{{Coach: "a"}}, u).Render()
	if dry[0][980*ms-1] != 0 || dry[0][980*ms] == 0 {
		t.Error("the sound does not start 20 ms before the onset, want that")
	}
}

func TestARoomHasItsNoiseAndHum(t *testing.T) {
	rooms := [2]plan.Speaker{
		{Noise: -60, Hum: -100, HumHz: 50},
		{Noise: -100, Hum: -70, HumHz: 60},
	}
	channels := silence(10 * timeline.Second)
	scene.Rooms(channels, rooms, 1)
	// Hum is the fundamental and its octave of a quarter of the power.
	for ch, want := range []float64{-60, -70 + 10*math.Log10(1.25)} {
		if got := voice.Level(channels[ch]); math.Abs(got-want) > .5 {
			t.Errorf("room %d has %.1f dBFS, want %.1f", ch, got, want)
		}
	}
}

func TestTheSameSeedMakesTheSameRoomsAndEveryRoomIsItsOwn(t *testing.T) {
	room := plan.Speaker{Noise: -60, Hum: -80, HumHz: 50}
	a, b, c := silence(timeline.Second), silence(timeline.Second), silence(timeline.Second)
	scene.Rooms(a, [2]plan.Speaker{room, room}, 1)
	scene.Rooms(b, [2]plan.Speaker{room, room}, 1)
	scene.Rooms(c, [2]plan.Speaker{room, room}, 2)
	if !slices.Equal(a[0], b[0]) || !slices.Equal(a[1], b[1]) {
		t.Error("one seed made two different rooms")
	}
	if slices.Equal(a[0], a[1]) || slices.Equal(a[0], c[0]) {
		t.Error("two channels or two seeds have the same noise")
	}
}

func TestTheWAVDecodesToTheChannelsWithinAStepOfMuLaw(t *testing.T) {
	channels := silence(4000)
	for i := range channels[0] {
		channels[0][i] = float32(i)/2000 - 1
		channels[1][i] = -channels[0][i] / 3
	}
	wav, err := scene.WAV(channels)
	if err != nil {
		t.Fatal(err)
	}
	if len(wav) != 58+8000 || string(wav[:4]) != "RIFF" || string(wav[38:42]) != "fact" || string(wav[50:54]) != "data" {
		t.Fatalf("%d bytes that start with %q, want 58 of headers and one a sample", len(wav), wav[:58])
	}
	for ch, pcm := range channels {
		got := make([]float32, len(pcm))
		audio.MuLaw.Decode(got, wav[58+ch:], 2)
		for i, x := range pcm {
			// Half a step is at most a 32nd of the magnitude plus the bias of 33 in 8192; the last 0.4 % are clipped.
			if off, limit := math.Abs(float64(got[i]-x)), (math.Abs(float64(x))+33./8192)/32+1e-7; off > limit {
				t.Fatalf("channel %d: %g decodes to %g, want it within %g", ch, x, got[i], limit)
			}
		}
	}
}

func TestChannelsOfDifferentLengthsAreNoWAV(t *testing.T) {
	if _, err := scene.WAV([2][]float32{make([]float32, 3), make([]float32, 4)}); err == nil {
		t.Error("channels of 3 and 4 samples are no error, want one")
	}
}

func silence(n timeline.Position) [2][]float32 {
	return [2][]float32{make([]float32, n), make([]float32, n)}
}
