package bleed

import "math"

// The loops in which nearly all time goes. Here they are for every machine, and this is what is meant; those with AVX2
// have them in assembly, where the lanes of a cell are computed at once. Both agree but for rounding.

// moment is what an inverse learns from one vector.
type moment struct {
	trace wide // of the matrix q before
	gain  wide // u^H q u; after settle u^H P u
	err   cell // of the prediction: with the filter before, after settle with the filter after

	noise float32 // what the error is worth: the inverse of the weight
	bound float32 // of the trace of P
}

func innerPortable(y *cell, h, u []cell) {
	*y = cell{}
	for d := range h {
		h, u := &h[d], &u[d]
		for l := range lanes {
			y.re[l] += h.re[l]*u.re[l] + h.im[l]*u.im[l]
			y.im[l] += h.re[l]*u.im[l] - h.im[l]*u.re[l]
		}
	}
}

func addPortable(h, v []cell, f *cell) {
	for d := range h {
		h, v := &h[d], &v[d]
		for l := range lanes {
			h.re[l] += v.re[l]*f.re[l] - v.im[l]*f.im[l]
			h.im[l] += v.re[l]*f.im[l] + v.im[l]*f.re[l]
		}
	}
}

func refreshPortable(q, v, u, w []cell, m *moment) {
	m.trace, m.gain = wide{}, wide{}
	for i := range u {
		refreshRow(q[:i+1], v, u, w, &m.trace)
		q = q[i+1:]
	}
	for i := range u {
		u, w := &u[i], &w[i]
		for l := range lanes {
			m.gain[l] += u.re[l]*w.re[l] + u.im[l]*w.im[l]
		}
	}
}

// refreshRow does one row of q. What it means for the rows before is added to their part of w.
func refreshRow(row, v, u, w []cell, trace *wide) {
	i := len(row) - 1
	vi, ui, sum := &v[i], &u[i], cell{}
	for j := range i {
		q, vj, uj, wj := &row[j], &v[j], &u[j], &w[j]
		for l := range lanes {
			re := q.re[l] - (vi.re[l]*vj.re[l] + vi.im[l]*vj.im[l])
			im := q.im[l] - (vi.im[l]*vj.re[l] - vi.re[l]*vj.im[l])
			q.re[l], q.im[l] = re, im
			sum.re[l] += re*uj.re[l] - im*uj.im[l]
			sum.im[l] += re*uj.im[l] + im*uj.re[l]
			wj.re[l] += re*ui.re[l] + im*ui.im[l]
			wj.im[l] += re*ui.im[l] - im*ui.re[l]
		}
	}
	q := &row[i]
	for l := range lanes {
		re := q.re[l] - (vi.re[l]*vi.re[l] + vi.im[l]*vi.im[l])
		q.re[l] = re
		trace[l] += re
		sum.re[l] += re * ui.re[l]
		sum.im[l] += re * ui.im[l]
	}
	w[i] = sum
}

func settlePortable(h, v, w []cell, scale *wide, m *moment) {
	var f cell
	var root wide
	for l := range lanes {
		s := min(scale[l]*(1/forget), m.bound/m.trace[l])
		scale[l] = s
		m.gain[l] *= s
		inv := 1 / (m.noise + m.gain[l])
		root[l] = float32(math.Sqrt(float64(s * inv)))
		f.re[l], f.im[l] = m.err.re[l]*root[l], -m.err.im[l]*root[l]
		m.err.re[l] *= m.noise * inv
		m.err.im[l] *= m.noise * inv
	}
	for d := range v {
		v, w := &v[d], &w[d]
		for l := range lanes {
			v.re[l], v.im[l] = w.re[l]*root[l], w.im[l]*root[l]
		}
	}
	addPortable(h, v, &f)
}

func fourfoldPortable(to, from *numbers, at, far, count int, w *[3]turn) {
	r0, i0 := from.re[at:][:count], from.im[at:][:count]
	r1, i1 := from.re[at+far:][:count], from.im[at+far:][:count]
	r2, i2 := from.re[at+2*far:][:count], from.im[at+2*far:][:count]
	r3, i3 := from.re[at+3*far:][:count], from.im[at+3*far:][:count]
	out := 4 * at
	s0, j0 := to.re[out:][:count], to.im[out:][:count]
	s1, j1 := to.re[out+count:][:count], to.im[out+count:][:count]
	s2, j2 := to.re[out+2*count:][:count], to.im[out+2*count:][:count]
	s3, j3 := to.re[out+3*count:][:count], to.im[out+3*count:][:count]
	for q := range count {
		sumRe, sumIm := r0[q]+r2[q], i0[q]+i2[q]
		difRe, difIm := r0[q]-r2[q], i0[q]-i2[q]
		oddRe, oddIm := r1[q]+r3[q], i1[q]+i3[q]
		crossRe, crossIm := i3[q]-i1[q], r1[q]-r3[q]
		s0[q], j0[q] = sumRe+oddRe, sumIm+oddIm
		s1[q], j1[q] = w[0].times(difRe-crossRe, difIm-crossIm)
		s2[q], j2[q] = w[1].times(sumRe-oddRe, sumIm-oddIm)
		s3[q], j3[q] = w[2].times(difRe+crossRe, difIm+crossIm)
	}
}
