package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// states is the state machine of layer 1: it cuts the session where the set of speakers changes, and names each joint
// silence and each overlap by who spoke alone around it (Heldner and Edlund 2010, for any number of channels).
type states struct {
	out     *ledger
	now     stretch // the joint silence, sole talk or overlap that goes on
	last    int     // the last sole talker; Nobody at first and after a hole
	waiting []silence
}

// stretch is a joint state that lasts.
type stretch struct {
	start   timeline.Position
	active  ChannelSet // who speaks now
	members ChannelSet // who has spoken since the start
	came    ChannelSet // who spoke before an overlap started
	entrant int        // who made it an overlap
	flags   vad.Flags
	known   bool // all channels are observed
	opens   bool // nothing is known of what was before
}

// silence is a joint silence that waits for the first to speak alone after it.
type silence struct {
	timeline.Span
	before                int
	jointStop, jointStart bool
	flags                 vad.Flags
}

func newStates(out *ledger) states {
	return states{out: out, last: Nobody, now: stretch{known: true, opens: true}}
}

// step takes what happened at a position.
func (s *states) step(at timeline.Position, h *history) {
	for _, u := range h.ended {
		s.out.signal(Signal{Kind: IPU, Span: u.Span, Speaker: u.channel, Other: Nobody, Flags: u.flags})
	}
	for _, x := range h.holes {
		s.out.signal(Signal{Kind: UnknownSpan, Span: x.Span, Speaker: x.channel, Other: Nobody, Flags: x.flags})
	}
	next := stretch{start: at, active: h.active, members: h.active, flags: h.flagsOfAll(), known: h.lost == 0}
	switch was := &s.now; {
	case !next.known:
		s.forget()
		s.now = next
	case !was.known:
		next.opens = true
		s.enter(next)
	case was.active == next.active:
		was.flags |= next.flags
	case was.active.Len() > 1 && next.active.Len() > 1:
		was.active = next.active
		was.members |= next.active
		was.flags |= next.flags
	default:
		s.leave(at, next)
		s.enter(next)
	}
}

// forget drops what was not decided: not all channels are observed any more.
func (s *states) forget() {
	s.last = Nobody
	s.waiting = s.waiting[:0]
}

// leave ends the stretch that went on.
func (s *states) leave(at timeline.Position, next stretch) {
	was := s.now
	span := timeline.Span{Start: was.start, End: at}
	switch {
	case was.active == 0 && s.last != Nobody && !was.opens:
		s.waiting = append(s.waiting, silence{
			Span: span, before: s.last, flags: was.flags,
			jointStop: was.came.Len() > 1, jointStart: next.active.Len() > 1,
		})
	case was.active.Len() > 1 && !was.opens:
		s.overlap(span, next.active)
	}
}

// enter starts the next stretch.
func (s *states) enter(next stretch) {
	was := s.now
	if !next.opens {
		next.came = was.active
	}
	next.entrant = first(next.active &^ next.came)
	if q := next.active.Sole(); q != Nobody {
		s.soleTalk(q, next)
	}
	s.now = next
}

// soleTalk decides the silences that waited for q, or the gap of no length when q takes over at once.
func (s *states) soleTalk(q int, next stretch) {
	for _, x := range s.waiting {
		sig := Signal{
			Kind: Pause, Span: x.Span, Speaker: q, Other: Nobody,
			JointStop: x.jointStop, JointStart: x.jointStart, Flags: x.flags,
		}
		if x.before != q {
			sig.Kind, sig.Other = Gap, x.before
		}
		s.out.signal(sig)
	}
	s.waiting = s.waiting[:0]
	if p := next.came.Sole(); p != Nobody {
		s.out.signal(Signal{
			Kind: Gap, Span: timeline.Span{Start: next.start, End: next.start}, Speaker: q, Other: p, Flags: next.flags,
		})
	}
	s.last = q
}

// overlap reports the overlap that has ended, by who spoke alone before and who speaks after it.
func (s *states) overlap(span timeline.Span, after ChannelSet) {
	was := s.now
	p, q := was.came.Sole(), after.Sole()
	sig := Signal{Kind: OverlapOther, Span: span, Speaker: was.entrant, Other: p, Members: was.members, Flags: was.flags}
	switch {
	case p == Nobody:
		sig.Speaker = Nobody // nobody came into anybody's talk
	case p == q:
		sig.Kind = OverlapWithin
	case q != Nobody:
		sig.Kind, sig.Speaker = OverlapBetween, q
	}
	s.out.signal(sig)
}

// first is the lowest channel of a set; Nobody of an empty one.
func first(s ChannelSet) int {
	for k := range MaxChannels {
		if s.Has(k) {
			return k
		}
	}
	return Nobody
}
