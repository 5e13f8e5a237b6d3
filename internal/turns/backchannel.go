package turns

import "github.com/evenkeel/monitor/internal/timeline"

// cast gives the IPU of an entry its role, as soon as it can be told.
func (r *reader) cast(x *entry) {
	if x.u.role != roleOpen {
		return
	}
	switch u := x.u; {
	case u.shape == undecided:
	case u.shape == unclear:
		u.role = roleNone
	case u.shape == talk:
		u.role = claim(u)
	case !u.leads():
		u.role = u.chain.first().role
	default:
		u.role = r.castToken(x)
	}
}

// claim is the role of talk. What was ambiguous throughout opens nothing: it may be somebody else's.
func claim(u *ipu) role {
	if u.own {
		return roleTalk
	}
	return roleNone
}

// castToken tells a backchannel from a short answer. A token is a backchannel to whoever holds the floor: who is
// talking when it starts, who goes on after it in the same pause, or who starts to talk over it.
func (r *reader) castToken(x *entry) role {
	switch x.meet() {
	case unmet:
		return roleOpen
	case blurred:
		return roleNone
	case against:
		x.toward, x.place = x.v.channel, InOverlap
		if x.u.chain.span().End > x.v.End {
			x.place = Late
		}
		return roleBackchannel
	default:
		return r.castInSilence(x)
	}
}

// castInSilence looks at who talks next. Somebody who was silent for longer than Resume before the token or after it
// does not go on: then the token was a turn, as it is when its own speaker or a third goes on.
func (r *reader) castInSilence(x *entry) role {
	span := x.u.chain.span()
	next, known := r.nextTalk(span.Start, span.End+r.opts.Resume)
	switch {
	case r.holeAfter(span.Start - r.opts.Resume):
		return roleNone
	case !known:
		return roleOpen
	case next != nil && next.shape == unclear:
		return roleNone
	case next == nil || next.channel == x.u.channel:
		return claim(x.u)
	}
	before := r.past.before(next.channel, span.Start)
	switch goesOn := before != nil && span.Start-before.End <= r.opts.Resume; {
	case goesOn:
		x.place = InPause
	case next.Start >= span.End:
		return claim(x.u)
	}
	x.toward = next.channel
	return roleBackchannel
}

// nextTalk is the first talk of any channel that starts after a position and before end; nil when there is none. known
// is false as long as that cannot be told.
func (r *reader) nextTalk(after, end timeline.Position) (next *ipu, known bool) {
	known = true
	for k := range r.past.lanes {
		u, sure := r.nextTalkOf(k, after, end)
		if u != nil && (next == nil || u.Start < next.Start) {
			next, known = u, sure
		}
	}
	if next == nil {
		return nil, r.clock.reached(end)
	}
	return next, known
}

// nextTalkOf is the first IPU of channel k that starts after a position and before end and is no token, as far as is
// known; known says that its shape is decided.
func (r *reader) nextTalkOf(k int, after, end timeline.Position) (next *ipu, known bool) {
	ipus := r.past.lanes[k].ipus
	for i := len(ipus) - 1; i >= 0 && ipus[i].Start > after; i-- {
		if ipus[i].Start < end && ipus[i].shape != token {
			next, known = ipus[i], ipus[i].shape != undecided
		}
	}
	return next, known
}
