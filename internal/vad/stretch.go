package vad

import "github.com/evenkeel/monitor/internal/timeline"

// BackDate is how far before its hop the stretch begins that the hop's probability speaks of: the model answers late.
// Measured on the hand-labelled clips of docs/accuracy.md: with each probability spread over its stretch the area
// under the ROC curve is within .001 of its best, .969, for anything from 28 to 46 ms, and .958 for 0.
const BackDate = 36 * timeline.Millisecond

// Stretch is what the probability of the hop that starts at start speaks of. That of a session's first hop begins
// before the session.
func Stretch(start timeline.Position) timeline.Span {
	return timeline.Span{Start: start - BackDate, End: start - BackDate + timeline.HopLen}
}
