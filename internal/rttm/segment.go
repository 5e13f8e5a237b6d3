package rttm

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Segment is a stretch in which somebody speaks.
type Segment struct {
	Speaker string
	timeline.Span
}

// Parse reads who speaks when, as Merge leaves it.
func Parse(r io.Reader) ([]Segment, error) {
	records, err := ParseRecords(r)
	if err != nil {
		return nil, err
	}
	return Segments(records), nil
}

// Segments are records as Merge leaves them.
func Segments(records []Record) []Segment { return Merge(segmentsOf(records)) }

// Merge sorts segments by start, then speaker, joins those of one speaker that overlap or touch, and drops empty ones.
func Merge(segments []Segment) []Segment {
	sorted := slices.Clone(segments)
	slices.SortFunc(sorted, inOrder)
	merged := sorted[:0]
	last := map[string]int{} // index in merged of each speaker's latest segment
	for _, s := range sorted {
		if s.Len() <= 0 {
			continue
		}
		if i, ok := last[s.Speaker]; ok && s.Start <= merged[i].End {
			merged[i].End = max(merged[i].End, s.End)
			continue
		}
		last[s.Speaker] = len(merged)
		merged = append(merged, s)
	}
	return merged
}

// Speakers is who speaks in segments, each once, in the order in which people count: ch2 before ch10.
func Speakers(segments []Segment) []string {
	seen := map[string]bool{}
	var names []string
	for _, s := range segments {
		if !seen[s.Speaker] {
			seen[s.Speaker] = true
			names = append(names, s.Speaker)
		}
	}
	slices.SortFunc(names, compareNames)
	return names
}

func inOrder(a, b Segment) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), compareNames(a.Speaker, b.Speaker), cmp.Compare(a.End, b.End))
}

// compareNames compares runs of digits as numbers, everything else byte by byte.
func compareNames(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		if m == 0 || n == 0 {
			if x[0] != y[0] {
				return cmp.Compare(x[0], y[0])
			}
			x, y = x[1:], y[1:]
			continue
		}
		p, q := strings.TrimLeft(x[:m], "0"), strings.TrimLeft(y[:n], "0")
		if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
			return c
		}
		x, y = x[m:], y[n:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// digits is how many digits s begins with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
