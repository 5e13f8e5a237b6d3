package vad

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Spans are the stretches in which a channel's activity was a, from all of its changes in order and the end of the
// session. Changes of flags alone do not cut them.
func Spans(changes []Change, a Activity, end timeline.Position) []timeline.Span {
	var spans []timeline.Span
	now := Change{Activity: Silent}
	for _, c := range append(slices.Clip(changes), Change{At: end}) {
		if n := len(spans); now.Activity == a && c.At > now.At {
			if n > 0 && spans[n-1].End == now.At {
				spans[n-1].End = c.At
			} else {
				spans = append(spans, timeline.Span{Start: now.At, End: c.At})
			}
		}
		now = c
	}
	return spans
}
