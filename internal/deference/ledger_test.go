package deference

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

func reading(id int, kind turns.ReadingKind, status turns.Status, start, end timeline.Position) turns.Reading {
	return turns.Reading{ID: id, Kind: kind, Status: status, Span: timeline.Span{Start: start, End: end}, Evidence: turns.Evidence{FTO: turns.None}}
}

func TestOnlyFinalReadingsCount(t *testing.T) {
	var l ledger
	l.reading(reading(1, turns.OverlapOpen, turns.Provisional, 0, 5))
	l.reading(reading(1, turns.InterruptionSuccessful, turns.Final, 0, 6))
	l.reading(reading(2, turns.Backchannel, turns.Provisional, 7, 8))
	l.reading(reading(2, turns.Backchannel, turns.Withdrawn, 7, 8))
	if len(l.acts) != 1 || l.acts[0].kind != turns.InterruptionSuccessful {
		t.Errorf("acts = %v, want the one that is final", l.acts)
	}
}

func TestATurnGoesOnUntilItIsFinalOrWithdrawn(t *testing.T) {
	var l ledger
	l.reading(reading(1, turns.Turn, turns.Provisional, 0, 5))
	l.reading(reading(2, turns.Turn, turns.Provisional, 4, 6))
	if len(l.running) != 2 || len(l.turns) != 0 {
		t.Fatalf("running %v, over %v; want two running", l.running, l.turns)
	}
	l.reading(reading(1, turns.Turn, turns.Final, 0, 9))
	l.reading(reading(2, turns.Turn, turns.Withdrawn, 4, 6))
	if len(l.running) != 0 || len(l.turns) != 1 {
		t.Errorf("running %v, over %v; want one over", l.running, l.turns)
	}
}

func TestAWindowIsWhatEndedAfterItsStart(t *testing.T) {
	var l ledger
	for _, end := range []timeline.Position{10, 30, 20, 40} {
		l.signal(turns.Signal{Kind: turns.IPU, Span: timeline.Span{Start: end - 5, End: end}})
	}
	l.signal(turns.Signal{Kind: turns.OverlapWithin, Span: timeline.Span{Start: 0, End: 50}})
	tail := since(l.speech, 20)
	if len(tail) != 2 || tail[0].End != 30 || tail[1].End != 40 {
		t.Errorf("ended after 20: %v, want 30 and 40", tail)
	}
}
