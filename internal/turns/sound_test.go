package turns_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// clientTalks is 20 s in which the client of the bundled session holds the floor, with pauses.
func clientTalks(t *testing.T) []float32 {
	t.Helper()
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	var client []float32
	hop := audio.NewHop(2)
	for len(client) < 37*timeline.Rate {
		if err := source.ReadHop(context.Background(), hop); err != nil {
			t.Fatal(err)
		}
		client = append(client, hop.Channels[1].PCM...)
	}
	return client[17*timeline.Rate : 37*timeline.Rate]
}

// against is the facts of client in one channel and, in the other, a quiet room with sound at several times of it.
func against(t *testing.T, client, sound []float32, at ...timeline.Position) turns.Facts {
	t.Helper()
	room := vadtest.Noise(timeline.Position(len(client)), -66, 1)
	for _, p := range at {
		for i, v := range sound {
			room[int(p)+i] += v
		}
	}
	detector, err := vad.NewDetector(2)
	if err != nil {
		t.Fatal(err)
	}
	engine := newEngine(t, 2, turns.DefaultOptions())
	segmenters := []*vad.Segmenter{vad.NewSegmenter(0), vad.NewSegmenter(1)}
	hop, observed := audio.NewHop(2), make([]vad.Observation, 2)
	for ; int(hop.Start)+timeline.HopLen <= len(client); hop.Start += timeline.HopLen {
		copy(hop.Channels[0].PCM, room[hop.Start:])
		copy(hop.Channels[1].PCM, client[hop.Start:])
		hop.Channels[0].Unknown, hop.Channels[1].Unknown = false, false
		detector.Observe(hop, observed)
		for k, s := range segmenters {
			push(t, engine, s.Push(observed[k])...)
		}
	}
	for _, s := range segmenters {
		push(t, engine, s.Finish()...)
	}
	return engine.Finish(hop.Start)
}

// attempts are the kinds that say that somebody tried to take the floor in another's talk.
var attempts = []turns.ReadingKind{
	turns.ButtIn, turns.InterruptionSuccessful, turns.InterruptionUnsuccessful, turns.InterruptionUnresolved,
	turns.MutualDropOut,
}

func TestCoughsAndShortLaughterOpenNoInterruption(t *testing.T) {
	client := clientTalks(t)
	at := []timeline.Position{2 * timeline.Second, 5500 * ms, 9 * timeline.Second, 12500 * ms, 16 * timeline.Second}
	for _, tc := range []struct {
		name  string
		sound []float32
	}{
		{"a cough", vadtest.Cough(1, -20, 1)},
		{"three coughs", vadtest.Cough(3, -20, 2)},
		{"quiet coughs", vadtest.Cough(3, -44, 3)},
		{"short laughter", vadtest.Laughter(4, -20, 4)},
		{"quiet laughter", vadtest.Laughter(5, -40, 5)},
	} {
		f := against(t, client, tc.sound, at...)
		for _, r := range f.Readings {
			if r.Speaker == 0 && r.Status == turns.Final && (slices.Contains(attempts, r.Kind) || r.Kind == turns.Turn) {
				t.Errorf("%s is taken for %v from %v to %v", tc.name, r.Kind, r.Start.Duration(), r.End.Duration())
			}
		}
	}
	found := readings(against(t, client, vadtest.Voice(1600*ms, -20, 6), at...), attempts...)
	if len(found) == 0 {
		t.Error("nor is a voice: this says nothing")
	}
}

func TestAShortAnswerInAGapIsATurn(t *testing.T) {
	client := clientTalks(t)[:8*timeline.Rate]
	quiet := vadtest.Noise(3*timeline.Second, -66, 2)
	f := against(t, append(client, quiet...), vadtest.Voice(500*ms, -24, 7), 8400*ms)
	var own []turns.ReadingKind
	for _, r := range f.Readings {
		if r.Speaker == 0 && r.Status == turns.Final && r.Kind != turns.ClearStart {
			own = append(own, r.Kind)
		}
	}
	if !slices.Equal(own, []turns.ReadingKind{turns.Turn}) {
		t.Errorf("the answer is %v, want a turn", own)
	}
}
