package score

import (
	"cmp"
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/rttm"
)

// framesPerSecond is the grid on which two annotations are compared: 10 ms, as is common for speech activity.
const framesPerSecond = 100

// run is a stretch of frames, from first up to but without end.
type run struct{ first, end int }

// frame is the frame that begins nearest to a time in seconds, the even one of two.
func frame(seconds float64) int { return int(math.RoundToEven(seconds * framesPerSecond)) }

// lanes is the frames before end in which each speaker speaks, merged and in order.
func lanes(records []rttm.Record, end int) map[string][]run {
	all := map[string][]run{}
	for _, r := range records {
		first, last := max(frame(r.Start), 0), min(frame(r.Start+r.Duration), end)
		all[r.Speaker] = append(all[r.Speaker], run{first, last})
	}
	for name, runs := range all {
		all[name] = merge(runs)
	}
	return all
}

// merge sorts runs, joins those that overlap or touch, and drops empty ones.
func merge(runs []run) []run {
	slices.SortFunc(runs, func(a, b run) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.end, b.end)) })
	merged := runs[:0]
	for _, r := range runs {
		last := len(merged) - 1
		switch {
		case r.end <= r.first:
		case last >= 0 && r.first <= merged[last].end:
			merged[last].end = max(merged[last].end, r.end)
		default:
			merged = append(merged, r)
		}
	}
	return merged
}

// collars is the frames within width of an edge in any of the lanes.
func collars(lanes map[string][]run, width, end int) []run {
	if width == 0 {
		return nil
	}
	var around []run
	for _, runs := range lanes {
		for _, r := range runs {
			for _, edge := range []int{r.first, r.end} {
				around = append(around, run{max(edge-width, 0), min(edge+width, end)})
			}
		}
	}
	return merge(around)
}
