package turns

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// reader is layer 2: it gives every IPU a role and every entry its place in the tree, and hands what claims the floor
// to the floor.
type reader struct {
	opts    *Options
	clock   *clock
	past    *history
	out     *ledger
	tokens  []tokens              // per channel
	ruled   [][]timeline.Position // per channel, where the IPUs start that are backchannels by a ruling
	entries []*entry              // what is not decided, in order of start
	quiet   quiet
	floor   floor
	blind   bool // a channel is not observed, and the floor knows
	over    bool // the session has ended: nothing new is provisional any more
}

func newReader(opts *Options, c *clock, h *history, out *ledger) reader {
	r := reader{
		opts: opts, clock: c, past: h, out: out,
		tokens: make([]tokens, len(h.lanes)), ruled: make([][]timeline.Position, len(h.lanes)),
		floor: newFloor(opts, out, len(h.lanes)),
	}
	for k := range r.tokens {
		r.tokens[k].opts = opts
	}
	return r
}

// step takes what happened now.
func (r *reader) step() {
	now := r.clock.now
	for _, u := range r.past.ended {
		r.floor.take(floorEvent{at: now, kind: ipuEnded, ipu: u})
	}
	r.quiet.step(r)
	r.watch()
	for _, u := range r.past.started {
		r.begin(u)
	}
	for k := range r.tokens {
		r.tokens[k].step(r.clock, r.past.lost.Has(k))
	}
	for _, x := range r.entries {
		r.cast(x)
	}
	for _, x := range r.entries {
		r.decide(x)
	}
	r.entries = slices.DeleteFunc(r.entries, func(x *entry) bool { return x.done && x.u.role != roleOpen })
	r.floor.advance(r.clock)
	r.prune()
}

// begin takes an IPU that starts now.
func (r *reader) begin(u *ipu) {
	t := &r.tokens[u.channel]
	t.step(r.clock, false)
	if !r.rule(u) {
		gap, whole := r.silenceBefore(u)
		t.start(u, gap, whole)
	}
	r.entries = append(r.entries, r.newEntry(u))
	r.floor.take(floorEvent{at: u.Start, kind: ipuStarted, ipu: u})
}

// silenceBefore is how long the channel of u had been silent when u started, as far as was observed; whole says that it
// was observed to its beginning.
func (r *reader) silenceBefore(u *ipu) (gap timeline.Position, whole bool) {
	lane := &r.past.lanes[u.channel]
	if p := r.past.before(u.channel, u.Start); p != nil && p.End >= lane.since {
		return u.Start - p.End, true
	}
	if lane.since == 0 {
		return never, true
	}
	return u.Start - lane.since, false
}

// watch tells the floor where a hole opens or closes.
func (r *reader) watch() {
	if blind := r.past.lost != 0; blind != r.blind {
		e := floorEvent{at: r.clock.now, kind: holeClosed, flags: r.past.flagsOfAll() & unobserved}
		if blind {
			e.kind = holeOpened
		} else {
			e.flags = r.past.holes[0].flags
		}
		r.blind = blind
		r.floor.take(e)
	}
}

// finish says that nothing happens any more.
func (r *reader) finish() {
	r.over = true
	r.quiet.end(r, Nobody)
	r.floor.take(floorEvent{at: r.clock.now, kind: sessionOver})
}

// prune forgets what no rule can ask for any more.
func (r *reader) prune() {
	keep := r.clock.now
	if len(r.entries) > 0 {
		keep = r.entries[0].u.Start
	}
	r.past.prune(keep - r.opts.reach())
}

// lostSince says whether one of the channels was not observed since at, or is not now.
func (r *reader) lostSince(at timeline.Position, channels ...int) bool {
	return r.flagsIn(timeline.Span{Start: at, End: r.clock.now + 1}, channels...).Unobserved()
}

// flagsIn are the flags that the channels had in s.
func (r *reader) flagsIn(s timeline.Span, channels ...int) (all vad.Flags) {
	for _, k := range channels {
		all |= r.past.flagsIn(k, s)
	}
	return all
}

// holeAfter says whether any channel was not observed since at.
func (r *reader) holeAfter(at timeline.Position) bool { return r.past.sound > max(at, 0) }
