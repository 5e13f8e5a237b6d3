package deference

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
)

func TestTouchingStretchesBecomeOneAndEmptyOnesNone(t *testing.T) {
	got := unite([]timeline.Span{{Start: 30, End: 40}, {Start: 0, End: 10}, {Start: 10, End: 12}, {Start: 35, End: 38}, {Start: 50, End: 50}})
	if want := (spans{{Start: 0, End: 12}, {Start: 30, End: 40}}); !slices.Equal(got, want) {
		t.Errorf("united = %v, want %v", got, want)
	}
}

func TestWithinAndOutsideShareAStretch(t *testing.T) {
	span := rapid.Custom(func(t *rapid.T) timeline.Span {
		start := rapid.IntRange(0, 60).Draw(t, "start")
		return timeline.Span{Start: timeline.Position(start), End: timeline.Position(start + rapid.IntRange(0, 20).Draw(t, "length"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(span, 0, 8).Draw(t, "list")
		x := span.Draw(t, "x")
		want := timeline.Position(0)
		for p := x.Start; p < x.End; p++ {
			if slices.ContainsFunc(list, func(s timeline.Span) bool { return s.Contains(p) }) {
				want++
			}
		}
		u := unite(slices.Clone(list))
		if got := u.within(x); got != want || u.outside(x) != x.Len()-want {
			t.Errorf("%v within %v = %d and outside %d, want %d and %d", x, list, got, u.outside(x), want, x.Len()-want)
		}
	})
}
