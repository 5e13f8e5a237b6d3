package score

import (
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/rttm"
)

func TestATimeBelongsToTheNearestFrame(t *testing.T) {
	for seconds, want := range map[float64]int{0: 0, 0.004: 0, 0.005: 0, 0.006: 1, 0.015: 2, 0.025: 2, 1.234: 123, 3600.127: 360013} {
		if got := frame(seconds); got != want {
			t.Errorf("%g s is frame %d, want %d", seconds, got, want)
		}
	}
}

func TestLanesAreMergedAndEndWithTheComparison(t *testing.T) {
	got := lanes([]rttm.Record{
		{Speaker: "a", Start: .3, Duration: .2},
		{Speaker: "b", Start: .9, Duration: 5},
		{Speaker: "a", Start: .1, Duration: .2},
		{Speaker: "a", Start: .45, Duration: .001},
		{Speaker: "c", Start: 2, Duration: 1},
	}, 100)
	for name, want := range map[string][]run{"a": {{10, 50}}, "b": {{90, 100}}, "c": {}} {
		if !slices.Equal(got[name], want) {
			t.Errorf("%s speaks in %v, want %v", name, got[name], want)
		}
	}
}

func TestCollarsLieAroundEveryEdge(t *testing.T) {
	of := map[string][]run{"a": {{10, 50}}, "b": {{52, 90}}}
	want := []run{{5, 15}, {45, 57}, {85, 95}}
	if got := collars(of, 5, 100); !slices.Equal(got, want) {
		t.Errorf("collars %v, want %v", got, want)
	}
	if got := collars(of, 20, 60); !slices.Equal(got, []run{{0, 60}}) {
		t.Errorf("collars that meet: %v, want one", got)
	}
	if got := collars(of, 0, 100); got != nil {
		t.Errorf("no collar: %v, want none", got)
	}
}
