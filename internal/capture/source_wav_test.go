package capture_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
)

func TestEveryEncodingSoundsTheSame(t *testing.T) {
	x := tone(440, 16000, 5000)
	for e, tolerance := range map[audio.Encoding]float64{
		audio.PCM8: 1. / 255, audio.PCM16: 1. / 65535, audio.PCM24: 1e-7, audio.PCM32: 1e-7,
		audio.Float32: exact, audio.Float64: 1e-7, audio.ALaw: 0.5 / 32, audio.MuLaw: 0.5 / 32,
	} {
		got := listen(t, open(t, recording("a.wav", wavOf(e, 16000, x))))
		if w := worst(got.pcm[0], x, 0); w > tolerance {
			t.Errorf("%v: off by %g, want at most %g", e, w, tolerance)
		}
	}
}

func TestEveryRateComesOutOnTheSameClock(t *testing.T) {
	for _, rate := range []int{8000, 11025, 16000, 22050, 32000, 44100, 44056, 48000, 96000, 192000} {
		s := open(t, recording("a.wav", wavOf(audio.Float32, rate, tone(700, rate, rate/2))))
		if s.Length() != 8000 {
			t.Errorf("%d Hz: half a second is %d positions, want 8000", rate, s.Length())
		}
		want := tone(700, 16000, 8000)
		if w := worst(listen(t, s).pcm[0], want[:7800], 200); w > 1e-4 {
			t.Errorf("%d Hz: off by %g, want at most 1e-4", rate, w)
		}
	}
}

func TestChannelsKeepTheirOrder(t *testing.T) {
	for n := 1; n <= capture.MaxChannels; n++ {
		channels := make([][]float32, n)
		for k := range channels {
			channels[k] = tone(float64(200+100*k), 16000, 1500)
		}
		got := listen(t, open(t, recording("a.wav", wavOf(audio.Float32, 16000, channels...))))
		for k := range channels {
			if w := worst(got.pcm[k], channels[k], 0); w > exact {
				t.Errorf("channel %d of %d is off by %g", k, n, w)
			}
		}
	}
}

func TestTheEndIsExact(t *testing.T) {
	for _, tc := range []struct {
		rate, frames int
		want         timeline.Position
		hops         int
	}{
		{16000, 1, 1, 1},
		{16000, 512, 512, 1},
		{16000, 513, 513, 2},
		{48000, 3, 1, 1},
		{48000, 4, 2, 1},
		{44100, 44100, 16000, 32},
		{8000, 8001, 16002, 32},
	} {
		s := open(t, recording("a.wav", wavOf(audio.PCM16, tc.rate, tone(300, tc.rate, tc.frames))))
		got := listen(t, s)
		if s.Length() != tc.want || len(got.unknown[0]) != tc.hops {
			t.Errorf("%d frames at %d Hz: %d positions in %d hops, want %d in %d",
				tc.frames, tc.rate, s.Length(), len(got.unknown[0]), tc.want, tc.hops)
		}
		if slices.Contains(got.unknown[0], true) {
			t.Errorf("%d frames at %d Hz: a hop of the only file is unknown", tc.frames, tc.rate)
		}
	}
}

func TestAfterTheEndOfAFileItsSpeakerIsUnknown(t *testing.T) {
	long, short := tone(300, 16000, 3000), tone(400, 48000, 4200) // 1400 positions: the third hop is the last with sound
	s := open(t, recording("a.wav", wavOf(audio.PCM16, 16000, long)), recording("b.wav", wavOf(audio.PCM24, 48000, short)))
	got := listen(t, s)
	if want := []bool{false, false, false, false, false, false}; !slices.Equal(got.unknown[0], want) {
		t.Errorf("the longer file: unknown %v, want %v", got.unknown[0], want)
	}
	if want := []bool{false, false, true, true, true, true}; !slices.Equal(got.unknown[1], want) {
		t.Errorf("the shorter file: unknown %v, want %v", got.unknown[1], want)
	}
	if w := worst(got.pcm[1], tone(400, 16000, 1024), 200); w > 1e-4 {
		t.Errorf("the shorter file is off by %g before its end, want at most 1e-4", w)
	}
	for _, v := range got.pcm[1][1024:] {
		if v != 0 {
			t.Fatalf("an unknown hop holds %g, want zeros", v)
		}
	}
	if s.Length() != 3000 {
		t.Errorf("the session has %d positions, want the 3000 of the longer file", s.Length())
	}
}

func TestAFileThatEndsEarlierIsTold(t *testing.T) {
	a, b, c := tone(300, 8000, 80000), tone(500, 8000, 72001), tone(700, 8000, 8000)
	s := open(t, recording("a.wav", wavOf(audio.PCM8, 8000, a)), recording("b.wav", wavOf(audio.PCM8, 8000, b)),
		recording("c.wav", wavOf(audio.PCM8, 8000, c)))
	want := []string{"c.wav ends 0:00:09 before the longest file: nothing is known of its speaker from there on"}
	if got := s.Warnings(); !slices.Equal(got, want) {
		t.Errorf("warnings %q, want %q", got, want)
	}
}

func TestClippingIsFlaggedInItsHop(t *testing.T) {
	for _, rate := range []int{8000, 16000, 44100, 48000, 192000} {
		x := tone(300, rate, rate/4)
		at := rate / 10 // 100 ms: in the fourth hop
		for i := range 12 {
			x[at+i] = 1
		}
		got := listen(t, open(t, recording("a.wav", wavOf(audio.PCM16, rate, x, tone(300, rate, rate/4)))))
		for k, clipped := range got.clipped[0] {
			if want := k == 3; clipped != want {
				t.Errorf("%d Hz: hop %d clipped %v, want %v", rate, k, clipped, want)
			}
		}
		if slices.Contains(got.clipped[1], true) {
			t.Errorf("%d Hz: the other channel is clipped", rate)
		}
		for _, v := range got.pcm[0] {
			if v > 1 || v < -1 {
				t.Fatalf("%d Hz: a sample of %g, want from -1 to 1", rate, v)
			}
		}
	}
}

func TestNumbersThatAreNoneAreLeftOutAndTold(t *testing.T) {
	x := tone(300, 16000, 2048)
	x[600] = float32(math.NaN()) // a single one is mended
	for i := 1100; i < 1400; i++ {
		x[i] = float32(math.Inf(1)) // most of a hop is a hole
	}
	s := open(t, recording("a.wav", wavOf(audio.Float32, 16000, x)))
	got := listen(t, s)
	if want := []bool{false, false, true, false}; !slices.Equal(got.unknown[0], want) {
		t.Errorf("unknown %v, want %v", got.unknown[0], want)
	}
	if got.pcm[0][600] != 0 {
		t.Errorf("what was no number became %g, want 0", got.pcm[0][600])
	}
	if w := s.Warnings(); len(w) != 1 || w[0] != "a.wav: 301 samples are no numbers and were left out" {
		t.Errorf("warnings %q", w)
	}
}

func TestSeveralFilesAreOneSpeakerEach(t *testing.T) {
	a, b := tone(300, 16000, 2000), tone(500, 16000, 2000)
	half := make([]float32, 2000)
	for i := range half {
		half[i] = b[i] / 2
	}
	s := open(t, recording("a.wav", wavOf(audio.Float32, 16000, a)),
		recording("b.wav", wavOf(audio.Float32, 16000, b, make([]float32, 2000))))
	got := listen(t, s)
	if v, w := worst(got.pcm[0], a, 0), worst(got.pcm[1], half, 0); s.Channels() != 2 || v > exact || w > exact {
		t.Errorf("%d channels, off by %g and %g, want 2, the second mixed of two", s.Channels(), v, w)
	}
	if w := s.Warnings(); len(w) != 1 || !strings.Contains(w[0], "b.wav: its 2 channels are mixed to one") {
		t.Errorf("warnings %q", w)
	}
}

func TestOneMicrophoneOnTwoChannelsIsTold(t *testing.T) {
	a, b := tone(300, 16000, 40000), tone(500, 16000, 40000)
	for _, tc := range []struct {
		name       string
		recordings []capture.Recording
		want       [][2]int
	}{
		{"two microphones", []capture.Recording{recording("a.wav", wavOf(audio.PCM16, 16000, a, b))}, nil},
		{"a mono recording in stereo", []capture.Recording{recording("a.wav", wavOf(audio.PCM16, 16000, a, a))}, [][2]int{{0, 1}}},
		{"two of four", []capture.Recording{recording("a.wav", wavOf(audio.PCM16, 16000, a, b, tone(700, 16000, 40000), b))}, [][2]int{{1, 3}}},
		{
			"the same file twice",
			[]capture.Recording{recording("a.wav", wavOf(audio.PCM16, 16000, a)), recording("a.wav", wavOf(audio.PCM24, 16000, a))},
			[][2]int{{0, 1}},
		},
		{
			"files of other rates are not compared",
			[]capture.Recording{recording("a.wav", wavOf(audio.PCM16, 16000, a)), recording("a.wav", wavOf(audio.PCM16, 8000, a[:20000]))},
			nil,
		},
		{"shorter than a window", []capture.Recording{recording("a.wav", wavOf(audio.PCM16, 16000, a[:50], a[:50]))}, [][2]int{{0, 1}}},
	} {
		s := open(t, tc.recordings...)
		if got := s.Twins(); !slices.Equal(got, tc.want) {
			t.Errorf("%s: twins %v, want %v", tc.name, got, tc.want)
		}
		if got := len(s.Warnings()); got != len(tc.want) {
			t.Errorf("%s: warnings %q, want %d", tc.name, s.Warnings(), len(tc.want))
		}
	}
}

func TestTheWarningNamesTheChannels(t *testing.T) {
	a := recording("call.wav", wavOf(audio.PCM16, 16000, tone(300, 16000, 9000), tone(300, 16000, 9000)))
	a.Names = []string{"coach", "client"}
	want := []string{"the channels coach and client are the same signal: one microphone cannot tell two people apart"}
	if got := open(t, a).Warnings(); !slices.Equal(got, want) {
		t.Errorf("warnings %q, want %q", got, want)
	}
}

func TestChannelsAreCalledAsNamed(t *testing.T) {
	mono, stereo := wavOf(audio.PCM8, 16000, tone(300, 16000, 9)), wavOf(audio.PCM8, 16000, tone(300, 16000, 9), tone(500, 16000, 9))
	named := func(data []byte, names ...string) capture.Recording {
		r := recording("a.wav", data)
		r.Names = names
		return r
	}
	nine := slices.Repeat([]capture.Recording{named(mono)}, 9)
	for _, tc := range []struct {
		name       string
		recordings []capture.Recording
		want       string // the names, or a part of the error
	}{
		{"without names they are counted", []capture.Recording{named(stereo)}, "[ch0 ch1]"},
		{"a file of two speakers", []capture.Recording{named(stereo, "coach", "client")}, "[coach client]"},
		{"a file each", []capture.Recording{named(mono, "coach"), named(mono)}, "[coach ch1]"},
		{"too few names", []capture.Recording{named(stereo, "coach")}, "channels and names differ in number, 2 and 1: name each"},
		{"too many names", []capture.Recording{named(mono, "coach"), named(mono, "a", "b")}, "channels and names differ in number, 1 and 2"},
		{"the same name twice", []capture.Recording{named(mono, "coach"), named(mono, "coach")}, `two channels are called "coach"`},
		{"a name that is given by count", []capture.Recording{named(mono, "ch1"), named(mono)}, `two channels are called "ch1"`},
		{"no file", nil, "0 files with 0 channels: a session has 1 to 8"},
		{"too many files", nine, "9 files with 9 channels: a session has 1 to 8"},
	} {
		s, err := capture.NewWAVSource(tc.recordings)
		if err != nil {
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%s: error %q, want one with %q", tc.name, err, tc.want)
			}
			continue
		}
		if got := fmt.Sprint(s.ChannelNames()); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestAnEndedContextEndsTheSource(t *testing.T) {
	s := open(t, recording("a.wav", wavOf(audio.PCM16, 16000, tone(300, 16000, 9000))))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	h := audio.NewHop(1)
	if err := s.ReadHop(ctx, h); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if err := s.ReadHop(context.Background(), h); err == nil {
		t.Error("the source went on after its error")
	}
}

func TestAHopOfOtherChannelsIsRefused(t *testing.T) {
	s := open(t, recording("a.wav", wavOf(audio.PCM16, 16000, tone(300, 16000, 9000))))
	if err := s.ReadHop(context.Background(), audio.NewHop(2)); err == nil {
		t.Error("two channels were filled from one")
	}
}

func TestAHopCostsNoAllocation(t *testing.T) {
	s := open(t, recording("a.wav", wavOf(audio.PCM16, 44100, tone(300, 44100, 200000), tone(500, 44100, 200000))))
	h := audio.NewHop(2)
	n := testing.AllocsPerRun(100, func() {
		if err := s.ReadHop(context.Background(), h); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("a hop costs %g allocations, want 0", n)
	}
}

// endless is a recording whose sound goes round: hours of it cost no memory.
type endless struct{ head, sound []byte }

func (e endless) ReadAt(b []byte, at int64) (int, error) {
	n := 0
	if at < int64(len(e.head)) {
		n = copy(b, e.head[at:])
	}
	for n < len(b) {
		n += copy(b[n:], e.sound[(at+int64(n)-int64(len(e.head)))%int64(len(e.sound)):])
	}
	return n, nil
}

// hours is a recording of that length, of a second of sound again and again.
func hours(n int, e audio.Encoding, rate int, second ...[]float32) capture.Recording {
	sound := interleave(e, second...)
	size := n * 3600 * len(sound)
	head := join([]byte("RF64"), u32(-1), []byte("WAVE"), chunk("ds64", u64(size), u64(size), u64(0), u32(0)),
		chunk("fmt ", format(tags[e][0], len(second), rate, tags[e][1])), claiming("data", -1))
	return capture.Recording{File: "hours.wav", Data: endless{head, sound}, Size: int64(len(head) + size)}
}

func BenchmarkReadHop(b *testing.B) {
	for _, e := range []audio.Encoding{audio.PCM16, audio.PCM24, audio.Float32, audio.MuLaw} {
		for _, rate := range []int{8000, 16000, 44100, 48000} {
			b.Run(fmt.Sprintf("%v/%d", e, rate), func(b *testing.B) {
				s, h := open(b, hours(20, e, rate, tone(300, rate, rate), tone(500, rate, rate))), audio.NewHop(2)
				b.ReportAllocs()
				for b.Loop() {
					if err := s.ReadHop(context.Background(), h); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)*timeline.HopLen/timeline.Rate/b.Elapsed().Seconds(), "x-realtime")
			})
		}
	}
}

func BenchmarkOpenWAV(b *testing.B) {
	r := hours(8, audio.PCM16, 48000, tone(300, 48000, 48000), tone(500, 48000, 48000))
	b.ReportAllocs()
	for b.Loop() {
		open(b, r)
	}
}

func TestTheBeginningOfARecordingIsLeftOut(t *testing.T) {
	const hops = 40
	early, late := tone(220, 16000, hops*timeline.HopLen), tone(330, 16000, hops*timeline.HopLen)
	s := open(t, recording("early.wav", wavOf(audio.Float32, 16000, early)), recording("late.wav", wavOf(audio.Float32, 16000, late)))
	s.Skip(0, 10)
	if s.Length() != hops*timeline.HopLen {
		t.Errorf("a session of %d samples, want as long as the recording that is whole, %d", s.Length(), hops*timeline.HopLen)
	}
	h := listen(t, s)
	if worst(h.pcm[0][:30*timeline.HopLen], early[10*timeline.HopLen:], 0) > exact || worst(h.pcm[1], late, 0) > exact {
		t.Error("the recordings are not where they should be")
	}
}
