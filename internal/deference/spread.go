package deference

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// spread is how far what is measured in time may be off: draws over blocks of turns. It is empty while there are too
// few turns.
type spread struct {
	shares  []draws // of the speech, by member
	floor   medians // of the lengths of turns; both: the share of the right
	latency medians // of the responses; both: right less left
}

// medians are draws of the median of each member and, in a pair, of what the two make together.
type medians struct {
	each []draws
	both draws
}

// of is what was drawn for member k; none when nothing was.
func (m medians) of(k int) draws { return member(m.each, k) }

// member is what was drawn for member k; none when nothing was.
func member(each []draws, k int) draws {
	if each == nil {
		return nil
	}
	return each[k]
}

// spread draws from the turns, or remembers what was drawn from nearly the same turns.
func (e *evaluation) spread() *spread {
	d := &e.memory.drawn
	if !d.fits(e.turns, e.units) {
		*d = drawn{slices.Clone(e.turns), slices.Clone(e.units), e.resample()}
	}
	return d.spread
}

// drawn is the latest spread and what it was drawn from.
type drawn struct {
	turns []turn
	units []timeline.Position
	*spread
}

// renewal is the part of the turns that must be other ones before there are new draws: no drawing shows less, and
// drawing from all turns of many hours is dear.
const renewal = 200

// fits says whether the draws are good for turns and units: exactly as long as there are few.
func (d *drawn) fits(turns []turn, units []timeline.Position) bool {
	if d.spread == nil {
		return false
	}
	if min(len(turns), len(d.turns)) < renewal {
		return slices.Equal(d.turns, turns) && slices.Equal(d.units, units)
	}
	come := len(since(turns, d.turns[len(d.turns)-1].End))
	gone := len(d.turns) - (len(turns) - come)
	return max(come, gone, -gone) <= len(turns)/renewal
}

// lengths are the turns of those who are compared, in seconds, but for those that were cut: nobody knows theirs.
func (e *evaluation) lengths() []sample {
	samples := make([]sample, 0, len(e.turns))
	for i, t := range e.turns {
		if !t.cut {
			samples = append(samples, sample{i, e.memberAt(int(t.who)), t.Len().Seconds()})
		}
	}
	return samples
}

// responses are the floor-transfer offsets of turns that follow one of somebody else who is compared, in seconds.
func (e *evaluation) responses() []sample {
	var samples []sample
	for i, t := range e.turns {
		if t.fto != turns.None && e.memberAt(int(t.other)) >= 0 && t.other != t.who {
			samples = append(samples, sample{i, e.memberAt(int(t.who)), t.fto.Seconds()})
		}
	}
	return samples
}
