package align_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

func TestThereAreAtLeastTwoDevices(t *testing.T) {
	for _, devices := range [][]int{nil, {0}, {0, 0}, {0, -1}, {0, 2}, {0, 2, 2}, {1, 2}} {
		if _, err := align.New(devices); err == nil {
			t.Errorf("New(%v) gives no error", devices)
		}
	}
}

func TestWhatIsNotMovedKeepsItsMarks(t *testing.T) {
	a := newAligner(t, 0, 1)
	src, dst := audio.NewHop(2), audio.NewHop(2)
	for i := range 10 {
		src.Start = timeline.Position(i) * timeline.HopLen
		src.Channels[0].Unknown, src.Channels[1].Clipped = i == 4, i == 6
		if a.Push(dst, src) {
			t.Errorf("a device was moved at %v", dst.Start)
		}
		if want := src.Start - align.Latency; dst.Start != want {
			t.Errorf("the hop that begins at %d came out as %d, want %d", src.Start, dst.Start, want)
		}
		hop := int(dst.Start / timeline.HopLen)
		if got := dst.Channels; got[0].Unknown != (hop == 4) || got[1].Unknown || got[0].Clipped || got[1].Clipped != (hop == 6) {
			t.Errorf("hop %d came out with the marks %v %v %v %v", hop, got[0].Unknown, got[1].Unknown, got[0].Clipped, got[1].Clipped)
		}
	}
}

func TestWhatIsNoNumberIsSilence(t *testing.T) {
	a := newAligner(t, 0, 1)
	src, dst := audio.NewHop(2), audio.NewHop(2)
	noise := vadtest.Noise(timeline.HopLen, -20, 1)
	for i := range 200 {
		copy(src.Channels[0].PCM, noise)
		copy(src.Channels[1].PCM, noise)
		src.Channels[0].PCM[i] = float32(math.NaN())
		src.Channels[1].PCM[2*i] = float32(math.Inf(1 - 2*(i%2)))
		a.Push(dst, src)
		for k, c := range dst.Channels {
			for j, v := range c.PCM {
				if spoiled := j == (k+1)*(i-1); i > 0 && v != noise[j] && !(spoiled && v == 0) {
					t.Fatalf("sample %d of channel %d came out as %v in hop %d", j, k, v, i)
				}
			}
		}
	}
}

func TestPushDoesNotAllocate(t *testing.T) {
	a := newAligner(t, 0, 1, 2)
	src, dst := audio.NewHop(3), audio.NewHop(3)
	for k := range src.Channels {
		copy(src.Channels[k].PCM, vadtest.Noise(timeline.HopLen, -20-10*float64(k), 1))
	}
	if n := testing.AllocsPerRun(200, func() { a.Push(dst, src) }); n > 0 {
		t.Errorf("Push allocates %v times", n)
	}
}

func newAligner(t testing.TB, devices ...int) *align.Aligner {
	t.Helper()
	a, err := align.New(devices)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
