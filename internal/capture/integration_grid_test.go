//go:build integration && portaudio && cgo

package capture

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/capture/capturetest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// clickEvery is how far apart the clicks of these tests are: further than any latency.
const clickEvery = 0.5

// feedClicks lets a source hear a click at every multiple of clickEvery after begin, for a time, by a clock of a speed.
func feedClicks(t *testing.T, src *capturetest.PipeSource, begin time.Time, seconds, speed float64) (done chan struct{}) {
	t.Helper()
	done = make(chan struct{})
	hz := float64(src.Rate) * speed
	go func() {
		defer close(done)
		err := src.Feed(begin, int(seconds*hz), speed, func(i int) int16 {
			if at := float64(i) / hz; math.Mod(at+0.00025, clickEvery) < 0.0005 {
				return 26000
			}
			return 3 // not quite silent, as no microphone is
		})
		if err != nil {
			t.Error(err)
		}
	}()
	return done
}

// TestTwoDevicesOnClocksOfTheirOwnStayTogether is the promise of the grid on a real sound system: two devices, one
// 50 ppm fast, hear the same clicks for 32 s.
func TestTwoDevicesOnClocksOfTheirOwnStayTogether(t *testing.T) {
	const seconds = 32
	p := capturetest.StartPulse(t)
	a, b := p.PipeSource("usb_a", 48000), p.PipeSource("usb_b", 44100)
	s := open(t, "usb_a", "usb_b")
	var began time.Time
	l := during(t, s, func() {
		time.Sleep(300 * time.Millisecond) // a source takes what is written only once it is heard
		began = time.Now()
		first := feedClicks(t, a, began, seconds, 1)
		<-feedClicks(t, b, began, seconds, 1+50e-6)
		<-first
	})
	x, y := clickTimes(l.pcm[0]), clickTimes(l.pcm[1])
	if len(x) < seconds/2 || len(y) < seconds/2 { // on a machine that is too busy some are lost
		t.Fatalf("%d and %d clicks heard, want up to %d", len(x), len(y), 2*seconds)
	}
	all, settled := clickSkew(x, y, 0), clickSkew(x, y, 20)
	t.Logf("apart by at most %.2f ms, after 20 s by %.2f ms", all*1e3, settled*1e3)
	if all > 0.020 {
		t.Errorf("the same click is up to %.2f ms apart, want 20", all*1e3)
	}
	latencies := clickLatencies(s, l, x, began)
	t.Logf("from sound to ReadHop: p50 %.1f ms, p95 %.1f ms, of which up to 32 ms wait for the end of the hop",
		quantile(latencies, .5)*1e3, quantile(latencies, .95)*1e3)
	if p50 := quantile(latencies, .5); p50 > 0.1 {
		t.Errorf("sound took %.1f ms to ReadHop, want less than 100", p50*1e3)
	}
}

// clickSkew is how far the nearest clicks are apart at most, from a time on.
func clickSkew(x, y []float64, from float64) (worst float64) {
	for _, at := range x {
		nearest := slices.MinFunc(y, func(a, b float64) int {
			return int(math.Copysign(1, math.Abs(a-at)-math.Abs(b-at)))
		})
		if d := math.Abs(nearest - at); at >= from && d < clickEvery/2 {
			worst = max(worst, d)
		}
	}
	return worst
}

// clickLatencies are the times from the sound of each click to the return of the hop that it lies in.
func clickLatencies(s *DeviceSource, l *hopLog, clicks []float64, began time.Time) (latencies []float64) {
	for _, at := range clicks {
		hop := int(timeline.FromSeconds(at)) / timeline.HopLen
		sounded := math.Round((s.origin+at-began.Sub(s.opened).Seconds())/clickEvery) * clickEvery
		latencies = append(latencies, l.at[hop].Sub(began).Seconds()-sounded)
	}
	return latencies
}

func quantile(x []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(x))
	return sorted[int(q*float64(len(sorted)-1))]
}
