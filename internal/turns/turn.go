package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// spell is what becomes a turn once its speaker holds the floor: talk that no other's hold on the floor has cut.
type spell struct {
	on      bool
	start   timeline.Position
	ipu     *ipu              // the latest
	earlier *ipu              // the one before
	prior   *ipu              // the holder's latest talk when the spell started; nil when nobody held the floor before
	since   timeline.Position // where the holder's turn had started
	flags   vad.Flags         // of what came before, and why the start was cut
}

// turn is a stay on the floor that is not over for sure.
type turn struct {
	spell
	id      int
	other   int // who held the floor before
	resumed bool
}

// talkBefore is the turn's latest talk that started before a position; nil when there is none.
func (t *turn) talkBefore(at timeline.Position) *ipu {
	if t.ipu.Start < at {
		return t.ipu
	}
	return t.earlier
}

func (t *turn) speaker() int { return t.ipu.channel }

// end is where the turn ends as far as is known at a position.
func (t *turn) end(at timeline.Position) timeline.Position { return min(t.ipu.End, at) }

// fto is the floor-transfer offset from the holder before: start of the turn less end of the talk that was going on
// then or that was the last. There is none when the other had started no more than SimStart before (nobody followed
// anybody), or had ended more than FTOWindow before.
func (t *turn) fto(o *Options) timeline.Position {
	switch {
	case t.prior == nil || t.prior.channel == t.speaker() || t.prior.channel != t.other:
		return None
	case t.start-t.since <= o.SimStart || t.start-t.prior.End > o.FTOWindow:
		return None
	}
	return t.start - t.prior.End
}

// reading is what there is to say of the turn at a position.
func (t *turn) reading(o *Options, at timeline.Position, status Status, next int) Reading {
	r := Reading{
		ID: t.id, Kind: Turn, Span: timeline.Span{Start: t.start, End: t.end(at)}, Speaker: t.speaker(), Other: t.other,
		Status: status, Evidence: noEvidence, NextHolder: next, Resumed: t.resumed, Flags: t.flags | t.ipu.flags,
	}
	r.FTO = t.fto(o)
	return r
}
