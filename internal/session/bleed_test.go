// Minutes of sound on one goroutine, which the race detector makes ten times longer.

//go:build !race

package session_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed/bleedtest"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// tape is a source of sound in memory.
type tape struct {
	channels [][]float32
	at       int
}

func (s *tape) Channels() int { return len(s.channels) }
func (s *tape) Close() error  { return nil }

func (s *tape) ReadHop(_ context.Context, h *audio.Hop) error {
	if s.at+timeline.HopLen > len(s.channels[0]) {
		return io.EOF
	}
	h.Start = timeline.Position(s.at)
	for k := range s.channels {
		copy(h.Channels[k].PCM, s.channels[k][s.at:])
		h.Channels[k].Unknown, h.Channels[k].Clipped = false, false
	}
	s.at += timeline.HopLen
	return nil
}

// bundledChannels is the sound of the bundled session, a channel a person.
func bundledChannels(t *testing.T) [][]float32 {
	t.Helper()
	s := bundledSound(t)
	channels := make([][]float32, s.Channels())
	for hop := audio.NewHop(len(channels)); ; {
		switch err := s.ReadHop(t.Context(), hop); {
		case errors.Is(err, io.EOF):
			return channels
		case err != nil:
			t.Fatal(err)
		}
		for k := range channels {
			channels[k] = append(channels[k], hop.Channels[k].PCM...)
		}
	}
}

func TestTheBundledSessionIsHeardAsItWasPlannedThroughBleedToo(t *testing.T) {
	clean := bundledChannels(t)
	for name, channels := range map[string][][]float32{
		"no bleed": clean, "-20 dB": bleedtest.Table(clean, -20), "-12 dB": bleedtest.Table(clean, -12),
	} {
		if diff := cmp.Diff(told(t, bundled.Facts()), told(t, factsOf(t, recorded(t, channels)))); diff != "" {
			t.Errorf("%s (-planned +found):\n%s", name, diff)
		}
	}
}

// TestMuchBleedMakesNoInterruptions mixes in more than can be taken out: some facts are missed or wrong then, which is
// why the channels are said to be inseparable. An interruption that was not there would be worse.
func TestMuchBleedMakesNoInterruptions(t *testing.T) {
	clean := bundledChannels(t)
	interruptions := func(facts []string) []string {
		return slices.DeleteFunc(facts, func(f string) bool { return !strings.HasPrefix(f, "interruption_") })
	}
	planned := interruptions(told(t, bundled.Facts()))
	for _, db := range []float64{-6, 0} {
		for _, f := range interruptions(told(t, factsOf(t, recorded(t, bleedtest.Table(clean, db))))) {
			if !slices.Contains(planned, f) {
				t.Errorf("%g dB: %s was not planned", db, f)
			}
		}
	}
}

// TestRecordersWithClocksOfTheirOwnAreHeardAsOne records each person by a device that is late and slow. That is heard from
// the bleed.
func TestRecordersWithClocksOfTheirOwnAreHeardAsOne(t *testing.T) {
	mixed := bleedtest.Table(bundledChannels(t), -12)
	mixed[1] = aligntest.Skew{PPM: 50, Delay: 30 * timeline.Millisecond}.Record(mixed[1])
	feed, err := session.NewSoundFeed(&devices{tape{channels: mixed}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	feed.Rehearse(func() (session.Recorded, error) { return &devices{tape{channels: mixed}}, nil })
	if diff := cmp.Diff(told(t, bundled.Facts()), told(t, factsOf(t, feed))); diff != "" {
		t.Errorf("-planned +found:\n%s", diff)
	}
}

// devices are tapes that each have a clock of their own.
type devices struct{ tape }

func (s *devices) Devices() []int { return []int{0, 1} }

// TestTwoMicrophonesLiveAreToldApartOnceTheirClocksAreKnown hears the beginning only once, and the source moves one
// device back by 4 ms now and then, as the grid does with one that drifts.
func TestTwoMicrophonesLiveAreToldApartOnceTheirClocksAreKnown(t *testing.T) {
	const known = 15 // s
	mixed := bleedtest.Table(bundledChannels(t), -12)
	mixed[1] = aligntest.Skew{PPM: 50, Delay: 30 * timeline.Millisecond}.Record(mixed[1])
	feed, err := session.NewSoundFeed(steered(mixed), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{SoundFeed: feed}
	facts := factsOf(t, w)
	if diff := cmp.Diff(toldFrom(t, known, bundled.Facts()), toldFrom(t, known, facts)); diff != "" {
		t.Errorf("from %d s on (-planned +found):\n%s", known, diff)
	}
	for _, f := range told(t, facts) {
		if strings.HasPrefix(f, "interruption_") && !slices.Contains(told(t, bundled.Facts()), f) {
			t.Errorf("%s was not planned", f)
		}
	}
	if w.last == 0 || w.last > known*timeline.Second {
		t.Errorf("who speaks was ambiguous until %.1f s, want until the clocks are known", w.last.Seconds())
	}
}

// TestMicrophonesThatHearOnlyTheirOwnAreTrustedFromTheStart is of two headsets: there is nothing to bring together.
func TestMicrophonesThatHearOnlyTheirOwnAreTrustedFromTheStart(t *testing.T) {
	feed, err := session.NewSoundFeed(steered(bundledChannels(t)), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{SoundFeed: feed}
	if diff := cmp.Diff(told(t, bundled.Facts()), told(t, factsOf(t, w))); diff != "" || w.last > 0 {
		t.Errorf("ambiguous until %.1f s, -planned +found:\n%s", w.last.Seconds(), diff)
	}
}

// watched is a feed that notes when it was ambiguous who speaks.
type watched struct {
	*session.SoundFeed
	last timeline.Position
}

func (w *watched) Next(ctx context.Context, s *session.Step) error {
	err := w.SoundFeed.Next(ctx, s)
	for _, o := range s.Observations {
		if err == nil && o.Flags.Has(vad.Ambiguous) {
			w.last = s.Now
		}
	}
	return err
}

// paced are devices the second of which is moved by its source.
type paced struct {
	devices
	paces []float64 // of its hops
}

// steered moves the second channel back by 4 ms every 40 s, within 8 s.
func steered(channels [][]float32) *paced {
	s := &paced{}
	moved := make([]float32, len(channels[1]))
	for n, at := 0, 0.; n < len(moved); n++ {
		if n%timeline.HopLen == 0 {
			pace := 0.
			if into := n % (40 * timeline.Rate); into >= 32*timeline.Rate {
				pace = 500e-6
			}
			s.paces = append(s.paces, pace)
		}
		moved[n] = aligntest.Between(channels[1], at)
		at += 1 + s.paces[len(s.paces)-1]
	}
	s.channels = [][]float32{channels[0], moved}
	return s
}

func (s *paced) ReadHop(ctx context.Context, h *audio.Hop) error {
	hop := s.at / int(timeline.HopLen)
	if err := s.devices.ReadHop(ctx, h); err != nil {
		return err
	}
	h.Channels[1].Pace = s.paces[hop]
	return nil
}

// recorded is a feed of this sound as a recording, whose beginning is listened to beforehand.
func recorded(t *testing.T, channels [][]float32) *session.SoundFeed {
	t.Helper()
	feed := listening(t, channels)
	feed.Rehearse(func() (session.Recorded, error) { return &tape{channels: channels}, nil })
	return feed
}

// listening is a feed of this sound.
func listening(t *testing.T, channels [][]float32) *session.SoundFeed {
	t.Helper()
	feed, err := session.NewSoundFeed(&tape{channels: channels}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return feed
}

// TestTheLampAgreesWithWhatIsFoundLater compares what is shown at once with who turns out to have spoken, after the first
// half minute. The most that is missing is the beginning and end of speech.
func TestTheLampAgreesWithWhatIsFoundLater(t *testing.T) {
	clean := bundledChannels(t)
	for _, db := range []float64{-60, -12} {
		share := agreementOf(t, listening(t, bleedtest.Table(clean, db)))
		t.Logf("%g dB: %.4f", db, share)
		if share < .97 {
			t.Errorf("%g dB: the lamps agree in %.3f of the hops, want .97", db, share)
		}
	}
}

// agreementOf is the share of hops from half a minute on in which a lamp shows what is found later of their middle.
func agreementOf(t *testing.T, feed *session.SoundFeed) float64 {
	t.Helper()
	const late = 2 // hops that what is seen at once is ahead of what is found
	n := feed.Channels()
	lamps, changes := make([][]vad.Activity, n), make([][]vad.Change, n)
	for s := new(session.Step); feed.Next(t.Context(), s) == nil; {
		for k, lamp := range s.Lamps {
			lamps[k] = append(lamps[k], lamp)
		}
		for _, c := range s.Changes {
			changes[c.Channel] = append(changes[c.Channel], c)
		}
	}
	agree, all := 0, 0
	for k := range n {
		activity := vad.Silent
		for i, lamp := range lamps[k] {
			at := timeline.Position(i+late)*timeline.HopLen + timeline.HopLen/2
			for len(changes[k]) > 0 && changes[k][0].At <= at {
				activity, changes[k] = changes[k][0].Activity, changes[k][1:]
			}
			if at < 30*timeline.Second {
				continue
			}
			if all++; lamp == activity {
				agree++
			}
		}
	}
	return float64(agree) / float64(all)
}

// TestItIsSaidBeforeTheStartHowWellVoicesAreKeptApart lets both speak in one room, with a microphone each.
func TestItIsSaidBeforeTheStartHowWellVoicesAreKeptApart(t *testing.T) {
	clean := bundledChannels(t)
	for _, tc := range []struct {
		db    float64
		close bool
	}{{-80, false}, {-12, false}, {3, true}} {
		mixed := bleedtest.Table(clean, tc.db)
		d := &desk{inputs: []capture.Input{usb(2)}, sound: map[string]func(int) float32{
			"usb:1": func(at int) float32 { return mixed[0][at] },
			"usb:2": func(at int) float32 { return mixed[1][at] },
		}}
		running(t, micOptions(d), func(t *testing.T, l *session.Live, _ *screen) {
			time.Sleep(3 * time.Second)
			if a := l.Snapshot().Setup.Apart; a == nil || a.Close || !strings.HasPrefix(a.Text, "Checked once both") {
				t.Errorf("%g dB, before both have spoken: %+v", tc.db, a)
			}
			time.Sleep(40 * time.Second)
			a := l.Snapshot().Setup.Apart
			t.Logf("%g dB: %s", tc.db, a.Text)
			if a.Close != tc.close || !strings.Contains(a.Text, " dB") {
				t.Errorf("%g dB: %+v, want close %v", tc.db, a, tc.close)
			}
		})
	}
}
