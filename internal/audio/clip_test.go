package audio_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

func TestClippingIsARunAtFullScale(t *testing.T) {
	const top = 32767. / 32768
	for _, tc := range []struct {
		name string
		rate int
		x    []float32
		want bool
	}{
		{"single peaks at full scale are loud, not clipped", 48000, []float32{0, top, 0, -1, 0, top, .9}, false},
		{"two neighbours may be one peak", 48000, []float32{.9, top, top, .9}, false},
		{"three neighbours are clipped", 16000, []float32{.9, top, top, top, .9}, true},
		{"the lower end clips too", 44100, []float32{-.9, -1, -1, -1}, true},
		{"both ends in turn are no flat top", 48000, []float32{top, -1, top, -1, top, -1}, false},
		{"a flat top below full scale is not seen", 48000, []float32{.9, .9, .9, .9}, false},
		{"above 48 kHz a run must last as long", 96000, []float32{1, 1, 1, 1, 1}, false},
		{"and clips once it does", 96000, []float32{1, 1, 1, 1, 1, 1}, true},
	} {
		if got := audio.NewClipDetector(audio.PCM16, tc.rate).Push(tc.x); got != tc.want {
			t.Errorf("%s: %v at %d Hz: clipped %v, want %v", tc.name, tc.x, tc.rate, got, tc.want)
		}
	}
}

func TestARunMayCrossPortions(t *testing.T) {
	d := audio.NewClipDetector(audio.Float32, 16000)
	if d.Push([]float32{0, 1, 1}) {
		t.Error("two samples at full scale: clipped")
	}
	if !d.Push([]float32{1, 0}) {
		t.Error("the third sample at full scale: not clipped")
	}
	if d.Push([]float32{0, 0}) {
		t.Error("after the run: still clipped")
	}
}

func TestAnUndistortedSineAtFullScaleIsNotClipped(t *testing.T) {
	for _, tc := range []struct {
		e     audio.Encoding
		rate  int
		steps float64 // to full scale, as wide as those at the top
	}{
		{audio.PCM16, 8000, 32768},
		{audio.PCM16, 48000, 32768},
		{audio.Float32, 192000, 1 << 24},
		{audio.PCM8, 8000, 128},
		{audio.ALaw, 8000, 32},
		{audio.MuLaw, 8000, 32},
	} {
		d, x := audio.NewClipDetector(tc.e, tc.rate), tone(200, float64(tc.rate), tc.rate/4)
		for i := range x {
			x[i] = min(float32(math.Round(float64(x[i])*tc.steps)/tc.steps), 32767./32768)
		}
		if d.Push(x) {
			t.Errorf("%v at %d Hz: a sine of 200 Hz counts as clipped", tc.e, tc.rate)
		}
		for i := range x {
			x[i] = min(max(2*x[i], -1), 1)
		}
		if !d.Push(x) {
			t.Errorf("%v at %d Hz: a sine of 200 Hz that is cut at half does not count as clipped", tc.e, tc.rate)
		}
	}
}
