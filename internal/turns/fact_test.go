package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestEveryKindHasItsOwnName(t *testing.T) {
	seen := map[string]bool{}
	for k := turns.IPU; k <= turns.UnknownSpan; k++ {
		seen[k.String()] = true
	}
	for k := turns.Turn; k <= turns.PauseEntry; k++ {
		seen[k.String()] = true
	}
	if want := int(turns.UnknownSpan) + 1 + int(turns.PauseEntry) + 1; len(seen) != want || seen[""] {
		t.Errorf("names %v, want %d different ones", seen, want)
	}
}

func TestOnlyGapsAndOverlapsBetweenTwoHaveAnOffset(t *testing.T) {
	span := timeline.Span{Start: 100, End: 300}
	for kind, want := range map[turns.SignalKind]timeline.Position{
		turns.Gap: 200, turns.OverlapBetween: -200, turns.Pause: turns.None, turns.OverlapWithin: turns.None,
		turns.OverlapOther: turns.None, turns.IPU: turns.None, turns.UnknownSpan: turns.None,
	} {
		if got := (turns.Signal{Kind: kind, Span: span}).FTO(); got != want {
			t.Errorf("offset of a %v is %d, want %d", kind, got, want)
		}
	}
}
