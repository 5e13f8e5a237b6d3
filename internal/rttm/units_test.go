package rttm_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
)

// annotated are n units of two people, every second one touching the one before, with times in steps.
func annotated(n int, step float64) []rttm.Record {
	var records []rttm.Record
	at := 0.
	for i := range n {
		records = append(records, rttm.Record{Speaker: fmt.Sprint("p", i/2%2), Start: at * step, Duration: 10 * step})
		at += 10
		if i%2 == 1 {
			at += 3
		}
	}
	return records
}

func TestWhatTimesWereRoundedToIsTold(t *testing.T) {
	odd := annotated(60, .1)
	odd[59].Duration += .01
	for _, tc := range []struct {
		name    string
		records []rttm.Record
		want    timeline.Position
	}{
		{"tenths of a second", annotated(60, .1), timeline.Second / 10},
		{"quarters of a second", annotated(60, .25), timeline.Second / 4},
		{"hundredths are not coarse", annotated(60, .01), 0},
		{"one time off the grid", odd, 0},
		{"too few to tell", annotated(49, .1), 0},
		{"nothing", nil, 0},
		{"finer than a millisecond", annotated(60, .0001), 0},
	} {
		if got := rttm.Step(tc.records); got != tc.want {
			t.Errorf("%s: step %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestUnitsThatTouchStayApartAndThoseThatOverlapAreJoined(t *testing.T) {
	got := rttm.Units([]rttm.Record{
		{Speaker: "a", Start: 1, Duration: 1},
		{Speaker: "a", Start: 2, Duration: 1},
		{Speaker: "b", Start: 2, Duration: 1},
		{Speaker: "a", Start: 5, Duration: 2},
		{Speaker: "a", Start: 6, Duration: 3},
		{Speaker: "b", Start: 4, Duration: 0},
	})
	const s = timeline.Second
	want := []rttm.Segment{
		{Speaker: "a", Span: timeline.Span{Start: s, End: 2*s - 1}},
		{Speaker: "a", Span: timeline.Span{Start: 2 * s, End: 3 * s}},
		{Speaker: "b", Span: timeline.Span{Start: 2 * s, End: 3 * s}},
		{Speaker: "a", Span: timeline.Span{Start: 5 * s, End: 9 * s}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}
