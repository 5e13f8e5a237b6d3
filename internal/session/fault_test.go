// Minutes of sound on one goroutine, which the race detector makes ten times longer.

//go:build !race

package session_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// automatic is x as a microphone gives it that sets its gain by itself: speech comes to .1, and in pauses the gain grows
// by 12 dB a second up to 24 dB.
func automatic(x []float32) []float32 {
	y := make([]float32, len(x))
	level, gain := 0., 1.
	for i, v := range x {
		level = max(math.Abs(float64(v)), level*.9995)
		want := min(16, .1/max(level, 1e-9))
		gain = min(want, gain*math.Pow(10, 12./20/float64(timeline.Second)))
		y[i] = float32(float64(v) * gain)
	}
	return y
}

// tiled is parts after each other, again and again.
func tiled(length timeline.Position, parts ...[]float32) []float32 {
	var x []float32
	for timeline.Position(len(x)) < length {
		for _, p := range parts {
			x = append(x, p...)
		}
	}
	return x[:length]
}

// torn is a tape of which the second channel is lost from a position on.
type torn struct {
	tape
	from timeline.Position
}

func (s *torn) ReadHop(ctx context.Context, h *audio.Hop) error {
	err := s.tape.ReadHop(ctx, h)
	h.Channels[1].Unknown = h.Start >= s.from
	return err
}

// holed is a tape of which the second channel is lost for 64 ms every 5 s.
type holed struct{ tape }

func (s *holed) ReadHop(ctx context.Context, h *audio.Hop) error {
	err := s.tape.ReadHop(ctx, h)
	h.Channels[1].Unknown = h.Start%(5*timeline.Second) < 2*timeline.HopLen
	return err
}

// TestWhatIsWrongWithASignalIsSaid gives each fault to the first minute or so of the bundled session.
func TestWhatIsWrongWithASignalIsSaid(t *testing.T) {
	const length, look = 75 * timeline.Second, 70 * time.Second
	clean := bundledChannels(t)
	for k := range clean {
		clean[k] = clean[k][:length]
	}
	second := func(change func(x []float32) []float32) [][]float32 { return [][]float32{clean[0], change(clean[1])} }
	noise := vadtest.Noise(length, -34, 1)
	part := func(x []float32, from, to float64) []float32 {
		return x[timeline.FromSeconds(from):timeline.FromSeconds(to)]
	}
	// The client says something again and again, with pauses, and the coach nothing.
	quiet, spoken := tiled(length, part(clean[0], 4.5, 10.5)), tiled(length, part(clean[1], 4.2, 11), part(clean[1], 1, 3.7))
	for _, tc := range []struct {
		name, kind, text, report string
		source                   audio.HopSource
		doubt                    bool
	}{
		{
			name: "nothing", kind: "good", text: "signal good", report: "It hears nothing of the others",
			source: &tape{channels: clean},
		},
		{
			name: "dead", kind: "dead", text: "The client’s mic gives no signal at all", report: "gives no signal at all",
			source: &tape{channels: second(func(x []float32) []float32 { return make([]float32, len(x)) })},
		},
		{
			name: "lost", kind: "dropout", text: "The client’s mic is lost", report: "Unknown for 20 % of the time",
			source: &torn{tape{channels: clean}, 60 * timeline.Second},
		},
		{
			name: "drop-outs", kind: "dropout", text: "The client’s mic drops out; overlaps", report: "Unknown for 1.3 % of the time",
			source: &holed{tape{channels: clean}},
		},
		{
			name: "noisy", kind: "noisy", text: "The client’s mic hears much noise", report: "hears much noise",
			source: &tape{channels: second(func(x []float32) []float32 { return vadtest.Mix(x, noise) })},
		},
		{
			name: "clipped", kind: "clipping", text: "The client’s mic is too loud", report: "Too loud in ",
			source: &tape{channels: second(func(x []float32) []float32 {
				y := make([]float32, len(x))
				for i := range x {
					y[i] = 30 * x[i]
				}
				return vadtest.Clip(y)
			})},
		},
		{
			name: "bleed that is taken out", kind: "good", text: "signal good", report: "What it hears of the others is reduced by ",
			source: &tape{channels: bleedtest.Table(clean, -12)},
		},
		{
			name: "loud bleed", kind: "bleed", text: "so loudly that soft words are hidden", report: "soft words are hidden",
			source: &tape{channels: bleedtest.Table(clean, 3)},
		},
		{
			name: "clocks that nothing compares", kind: "clock", text: "The recordings may be more than 20 ms apart",
			report: "may be more than 20 ms off the others", source: &devices{tape{channels: clean}}, doubt: true,
		},
		{
			name: "the same gain", kind: "good", text: "signal good", report: "Speech ",
			source: &tape{channels: [][]float32{quiet, spoken}},
		},
		{
			name: "automatic gain", kind: "gain", text: "The client’s mic sets its gain by itself", report: "sets its gain by itself",
			source: &tape{channels: [][]float32{quiet, automatic(spoken)}},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			feed, err := session.NewSoundFeed(tc.source, nil)
			if err != nil {
				t.Fatal(err)
			}
			if tc.doubt {
				feed.DoubtClocks()
			}
			synctest.Test(t, func(t *testing.T) {
				l := newLive(t, bundledOptions(session.Paced(feed, 1)))
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan error)
				go func() { done <- l.Run(ctx, new(screen)) }()
				time.Sleep(look)
				if s := l.Snapshot().Signal; s.Kind != tc.kind || !strings.Contains(s.Text, tc.text) {
					t.Errorf("after %v: %s, %q; want %s, %q", look, s.Kind, s.Text, tc.kind, tc.text)
				}
				time.Sleep(length.Duration())
				stop()
				if err := <-done; err != nil {
					t.Error(err)
				}
				q := l.Outcome().Quality
				if !strings.Contains(q[0].Text+q[1].Text, tc.report) {
					t.Errorf("in the record: %q and %q, want %q", q[0].Text, q[1].Text, tc.report)
				}
			})
		})
	}
}

// TestAMicrophoneThatDiesInARecordingIsDeadAfterTenSeconds dies while it is rehearsed too: that it then sounds again must
// not pass for a noise gate, which would be waited for much longer.
func TestAMicrophoneThatDiesInARecordingIsDeadAfterTenSeconds(t *testing.T) {
	const dies = 20 * timeline.Second
	channels := bundledChannels(t)
	for k := range channels {
		channels[k] = channels[k][:35*timeline.Second]
	}
	clear(channels[1][dies:])
	var dead timeline.Position
	feed := recorded(t, channels)
	for s := new(session.Step); dead == 0 && feed.Next(t.Context(), s) == nil; {
		if feed.Heard(1).Heard == vad.HeardDead {
			dead = s.Now
		}
	}
	if late := dead - dies; late < 9*timeline.Second || late > 11*timeline.Second {
		t.Errorf("it is dead at %.1f s, want 10 s after %.0f s", dead.Seconds(), dies.Seconds())
	}
}
