package vad_test

import (
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestSpansAreTheStretchesOfAnActivity(t *testing.T) {
	changes := []vad.Change{
		{At: 100, Activity: vad.Speech},
		{At: 150, Activity: vad.Speech, Flags: vad.Clipped},
		{At: 200, Activity: vad.Silent},
		{At: 300, Activity: vad.Unobserved, Flags: vad.Unknown},
		{At: 400, Activity: vad.Silent},
		{At: 400, Activity: vad.Speech},
	}
	for _, tc := range []struct {
		activity vad.Activity
		want     []timeline.Span
	}{
		{vad.Speech, []timeline.Span{{Start: 100, End: 200}, {Start: 400, End: 500}}},
		{vad.Silent, []timeline.Span{{Start: 0, End: 100}, {Start: 200, End: 300}}},
		{vad.Unobserved, []timeline.Span{{Start: 300, End: 400}}},
	} {
		if got := vad.Spans(changes, tc.activity, 500); !slices.Equal(got, tc.want) {
			t.Errorf("Spans(activity %d) = %v, want %v", tc.activity, got, tc.want)
		}
	}
}

func TestASessionWithoutChangesIsSilent(t *testing.T) {
	if got := vad.Spans(nil, vad.Silent, 500); len(got) != 1 || got[0].Len() != 500 {
		t.Errorf("Spans(nil, Silent, 500) = %v, want all of it", got)
	}
}
