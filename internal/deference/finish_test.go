package deference

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestWhatIsFoundAtTheEndDoesNotDependOnTheLooksBefore(t *testing.T) {
	for _, people := range []int{2, 3} {
		facts, end := longSession(people, 1) // more than 200 turns, so that draws are kept over some
		at := func(portion timeline.Position) (Result, Summary) {
			opts := DefaultOptions()
			opts.Grid = 60 * timeline.Second
			m, err := NewMeter(benchPeople(people), opts)
			if err != nil {
				t.Fatal(err)
			}
			m.Add(turns.Facts{Signals: facts.Signals, Readings: facts.Readings})
			for to := portion; to < end; to += portion {
				m.Advance(to)
			}
			m.Finish(end)
			return m.Result(), m.Summary()
		}
		watched, told := at(60 * timeline.Second)
		once, toldOnce := at(end)
		if diff := cmp.Diff(watched, once); diff != "" {
			t.Errorf("%d people: results (-looked at all along +at the end only):\n%s", people, diff)
		}
		if diff := cmp.Diff(told, toldOnce); diff != "" {
			t.Errorf("%d people: summaries (-looked at all along +at the end only):\n%s", people, diff)
		}
	}
}
