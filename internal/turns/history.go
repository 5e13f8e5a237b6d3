package turns

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// unclean are the flags of which each keeps a channel from deciding what happens in an overlap (Q0).
const unclean = vad.Masked | vad.Clipped | unobserved

// unobserved are the flags of which each says that nothing is known.
const unobserved = vad.Unknown | vad.Dead | vad.Paused

// history is the session up to now as the rules see it, as far back as one of them can ask.
type history struct {
	lanes     []lane
	active    ChannelSet        // who speaks
	lost      ChannelSet        // who is not observed
	sound     timeline.Position // since when all are observed; never while one is not
	soleSince timeline.Position // since when active is the same, if it is one channel

	// What happened now.
	started, ended []*ipu
	holes          []hole
}

// hole is a stretch of one channel that was not observed, and why.
type hole struct {
	timeline.Span
	channel int
	flags   vad.Flags
}

// lane is the history of one channel.
type lane struct {
	ipus   []*ipu          // the last may go on
	sole   []timeline.Span // stretches in which the channel spoke alone
	states []condition     // the last goes on
	since  timeline.Position
}

// condition is the flags of a channel from a position on.
type condition struct {
	at    timeline.Position
	flags vad.Flags
}

func newHistory(channels int) history {
	h := history{lanes: make([]lane, channels)}
	for k := range h.lanes {
		h.lanes[k].states = []condition{{}}
	}
	return h
}

// begin forgets what happened before now.
func (h *history) begin() {
	h.started, h.ended, h.holes = h.started[:0], h.ended[:0], h.holes[:0]
}

// apply takes everything that happens at a position.
func (h *history) apply(at timeline.Position, s *schedule) {
	before := h.active
	for s.next() == at {
		b := s.pop()
		switch b.kind {
		case ipuEnds:
			h.end(b)
		case flagsChange:
			h.change(b)
		case ipuStarts:
			h.start(b)
		}
	}
	if before == h.active {
		return
	}
	if k := before.Sole(); k != Nobody {
		h.lanes[k].sole = append(h.lanes[k].sole, timeline.Span{Start: h.soleSince, End: at})
	}
	h.soleSince = at
}

func (h *history) start(b boundary) {
	l, flags := &h.lanes[b.channel], h.flags(b.channel)
	u := &ipu{
		channel: b.channel, Span: timeline.Span{Start: b.at, End: never},
		flags: flags, own: !flags.Has(vad.Ambiguous),
	}
	if b.at == l.since && len(l.states) > 1 {
		u.flags |= l.states[len(l.states)-2].flags & unobserved
	}
	l.ipus = append(l.ipus, u)
	h.active = h.active.With(b.channel)
	h.started = append(h.started, u)
}

func (h *history) end(b boundary) {
	u := h.last(b.channel)
	u.End = b.at
	u.flags |= b.flags
	h.active = h.active.Without(b.channel)
	h.ended = append(h.ended, u)
}

func (h *history) change(b boundary) {
	l := &h.lanes[b.channel]
	was := l.states[len(l.states)-1]
	l.states = append(l.states, condition{b.at, b.flags})
	if was.flags.Unobserved() {
		h.holes = append(h.holes, hole{timeline.Span{Start: was.at, End: b.at}, b.channel, was.flags})
	}
	if h.active.Has(b.channel) {
		u := h.last(b.channel)
		u.flags |= b.flags
		u.own = u.own || !b.flags.Has(vad.Ambiguous)
	}
	h.lose(b.channel, b.at, b.flags.Unobserved())
}

// lose keeps count of who is observed.
func (h *history) lose(k int, at timeline.Position, lost bool) {
	switch {
	case lost:
		h.lost, h.sound = h.lost.With(k), never
	case h.lost.Has(k):
		h.lost = h.lost.Without(k)
		h.lanes[k].since = at
		if h.lost == 0 {
			h.sound = at
		}
	}
}

// last is the latest IPU of channel k; nil when it has none.
func (h *history) last(k int) *ipu {
	if l := h.lanes[k].ipus; len(l) > 0 {
		return l[len(l)-1]
	}
	return nil
}

// before is the latest IPU of channel k that started before at, less those that are backchannels by a ruling; nil when
// there is none.
func (h *history) before(k int, at timeline.Position) *ipu {
	for _, u := range slices.Backward(h.lanes[k].ipus) {
		if u.Start < at && !u.ruled {
			return u
		}
	}
	return nil
}

// flags are the flags of channel k now.
func (h *history) flags(k int) vad.Flags {
	s := h.lanes[k].states
	return s[len(s)-1].flags
}

// flagsIn are all the flags that channel k had in s.
func (h *history) flagsIn(k int, s timeline.Span) (all vad.Flags) {
	end := never
	states := h.lanes[k].states
	for i := len(states) - 1; i >= 0 && end > s.Start; i-- {
		if states[i].at < s.End {
			all |= states[i].flags
		}
		end = states[i].at
	}
	return all
}

// ambiguous is how long channel k was Ambiguous in s, which ends now or before.
func (h *history) ambiguous(k int, s timeline.Span) (sum timeline.Position) {
	until := s.End
	for _, c := range slices.Backward(h.lanes[k].states) {
		if c.flags.Has(vad.Ambiguous) {
			sum += max(0, until-max(c.at, s.Start))
		}
		until = min(until, c.at)
	}
	return sum
}

// flagsOfAll are the flags of all channels now.
func (h *history) flagsOfAll() (all vad.Flags) {
	for k := range h.lanes {
		all |= h.flags(k)
	}
	return all
}

// talked is how long channel k talked in s, which ends now or before.
func (h *history) talked(k int, s timeline.Span) (sum timeline.Position) {
	for _, u := range since(h.lanes[k].ipus, s.Start) {
		sum += max(0, s.Overlap(u.Span).Len())
	}
	return sum
}

// without is how long channel j talked in s while channel i did not. s ends now or before.
func (h *history) without(j, i int, s timeline.Span) (sum timeline.Position) {
	for _, u := range since(h.lanes[j].ipus, s.Start) {
		if part := s.Overlap(u.Span); part.Len() > 0 {
			sum += part.Len() - h.talked(i, part)
		}
	}
	return sum
}

// since are the IPUs that ended after a position or go on.
func since(ipus []*ipu, at timeline.Position) []*ipu {
	i := len(ipus)
	for i > 0 && ipus[i-1].End > at {
		i--
	}
	return ipus[i:]
}

// prune forgets what ended before keep, but for the latest of each channel.
func (h *history) prune(keep timeline.Position) {
	for k := range h.lanes {
		l := &h.lanes[k]
		l.ipus = drop(l.ipus, func(u *ipu) bool { return u.End < keep })
		l.sole = drop(l.sole, func(s timeline.Span) bool { return s.End < keep })
		l.states = drop(l.states, func(c condition) bool { return c.at < keep })
	}
}

// drop deletes the first items of s that are old, except the latest of them.
func drop[T any](s []T, old func(T) bool) []T {
	n := 0
	for n+1 < len(s) && old(s[n+1]) {
		n++
	}
	return slices.Delete(s, 0, n)
}
