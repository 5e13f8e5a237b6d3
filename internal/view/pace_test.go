package view_test

import (
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/view"
)

func TestNoMoreThanTenDeltasFallInAnySecond(t *testing.T) {
	for _, every := range []time.Duration{time.Millisecond, 7 * time.Millisecond, 99 * time.Millisecond, 101 * time.Millisecond} {
		var p view.Pace
		var sent []time.Time
		start := time.Unix(1000, 0)
		for i := range int(7 * time.Second / every) {
			now := start.Add(time.Duration(i) * every)
			if p.Free(now) {
				p.Mark(now)
				sent = append(sent, now)
			}
			if len(sent) > 0 && !p.Last().Equal(sent[len(sent)-1]) {
				t.Fatalf("last = %v, want %v", p.Last(), sent[len(sent)-1])
			}
		}
		for i := view.MaxDeltasPerSecond; i < len(sent); i++ {
			if gap := sent[i].Sub(sent[i-view.MaxDeltasPerSecond]); gap < time.Second {
				t.Fatalf("asked every %v, deltas %d to %d went out within %v", every, i-view.MaxDeltasPerSecond, i, gap)
			}
		}
		if len(sent) < 60 {
			t.Errorf("asked every %v, %d deltas went out in 7 s, want about 70", every, len(sent))
		}
	}
}
