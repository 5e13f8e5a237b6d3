package turns

import "github.com/evenkeel/monitor/internal/timeline"

// decide brings the reading of an entry as far as it can be told now. It is final when the talk that it came into has
// ended as well, and of a backchannel when it is known whether it is sure, so that its evidence is whole.
func (r *reader) decide(x *entry) {
	switch {
	case x.done:
		return
	case !x.judged:
		if x.verdict, x.judged = r.judge(x); x.judged {
			r.correct(x)
		}
	}
	switch {
	case x.judged && r.complete(x):
		r.conclude(x)
	case !x.judged && !r.over:
		r.propose(x)
	}
}

// complete says whether the evidence of a verdict is whole, and completes it.
func (r *reader) complete(x *entry) bool {
	known := true
	if x.verdict.Kind == Backchannel && !x.verdict.none {
		x.verdict.Sure, known = r.sure(x)
	}
	ended := x.verdict.none || x.verdict.Rem == None || x.v.End != never
	return r.over || known && ended
}

// correct withdraws what was proposed and is not so. An open overlap becomes what it was.
func (r *reader) correct(x *entry) {
	if x.id != 0 && (x.verdict.none || x.shown != OverlapOpen && x.shown != x.verdict.Kind) {
		r.withdraw(x)
	}
}

// conclude makes the reading of an entry final.
func (r *reader) conclude(x *entry) {
	x.done = true
	v := x.verdict
	if v.none {
		return
	}
	if v.Rem != None {
		v.Rem = min(x.v.End, r.clock.now) - v.Start
	}
	v.ID, v.Status = x.id, Final
	r.out.reading(v.Reading)
}

func (r *reader) withdraw(x *entry) {
	v := r.proposal(x, x.shown)
	v.ID, v.Status = x.id, Withdrawn
	r.out.reading(v)
	x.id = 0
}

// propose says what cannot be told yet but is worth showing: an overlap, once it could be heard as one, and a
// backchannel, once its speaker is silent.
func (r *reader) propose(x *entry) {
	switch {
	case x.shown == Backchannel:
	case r.listens(x) && r.clock.reached(x.u.End+r.opts.Provisional):
		r.show(x, Backchannel)
	case x.id == 0 && x.rival() != nil && r.clock.reached(x.u.Start+r.opts.Provisional):
		r.show(x, OverlapOpen)
	}
}

func (r *reader) show(x *entry, kind ReadingKind) {
	x.shown = kind
	v := r.proposal(x, kind)
	v.ID = x.id
	x.id = r.out.reading(v)
}

// listens says whether an entry looks like the first token of a backchannel to somebody who holds the floor.
func (r *reader) listens(x *entry) bool {
	if x.u.shape != undecided || !x.u.leads() {
		return false
	}
	return x.rival() != nil || r.pausing(x) != Nobody
}

// pausing is who paused when the entry came; Nobody when nobody had talked within Resume before it.
func (r *reader) pausing(x *entry) int {
	i, latest := Nobody, x.u.Start-r.opts.Resume-1
	for k := range r.past.lanes {
		u := r.past.before(k, x.u.Start)
		if k != x.u.channel && u != nil && u.End <= x.u.Start && u.End > latest {
			i, latest = k, u.End
		}
	}
	return i
}

// proposal is a reading of which only what has been seen can be said.
func (r *reader) proposal(x *entry, kind ReadingKind) Reading {
	now := r.clock.now
	p := Reading{
		Kind: kind, Span: timeline.Span{Start: x.u.Start, End: min(x.u.End, now)}, Speaker: x.u.channel,
		Other: r.pausing(x), NextHolder: Nobody, Flags: x.u.flags, Evidence: noEvidence,
	}
	if v := x.rival(); v != nil {
		p.Other = v.channel
		p.Lead, p.Rem = x.u.Start-v.Start, min(v.End, now)-x.u.Start
		p.Evidence.Overlap = min(x.u.End, v.End, now) - x.u.Start
	}
	return p
}
