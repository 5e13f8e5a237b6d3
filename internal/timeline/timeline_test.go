package timeline_test

import (
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
)

func TestPositionsConvertToWallTimeAndBack(t *testing.T) {
	for _, tc := range []struct {
		p timeline.Position
		d time.Duration
	}{
		{0, 0},
		{1, 62500 * time.Nanosecond},
		{512, 32 * time.Millisecond},
		{-512, -32 * time.Millisecond},
		{timeline.Second * 3600 * 24 * 400, 400 * 24 * time.Hour},
	} {
		if got := tc.p.Duration(); got != tc.d {
			t.Errorf("Position(%d).Duration() = %v, want %v", tc.p, got, tc.d)
		}
		if got := timeline.FromDuration(tc.d); got != tc.p {
			t.Errorf("FromDuration(%v) = %d, want %d", tc.d, got, tc.p)
		}
	}
}

func TestSecondsAndMillisecondsRoundToTheNearest(t *testing.T) {
	if got := timeline.FromSeconds(0.1); got != 1600 {
		t.Errorf("FromSeconds(0.1) = %d, want 1600", got)
	}
	if got := timeline.Position(7).Milliseconds(); got != 0 {
		t.Errorf("Position(7).Milliseconds() = %d, want 0", got)
	}
	if got := timeline.Position(9).Milliseconds(); got != 1 {
		t.Errorf("Position(9).Milliseconds() = %d, want 1", got)
	}
	if got := timeline.FromMilliseconds(250); got != 4000 {
		t.Errorf("FromMilliseconds(250) = %d, want 4000", got)
	}
}

func TestSpansShareTheirCommonPart(t *testing.T) {
	a, b := timeline.Span{Start: 0, End: 100}, timeline.Span{Start: 60, End: 200}
	if got := a.Overlap(b); got.Start != 60 || got.End != 100 || got.Len() != 40 {
		t.Errorf("overlap of %v and %v = %v, want {60 100}", a, b, got)
	}
	if got := a.Overlap(timeline.Span{Start: 150, End: 160}); got.Len() > 0 {
		t.Errorf("overlap of apart spans = %v, want a length of zero or less", got)
	}
	if !a.Contains(0) || a.Contains(100) {
		t.Error("a span contains its start and not its end")
	}
}
