package capture

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
)

func TestFramesAndPositionsAreTheSameClock(t *testing.T) {
	const day = 24 * 3600
	for _, rate := range []int{8000, 11025, 16000, 37800, 44056, 44100, 48000, 192000} {
		for _, p := range []timeline.Position{0, 1, 2, 511, 512, 16000, 12345678, day*timeline.Second - 1, day * timeline.Second} {
			frame := frameAt(p, rate)
			// The frame's instant is not before p, and the one before it is.
			if frame*timeline.Rate < int64(p)*int64(rate) || frame > 0 && (frame-1)*timeline.Rate >= int64(p)*int64(rate) {
				t.Errorf("position %d is at frame %d of %d Hz", p, frame, rate)
			}
			if got := positionOf(frame, rate); got < p || rate <= timeline.Rate && got > p+2 || rate > timeline.Rate && got > p+1 {
				t.Errorf("position %d, frame %d of %d Hz, is position %d", p, frame, rate, got)
			}
		}
		if got := positionOf(day*int64(rate), rate); got != day*timeline.Second {
			t.Errorf("a day of %d Hz is %d positions, want %d", rate, got, day*timeline.Second)
		}
	}
}

func TestTheFramesOfHopsAreAllFramesOnce(t *testing.T) {
	for _, rate := range []int{8000, 11025, 44056, 44100, 192000} {
		next := int64(0)
		for p := timeline.Position(0); p < timeline.Second; p += timeline.HopLen {
			first, end := frameAt(p, rate), frameAt(p+timeline.HopLen, rate)
			if first != next || end <= first {
				t.Errorf("%d Hz: the hop at %d has frames %d to %d, want from %d", rate, p, first, end, next)
			}
			if most := frameAt(timeline.HopLen, rate); end-first > most {
				t.Errorf("%d Hz: the hop at %d has %d frames, more than the first with %d", rate, p, end-first, most)
			}
			next = end
		}
	}
}
