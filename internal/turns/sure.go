package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Timing tells a sign of listening ("mm-hm") from an acknowledgement ("okay") or an answer ("right") only where somebody
// plainly listens. These constants are chosen so that three in four of what is sure carry the label of a backchannel
// (docs/accuracy.md, which says what they leave out). None of them changes who holds the floor.
const (
	sureLength  = 450 * timeline.Millisecond  // the longest; of a chain, from first to last
	sureSilence = 3000 * timeline.Millisecond // of its speaker, before it and after it
	sureWindow  = 5000 * timeline.Millisecond // before it, in which
	sureTalk    = 3500 * timeline.Millisecond // the other talked at least this long
)

// sure says whether a backchannel is a sign of listening beyond doubt; known is false as long as that cannot be told.
func (r *reader) sure(x *entry) (sure, known bool) {
	if !r.attends(x) {
		return false, true
	}
	end := x.u.chain.span().End
	after := timeline.Span{Start: end, End: min(end+sureSilence, r.clock.now)}
	if !r.silentIn(x, after) {
		return false, true
	}
	return after.Len() == sureSilence, r.over || r.clock.reached(end+sureSilence)
}

// attends says whether the length of a backchannel, and what came before it, let it be a sure one.
func (r *reader) attends(x *entry) bool {
	span := x.u.chain.span()
	before := timeline.Span{Start: span.Start - sureSilence, End: span.Start}
	window := timeline.Span{Start: span.Start - sureWindow, End: span.Start}
	return x.toward != Nobody && span.Len() <= sureLength && !r.flagsIn(span, x.u.channel).Has(unclean|vad.Ambiguous) && r.silentIn(x, before) &&
		r.past.talked(x.toward, window) >= sureTalk
}

// silentIn says whether the speaker of x was heard to be silent throughout s, which ends now or before.
func (r *reader) silentIn(x *entry, s timeline.Span) bool {
	k := x.u.channel
	return r.past.talked(k, s) == 0 && !r.flagsIn(s, k).Unobserved()
}
