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

// resample draws anew. The columns of a turn are everybody's speech in it, whether it is theirs, and whether it is
// their response.
func (e *evaluation) resample() *spread {
	n, floor, latency := len(e.members), e.lengths(), e.responses()
	theirs, response := marks(floor, len(e.turns)), marks(latency, len(e.turns))
	r := newResampler(len(e.turns), 3*n, func(unit, column int) int64 {
		switch {
		case column < n:
			return int64(e.units[unit*n+column])
		case column < 2*n:
			return theirs[unit].of(column - n)
		default:
			return response[unit].of(column - 2*n)
		}
	}, e.opts)
	if r == nil {
		return new(spread)
	}
	shares, lengths, waits := newRows(n, r.draws), newRows(n, r.draws), newRows(n, r.draws)
	byLength, byWait := rankings(floor, n), rankings(latency, n)
	r.run(func(draw int) {
		all := 0.0
		for k := range n {
			all += float64(r.sums[k])
		}
		for k := range n {
			shares[k][draw] = float64(r.sums[k]) / all // not a number when nobody spoke
			lengths[k][draw] = byLength[k].median(r.sums[n+k], r.weights)
			waits[k][draw] = byWait[k].median(r.sums[2*n+k], r.weights)
		}
	})
	// What two people make of each draw comes first: sorting takes the rows over.
	longer := together(lengths, func(l, r float64) float64 { return r / (l + r) })
	later := together(waits, func(l, r float64) float64 { return r - l })
	return &spread{sorted(shares), medians{sorted(lengths), longer}, medians{sorted(waits), later}}
}

// mark is the group of the one sample that a unit has, plus 1; 0 when it has none.
type mark int

// of is 1 for a sample of group g.
func (m mark) of(g int) int64 {
	if int(m) == g+1 {
		return 1
	}
	return 0
}

// marks says which group each unit has a sample of.
func marks(samples []sample, units int) []mark {
	list := make([]mark, units)
	for _, s := range samples {
		list[s.unit] = mark(s.group + 1)
	}
	return list
}

// rankings sorts each of so many groups.
func rankings(samples []sample, groups int) []ranking {
	list := make([]ranking, groups)
	for g := range list {
		list[g] = newRanking(samples, g)
	}
	return list
}

// newRows makes rows of columns.
func newRows(rows, columns int) [][]float64 {
	cells, table := make([]float64, rows*columns), make([][]float64, rows)
	for i := range table {
		table[i] = cells[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return table
}

// together is what two rows make of each draw; none unless there are two.
func together(rows [][]float64, combine func(left, right float64) float64) draws {
	if len(rows) != 2 {
		return nil
	}
	values := make([]float64, len(rows[0]))
	for d := range values {
		values[d] = combine(rows[0][d], rows[1][d])
	}
	return newDraws(values)
}

// sorted makes draws of each row. It takes the rows over.
func sorted(rows [][]float64) []draws {
	out := make([]draws, len(rows))
	for i, row := range rows {
		out[i] = newDraws(row)
	}
	return out
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
