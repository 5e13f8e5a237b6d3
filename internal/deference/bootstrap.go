package deference

import "math/rand/v2"

// Bounds of Options.Draws.
const (
	minDraws = 200
	maxDraws = 4000
)

// resampler draws blocks of consecutive units with replacement, all the way round: what follows each other in a
// conversation stays together.
//
// Draw d uses the same random numbers whatever the units are, so the same units give the same result, and one more
// turn moves an interval a little instead of shaking it.
type resampler struct {
	units, draws, block int
	blocks              []int64 // sums of each column over the block that starts at each unit
	sums                []int64 // of each column over the current draw
	weights             []int32 // how often each unit is in the current draw
}

// newResampler prepares for units that hold an amount in each of columns. It is nil when there are too few units for
// blocks to differ.
func newResampler(units, columns int, holds func(unit, column int) int64, o Options) *resampler {
	if units < 2*o.Block {
		return nil
	}
	r := &resampler{
		units: units, draws: o.Draws, block: o.Block,
		blocks: make([]int64, units*columns), sums: make([]int64, columns), weights: make([]int32, units+1),
	}
	for i := range r.blocks {
		for step := range o.Block {
			r.blocks[i] += holds((i/columns+step)%units, i%columns)
		}
	}
	return r
}

// run calls use for each draw, when its sums and weights are set.
func (r *resampler) run(use func(draw int)) {
	var source rand.PCG
	for draw := range r.draws {
		source.Seed(0, uint64(draw))
		clear(r.weights)
		clear(r.sums)
		for range (r.units + r.block - 1) / r.block {
			r.take(int(((source.Uint64() >> 32) * uint64(r.units)) >> 32))
		}
		var sum int32
		for i, step := range r.weights[:r.units] {
			sum += step
			r.weights[i] = sum
		}
		use(draw)
	}
}

// take enters the block that starts at a unit: its sums, and the steps of its weights up and down.
func (r *resampler) take(start int) {
	block := r.blocks[start*len(r.sums):]
	for c := range r.sums {
		r.sums[c] += block[c]
	}
	r.weights[start]++
	if end := start + r.block; end <= r.units {
		r.weights[end]--
	} else {
		r.weights[0]++
		r.weights[end-r.units]--
	}
}
