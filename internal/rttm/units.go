package rttm

import (
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	// coarseStep is from where on times were rounded by people and not by a program, in milliseconds.
	coarseStep = 50
	// coarseRecords is how many records it takes to tell that all their times are on a grid.
	coarseRecords = 50
)

// Step is what the times of records were rounded to, when that is as coarse as people who annotate by hand do it: 50 ms
// and more. It is 0 when times are finer, or when there are too few to tell.
func Step(records []Record) timeline.Position {
	if len(records) < coarseRecords {
		return 0
	}
	var step int64
	for _, r := range records {
		for _, s := range [...]float64{r.Start, r.Duration} {
			ms := math.Round(s * 1000)
			if math.Abs(s*1000-ms) > 1e-3 {
				return 0
			}
			if step = divisor(step, int64(ms)); step != 0 && step < coarseStep {
				return 0
			}
		}
	}
	return timeline.FromMilliseconds(step)
}

// divisor is the greatest common divisor; of 0 and a number it is the number.
func divisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Units are records as segments that stay apart where they were annotated apart: of two that touch, the first ends one
// position earlier. Only those of one speaker that overlap are joined. Where people rounded times to a Step, it is not
// the silence between two units that can be measured but that somebody heard two.
func Units(records []Record) []Segment {
	segments := segmentsOf(records)
	slices.SortFunc(segments, inOrder)
	last := map[string]int{} // index of each speaker's latest segment
	units := segments[:0]
	for _, s := range segments {
		if s.Len() <= 0 {
			continue
		}
		if i, ok := last[s.Speaker]; ok && s.Start < units[i].End {
			units[i].End = max(units[i].End, s.End)
			continue
		} else if ok && s.Start == units[i].End {
			units[i].End--
		}
		last[s.Speaker] = len(units)
		units = append(units, s)
	}
	return units
}

// segmentsOf are records in positions.
func segmentsOf(records []Record) []Segment {
	segments := make([]Segment, len(records))
	for i, rec := range records {
		segments[i] = Segment{Speaker: rec.Speaker, Span: timeline.Span{
			Start: timeline.FromSeconds(rec.Start),
			End:   timeline.FromSeconds(rec.Start + rec.Duration),
		}}
	}
	return segments
}
