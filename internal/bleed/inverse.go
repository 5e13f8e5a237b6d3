package bleed

import "math"

const (
	// forget is what is left of the past after a frame that is learned from: a memory of 8 s.
	forget = .998
	// growthLimit is how far a scale may grow before it is worked into the matrix.
	growthLimit = 1e10
)

// inverse is the inverse P of the weighted correlation of vectors, in the bins of a cell. It is kept as scale*(q - v v^H):
// what a vector changes is worked into q only when the next one is multiplied with it, in the same pass through the memory.
type inverse struct {
	q     []cell // Hermitian: the triangle at and below the diagonal, by rows
	v     []cell
	scale wide
}

func triangle(depth int) int { return depth * (depth + 1) / 2 }

// newInverses makes n inverses for vectors of depth values, side by side in memory.
func newInverses(n, depth int) []inverse {
	all, size := make([]inverse, n), triangle(depth)
	memory := make([]cell, n*(size+depth))
	for i := range all {
		all[i].q, memory = memory[:size:size], memory[size:]
		all[i].v, memory = memory[:depth:depth], memory[depth:]
	}
	return all
}

// restart makes P in one bin size times the unit matrix. The next vector divides scale by forget first.
func (p *inverse) restart(lane int, size, scale float32) {
	for i := range p.q {
		p.q[i].re[lane], p.q[i].im[lane] = 0, 0
	}
	for d, row := 0, p.q; d < len(p.v); d, row = d+1, row[d+1:] {
		row[d].re[lane] = size
		p.v[d].re[lane], p.v[d].im[lane] = 0, 0
	}
	p.scale[lane] = scale
}

// learn learns the vector u, and lets the filter h learn from m.err. Scratch is as long as u. A bit of wrong is set for
// each bin that is to be restarted.
func (p *inverse) learn(h, u, scratch []cell, m *moment) (wrong int) {
	for lane, s := range p.scale {
		if s > growthLimit {
			p.normalise(lane)
		}
	}
	refresh(p.q, p.v, u, scratch, m)
	return settle(h, p.v, scratch, &p.scale, m)
}

// normalise works the scale of one bin into its matrix.
func (p *inverse) normalise(lane int) {
	s := p.scale[lane]
	root := float32(math.Sqrt(float64(s)))
	for i := range p.q {
		p.q[i].re[lane] *= s
		p.q[i].im[lane] *= s
	}
	for d := range p.v {
		p.v[d].re[lane] *= root
		p.v[d].im[lane] *= root
	}
	p.scale[lane] = 1
}
