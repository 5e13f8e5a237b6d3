package turns

import "github.com/evenkeel/monitor/internal/timeline"

// judgeClear reads an entry that came into nobody's talk (Q1).
func (r *reader) judgeClear(x *entry) (verdict, bool) {
	switch x.u.role {
	case roleOpen:
		return verdict{}, false
	case roleBackchannel:
		return r.backchannel(x), true
	case roleNone:
		return verdict{none: true}, true
	default:
		return r.judgeStart(x)
	}
}

// judgeStart reads talk that starts in the clear. To go on after one's own pause is no entry.
func (r *reader) judgeStart(x *entry) (verdict, bool) {
	before, known := r.lastTalk(x.u)
	switch {
	case !known:
		return verdict{}, false
	case x.sound > endOf(before):
		return verdict{none: true}, true
	case before == nil || x.lapsed >= before.End:
		return start(x, ClearStart, Nobody, x.u.Start), true
	case before.channel == x.u.channel:
		return verdict{none: true}, true
	}
	return r.judgePause(x, before)
}

// judgePause tells an entry into somebody's pause: they had been silent for no longer than Resume, and try to go on
// within Resume of the entry, while the entrant talks.
func (r *reader) judgePause(x *entry, before *ipu) (verdict, bool) {
	i, gap := before.channel, x.u.Start-before.End
	until := min(x.u.End, x.u.Start+r.opts.Resume)
	next, known := r.nextTalkOf(i, x.u.Start, until+1)
	switch {
	case gap < r.opts.IPUBridge || gap > r.opts.Resume:
		return start(x, ClearStart, i, x.u.Start), true
	case r.lostSince(x.u.Start, i):
		return verdict{none: true}, true
	case next != nil && next.Start < x.u.End && !known:
		return verdict{}, false
	case next != nil && next.Start < x.u.End && next.shape == talk:
		v := start(x, PauseEntry, i, next.Start)
		v.FTO = gap
		return v, true
	}
	return start(x, ClearStart, i, x.u.Start), r.clock.reached(until)
}

// start is the reading of an entry in the clear, up to end.
func start(x *entry, kind ReadingKind, other int, end timeline.Position) verdict {
	return verdict{Reading: Reading{
		Kind: kind, Span: timeline.Span{Start: x.u.Start, End: end}, Speaker: x.u.channel, Other: other,
		NextHolder: Nobody, Flags: x.u.flags, Evidence: noEvidence,
	}}
}

// lastTalk is the talk of any channel that ended last before u started, u's own if there are two; nil when there was
// none. known is false as long as that cannot be told.
func (r *reader) lastTalk(u *ipu) (last *ipu, known bool) {
	for k := range r.past.lanes {
		for _, w := range r.past.lanes[k].ipus {
			later := w.End > endOf(last) || w.End == endOf(last) && k == u.channel
			switch {
			case w.End > u.Start:
			case w.role == roleOpen:
				return nil, false
			case w.role == roleTalk && later:
				last = w
			}
		}
	}
	return last, true
}

// endOf is where u ended; the start of the session for nil.
func endOf(u *ipu) timeline.Position {
	if u == nil {
		return 0
	}
	return u.End
}
