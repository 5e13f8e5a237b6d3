package deference

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
