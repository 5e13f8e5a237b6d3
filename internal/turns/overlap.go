package turns

import "github.com/evenkeel/monitor/internal/timeline"

// judge puts an entry into its class of the tree; ok is false as long as the class cannot be told.
func (r *reader) judge(x *entry) (v verdict, ok bool) {
	switch follows := !x.u.leads(); {
	case x.u.ruled:
		return r.judgeRuled(x)
	case follows && x.u.role == roleOpen:
		return v, false
	case follows && x.u.role == roleBackchannel:
		return verdict{none: true}, true // told with the first of its chain
	}
	switch x.meet() {
	case alone:
		return r.judgeClear(x)
	case blurred:
		return r.unclassifiable(x), true
	case twin:
		return verdict{none: true}, true
	case against:
		return r.judgeOverlap(x)
	default:
		return v, false
	}
}

// judgeOverlap goes through the questions Q0 to Q4 of the tree.
func (r *reader) judgeOverlap(x *entry) (verdict, bool) {
	u, v := x.u, x.v
	shared := min(u.End, v.End)
	switch {
	case r.lostSince(r.clock.now, u.channel, v.channel):
		return r.unclassifiable(x), true
	case !r.clock.reached(shared + r.opts.Guard):
		return verdict{}, false
	case r.poor(x) || r.lostSince(shared, u.channel, v.channel):
		return r.unclassifiable(x), true
	case u.Start-v.Start <= r.opts.SimStart:
		return r.judgeSimultaneous(x)
	case u.role == roleOpen:
		return verdict{}, false
	case u.role == roleNone:
		return r.unclassifiable(x), true
	case u.role == roleBackchannel:
		return r.backchannel(x), true
	case v.End < u.End:
		return r.judgeOutlasting(x)
	case u.Len() <= r.opts.BCMax:
		return r.overlap(x, ShortInsert, r.heldSince(shared)), true
	}
	return r.overlap(x, ButtIn, r.heldSince(shared)), true
}

// judgeSimultaneous waits for one of the two to talk for Take without the other. When both have fallen silent before,
// nobody won.
func (r *reader) judgeSimultaneous(x *entry) (verdict, bool) {
	j, i := x.u.channel, x.v.channel
	endJ, overJ := r.goesOn(j, x.u.Start)
	endI, overI := r.goesOn(i, x.u.Start)
	contest := timeline.Span{Start: x.u.Start, End: max(endJ, endI)}
	switch {
	case r.takes(j, i, contest):
		return r.overlap(x, SimultaneousStart, j), true
	case r.takes(i, j, contest):
		return r.overlap(x, SimultaneousStart, i), true
	}
	return r.overlap(x, SimultaneousStart, Nobody), overJ && overI
}

// judgeOutlasting is Q4: the entrant goes on when the other has ended.
func (r *reader) judgeOutlasting(x *entry) (verdict, bool) {
	j, i, b := x.u.channel, x.v.channel, x.v.End
	switch rem := b - x.u.Start; {
	case rem <= r.opts.TermStrict:
		return r.overlap(x, TerminalOverlap, r.heldSince(b)), true
	case rem <= r.opts.TermWide:
		return r.overlap(x, TerminalOrFastYield, r.heldSince(b)), true
	}
	next, known := r.nextTalkOf(i, b, never)
	end, over := r.goesOn(j, b)
	if next != nil {
		end = min(end, next.Start)
	}
	switch {
	case r.takes(j, i, timeline.Span{Start: b, End: end}):
		return r.overlap(x, InterruptionSuccessful, j), true
	case next != nil && !known, next == nil && !over:
		return verdict{}, false
	case next != nil && next.Start-b <= r.opts.Resume:
		return r.overlap(x, InterruptionUnsuccessful, i), true
	case x.u.End-b <= r.opts.TermStrict:
		return r.overlap(x, MutualDropOut, r.heldSince(x.u.End)), true
	}
	return r.overlap(x, InterruptionUnresolved, r.heldSince(b)), true
}

// takes says whether channel j talked for Take in s while channel i did not. s may go on.
func (r *reader) takes(j, i int, s timeline.Span) bool {
	now := r.clock.now
	missing := r.opts.Take - r.past.without(j, i, timeline.Span{Start: s.Start, End: min(s.End, now)})
	if missing > 0 && s.End > now && r.past.active.Has(j) && !r.past.active.Has(i) {
		r.clock.reached(now + missing)
	}
	return missing <= 0
}

// goesOn is where channel k has fallen silent for Take, at from or after it; over is false as long as it has not.
func (r *reader) goesOn(k int, from timeline.Position) (end timeline.Position, over bool) {
	end = from
	for _, u := range since(r.past.lanes[k].ipus, from) {
		if u.Start-end >= r.opts.Take {
			return end, true
		}
		end = u.End
	}
	return end, r.clock.reached(end + r.opts.Take)
}

// heldSince is who was alone long enough to hold the floor after a position, the latest of several; Nobody when nobody
// was.
func (r *reader) heldSince(from timeline.Position) int {
	now := r.clock.now
	if k := r.past.active.Sole(); k != Nobody && now-max(from, r.past.soleSince) >= r.opts.Solo {
		return k
	}
	holder, latest := Nobody, from
	for k := range r.past.lanes {
		for _, s := range r.past.lanes[k].sole {
			if s.End-max(from, s.Start) >= r.opts.Solo && s.End > latest {
				holder, latest = k, s.End
			}
		}
	}
	return holder
}
