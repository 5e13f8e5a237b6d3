package deference

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
)

func TestAQueueGivesWhatIsDueInOrderAndEachOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q queue[due[int]]
		var want, got []due[int]
		use := func(item due[int]) { got = append(got, item) }
		for i, at := range rapid.SliceOfN(rapid.Int64Range(0, 40), 1, 60).Draw(t, "at") {
			item := due[int]{timeline.Position(at), i}
			q.add(item.at, item)
			want = append(want, item)
		}
		slices.SortStableFunc(want, func(a, b due[int]) int { return int(a.at - b.at) })
		for to := timeline.Position(0); to <= 40; to += 7 {
			q.take(to, use)
			for _, d := range got {
				if d.at > to {
					t.Fatalf("%v came at %d", d, to)
				}
			}
		}
		q.take(40, use)
		if !slices.Equal(got, want) {
			t.Errorf("came as %v, want %v", got, want)
		}
	})
}

func TestAQueueDoesNotGrowWithWhatHasGone(t *testing.T) {
	var q queue[int]
	for i := range 100_000 {
		q.add(timeline.Position(i), i)
		q.take(timeline.Position(i-10), func(int) {})
	}
	if cap(q.items) > 200 {
		t.Errorf("room for %d items while at most 11 wait", cap(q.items))
	}
}
