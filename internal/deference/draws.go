package deference

import (
	"cmp"
	"math"
	"slices"
)

// draws are what bootstrap draws came out as, in rising order.
type draws []float64

// newDraws sorts values, less those that are no number: draws in which somebody had nothing. It takes values over.
func newDraws(values []float64) draws {
	d := slices.DeleteFunc(values, math.IsNaN)
	slices.Sort(d)
	return draws(d)
}

// below is the probability of less than x. Half a draw either way keeps a certainty from coming out of so many draws.
func (d draws) below(x float64) float64 {
	from, _ := slices.BinarySearch(d, x)
	to := from
	for to < len(d) && d[to] == x {
		to++
	}
	return (float64(from+to)/2 + .5) / float64(len(d)+1)
}

// quantile lies between the draws on either side of it.
func (d draws) quantile(p float64) float64 {
	at := p * float64(len(d)-1)
	i := int(at)
	if i+1 >= len(d) {
		return d[len(d)-1]
	}
	return d[i] + (at-float64(i))*(d[i+1]-d[i])
}

// ends are those of the 80 % interval of the draws; nil when there are none.
func (d draws) ends() *[2]float64 {
	if len(d) == 0 {
		return nil
	}
	return interval(d.quantile(lowTail), d.quantile(highTail))
}

// deviation is the standard deviation of the draws, the standard error of what they were drawn for.
func (d draws) deviation() float64 {
	var mean, sum float64
	for _, x := range d {
		mean += x / float64(len(d))
	}
	for _, x := range d {
		sum += (x - mean) * (x - mean)
	}
	return math.Sqrt(sum / float64(len(d)-1))
}

// sample is a value that a unit gives to one of several groups.
type sample struct {
	unit, group int
	value       float64
}

// ranking is the values of one group in rising order, and the units that they are of.
type ranking struct {
	values []float64
	units  []int32
}

// newRanking sorts what is of group g.
func newRanking(samples []sample, g int) ranking {
	own := make([]sample, 0, len(samples))
	for _, s := range samples {
		if s.group == g {
			own = append(own, s)
		}
	}
	slices.SortFunc(own, func(a, b sample) int { return cmp.Or(cmp.Compare(a.value, b.value), a.unit-b.unit) })
	rank := ranking{make([]float64, len(own)), make([]int32, len(own))}
	for i, s := range own {
		rank.values[i], rank.units[i] = s.value, int32(s.unit)
	}
	return rank
}

// median counts each value as often as the weight of its unit says, all together; it is not a number for none.
func (r ranking) median(all int64, weights []int32) float64 {
	if all == 0 {
		return math.NaN()
	}
	left := int32(all)
	for i, unit := range r.units {
		left -= 2 * weights[unit]
		if left < 0 {
			return r.values[i]
		}
		if left == 0 {
			return (r.values[i] + r.next(i, weights)) / 2
		}
	}
	return math.NaN()
}

// next is the first value after i that weighs something.
func (r ranking) next(i int, weights []int32) float64 {
	for i++; weights[r.units[i]] == 0; {
		i++
	}
	return r.values[i]
}
