package vad_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestStretchesFollowEachOtherWithoutAHole(t *testing.T) {
	a, b := vad.Stretch(0), vad.Stretch(timeline.HopLen)
	if a.Start != -vad.BackDate || a.End != b.Start || b.Len() != timeline.HopLen {
		t.Errorf("Stretch(0) = %v, Stretch(one hop) = %v", a, b)
	}
}
