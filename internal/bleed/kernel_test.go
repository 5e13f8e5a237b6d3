//go:build !race

package bleed

import (
	"math"
	"math/rand/v2"
	"testing"
)

func randomCells(r *rand.Rand, n int) []cell {
	c := make([]cell, n)
	for i := range c {
		for l := range lanes {
			c[i].re[l], c[i].im[l] = float32(r.NormFloat64()), float32(r.NormFloat64())
		}
	}
	return c
}

func clone(c []cell) []cell { return append([]cell(nil), c...) }

func TestTheAssemblyDoesWhatTheGoDoes(t *testing.T) { checkKernels(t) }

// checkKernels compares the kernels that are chosen with those in Go.
func checkKernels(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= newCanceller(MaxSeparated).depth; n++ {
		h, u, v := randomCells(r, n), randomCells(r, n), randomCells(r, n)
		q, f := randomCells(r, triangle(n)), randomCells(r, 1)
		h2, v2, q2 := clone(h), clone(v), clone(q)

		var y, y2 [1]cell
		inner(&y[0], h, u)
		innerPortable(&y2[0], h, u)
		add(h, v, &f[0])
		addPortable(h2, v, &f[0])

		w, w2 := make([]cell, n), make([]cell, n)
		m := moment{err: f[0], noise: 3, bound: 50}
		m2 := m
		refresh(q, v, u, w, &m)
		refreshPortable(q2, v2, u, w2, &m2)
		for l := range lanes { // as if the matrix were positive
			m.trace[l], m.gain[l] = max(m.trace[l], -m.trace[l]), max(m.gain[l], -m.gain[l])
			m2.trace[l], m2.gain[l] = max(m2.trace[l], -m2.trace[l]), max(m2.gain[l], -m2.gain[l])
		}
		scale, scale2 := wide{1, 2, .5, .1, 7, 3, 1, 1}, wide{1, 2, .5, .1, 7, 3, 1, 1}
		settle(h, v, w, &scale, &m)
		settlePortable(h2, v2, w2, &scale2, &m2)
		a, a2 := clone(u), clone(u)
		gain := wide{1e4, 2e4, 3e4, 4e4, 5e4, 6e4, 7e4, 8e4} // more than v^H a takes off
		aim(w, a, v, &gain, &scale)
		aimPortable(w2, a2, v2, &gain, &scale2)
		left, left2 := clone(f), clone(f)
		residual(&left[0], &f[0], h, u)
		residualPortable(&left2[0], &f[0], h2, u)
		f2 := randomCells(r, n)
		rejected, rejected2 := clone(u), clone(u)
		reject(rejected, q[:n], f2)
		rejectPortable(rejected2, q[:n], f2)

		for name, d := range map[string]float64{
			"aim, filter": apart(w, w2), "aim, vector": apart(a, a2), "residual": apart(left, left2),
			"reject": apart(rejected, rejected2),
			"inner":  apart(y[:], y2[:]), "add and settle": apart(h, h2), "refresh, matrix": apart(q, q2),
			"refresh, product": apart(w, w2), "settle, vector": apart(v, v2), "settle, error": apart([]cell{m.err}, []cell{m2.err}),
			"scales and gains": apart([]cell{{scale, m.gain}}, []cell{{scale2, m2.gain}}),
		} {
			if d > 1e-3 {
				t.Errorf("%d values, %s: %g apart", n, name, d)
			}
		}
	}
}

func TestSettlingTellsWhichBinsWentWrong(t *testing.T) {
	for name, settle := range map[string]func(h, v, w []cell, scale *wide, m *moment) int{
		"assembly": settle, "Go": settlePortable,
	} {
		ones := wide{1, 1, 1, 1, 1, 1, 1, 1}
		m, scale := moment{trace: ones, gain: ones, noise: 1, bound: 1}, ones
		m.gain[1], m.gain[3] = -1, float32(math.NaN())
		m.err.re[5], m.err.im[7] = 1e30, float32(math.NaN())
		wrong := settle(make([]cell, 1), make([]cell, 1), make([]cell, 1), &scale, &m)
		if want := 1<<1 | 1<<3 | 1<<5 | 1<<7; wrong != want {
			t.Errorf("%s: %b, want %b", name, wrong, want)
		}
	}
}

func TestMixingIsTheSameInAssembly(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	const stride = 4
	y, a := (*spectrum)(randomCells(r, cells)), randomCells(r, stride*cells)
	var out, out2 spectrum
	mix(&out, y, a[1:], stride)
	mixPortable(&out2, y, a[1:], stride)
	if d := apart(out[:], out2[:]); !(d < 1e-5) {
		t.Errorf("%g apart", d)
	}
}

func TestAnInverseIsTheInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const depth, vectors = 3, 40
	p := newInverses(1, depth)
	for lane := range lanes {
		p[0].restart(lane, 2, 1)
	}
	want := newPlainMatrix(depth, .5) // of lane 0
	for i := range vectors {
		u, h := randomCells(r, depth), make([]cell, depth)
		m := moment{noise: forget * 2, bound: 1e9}
		if i == vectors/2 {
			p[0].normalise(0)
		}
		p[0].learn(h, u, make([]cell, depth), &m)
		for i := range depth {
			for j := range depth {
				a, b := complex(float64(u[i].re[0]), float64(u[i].im[0])), complex(float64(u[j].re[0]), -float64(u[j].im[0]))
				want[i][j] = forget*want[i][j] + a*b/2
			}
		}
	}
	var w [depth]cell
	for k := range depth {
		unit := make([]cell, depth)
		unit[k].re[0] = 1
		refresh(p[0].q, p[0].v, unit, w[:], new(moment))
		clear(p[0].v)
		for i, x := range want.column(k) {
			got := complex(float64(w[i].re[0]), float64(w[i].im[0])) * complex(float64(p[0].scale[0])/forget, 0)
			if d := got - x; math.Hypot(real(d), imag(d)) > 1e-4*math.Abs(real(want.column(0)[0])) {
				t.Errorf("element %d, %d is %v, want %v", i, k, got, x)
			}
		}
	}
}
