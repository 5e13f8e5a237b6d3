package bleed

import "math"

const (
	// ivaBound is where the trace of iva's inverses ends: a direction without any sound is not opened up without end.
	ivaBound = 1e10
	// leastNorm keeps a filter that answers to nothing from growing without end.
	leastNorm = 1e-20
)

// iva separates the channels bin by bin with matrices that it learns: online independent vector analysis with an
// auxiliary function, updated by iterative projection (Taniguchi et al. 2014). What it gives is one person a channel, as
// loud as in their own microphone; what the room adds after a frame stays in it.
//
// At the start the matrices are unit matrices, learned as if from one frame of unrelated channels. This is what keeps
// everybody on their own channel.
type iva struct {
	n       int
	filters []cell    // of each cell and person, one after the other: what is made of the channels is filter^H x
	mixing  []cell    // the inverse of the matrix of the filters, of each cell by columns
	p       []inverse // of each cell and person: of the correlation of the channels, weighted by how quiet the person is
	people  []*spectrum
	begun   bool // a frame was learned
	unused  []cell
	scratch []cell
}

// newIVA makes an iva of n channels.
func newIVA(n int) *iva {
	s := &iva{
		n: n, filters: make([]cell, cells*n*n), mixing: make([]cell, cells*n*n), p: newInverses(cells*n, n),
		people: newSpectra(n), unused: make([]cell, n), scratch: make([]cell, n),
	}
	s.restart()
	return s
}

// restart forgets what was learned.
func (s *iva) restart() {
	for b := range cells {
		for lane := range lanes {
			s.restartBin(b, lane)
		}
	}
	s.begun = false
}

// restartBin forgets what was learned of one bin.
func (s *iva) restartBin(b, lane int) {
	for _, matrix := range [][]cell{s.matrix(s.filters, b), s.matrix(s.mixing, b)} {
		for i := range matrix {
			matrix[i].re[lane], matrix[i].im[lane] = 0, 0
			if i%(s.n+1) == 0 {
				matrix[i].re[lane] = 1
			}
		}
	}
	for k := range s.n {
		s.p[b*s.n+k].restart(lane, 1, forget)
	}
}

func (s *iva) matrix(all []cell, b int) []cell { return all[b*s.n*s.n:][:s.n*s.n] }

// step writes to out the people of the frame x.
func (s *iva) step(out, x []*spectrum, learn bool) {
	s.apply(x)
	if learn {
		s.learn(x)
		s.apply(x)
	}
	for k, y := range s.people {
		mix(out[k], y, s.mixing[k*(s.n+1):], s.n*s.n)
	}
}

// apply applies the filters.
func (s *iva) apply(x []*spectrum) {
	var u [MaxSeparated]cell
	for b := range cells {
		gather(u[:s.n], x, b)
		filters := s.matrix(s.filters, b)
		for k, y := range s.people {
			inner(&y[b], filters[k*s.n:][:s.n], u[:s.n])
		}
	}
}

// gather writes cell b of all channels to u.
func gather(u []cell, x []*spectrum, b int) {
	for k := range u {
		u[k] = x[k][b]
	}
}

// learn improves the matrices by a frame.
func (s *iva) learn(x []*spectrum) {
	var noise [MaxSeparated]float32
	for k, y := range s.people {
		noise[k] = float32(math.Sqrt(y.power(bandFirst, bandEnd) + tiny))
		if s.begun {
			noise[k] *= forget / (1 - forget)
		}
	}
	var u [MaxSeparated]cell
	for b := range cells {
		gather(u[:s.n], x, b)
		for k := range s.n {
			s.project(b, k, u[:s.n], noise[k])
		}
		s.check(b)
	}
	s.begun = true
}

// project improves the filter of person k in cell b: it takes what is least like the others' and most like a voice.
func (s *iva) project(b, k int, u []cell, noise float32) {
	p, mixing := &s.p[b*s.n+k], s.matrix(s.mixing, b)
	own, w := mixing[k*s.n:][:s.n], s.matrix(s.filters, b)[k*s.n:][:s.n]
	m := moment{noise: noise, bound: ivaBound}
	p.learn(s.unused, u, s.scratch, &m)
	clear(s.unused)
	refresh(p.q, s.unused, own, w, &m)
	scale := p.scale
	for l := range lanes {
		if s.begun {
			scale[l] *= 1 / forget
		} else {
			p.scale[l] *= forget // the first frame forgets nothing
		}
	}
	aim(w, own, p.v, &m.gain, &scale)
	for j := range s.n {
		if j != k {
			reject(mixing[j*s.n:][:s.n], own, w)
		}
	}
}

// check restarts the bins of cell b that went wrong.
func (s *iva) check(b int) {
	var sum cell
	mixing := s.matrix(s.mixing, b)
	inner(&sum, mixing, mixing)
	for l, v := range sum.re {
		if !(v < huge) {
			s.restartBin(b, l)
		}
	}
}
