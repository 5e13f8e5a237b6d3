package deference

import (
	"cmp"
	"slices"
	"sort"

	"github.com/evenkeel/monitor/internal/timeline"
)

// spans are stretches in order that do not touch each other.
type spans []timeline.Span

// unite makes spans of stretches in any order. It changes list.
func unite(list []timeline.Span) spans {
	slices.SortFunc(list, func(a, b timeline.Span) int { return cmp.Compare(a.Start, b.Start) })
	united := spans(list[:0])
	for _, s := range list {
		if s.Len() <= 0 {
			continue
		}
		if n := len(united); n > 0 && s.Start <= united[n-1].End {
			united[n-1].End = max(united[n-1].End, s.End)
			continue
		}
		united = append(united, s)
	}
	return united
}

// within is how much of x the stretches cover.
func (s spans) within(x timeline.Span) timeline.Position {
	var sum timeline.Position
	for i := sort.Search(len(s), func(i int) bool { return s[i].End > x.Start }); i < len(s) && s[i].Start < x.End; i++ {
		sum += s[i].Overlap(x).Len()
	}
	return sum
}

// outside is how much of x lies outside the stretches.
func (s spans) outside(x timeline.Span) timeline.Position {
	return max(x.Len(), 0) - s.within(x)
}
