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

func settlePortable(h, v, w []cell, scale *wide, m *moment) (wrong int) {
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
		size := m.gain[l] + m.err.re[l]*m.err.re[l] + m.err.im[l]*m.err.im[l]
		if !(m.gain[l] >= 0 && size < huge) {
			wrong |= 1 << l
		}
	}
	for d := range v {
		v, w := &v[d], &w[d]
		for l := range lanes {
			v.re[l], v.im[l] = w.re[l]*root[l], w.im[l]*root[l]
		}
	}
	addPortable(h, v, &f)
	return wrong
}

func residualPortable(y, x *cell, h, u []cell) {
	innerPortable(y, h, u)
	for l := range lanes {
		y.re[l], y.im[l] = x.re[l]-y.re[l], x.im[l]-y.im[l]
	}
}

func aimPortable(w, a, v []cell, gain, scale *wide) {
	var d cell
	var size, inv wide
	innerPortable(&d, v, a)
	for l := range lanes {
		g := gain[l] - d.re[l]*d.re[l] - d.im[l]*d.im[l]
		inv[l] = 1 / float32(math.Sqrt(float64(max(scale[l]*g, leastNorm))))
		size[l] = scale[l] * inv[l]
		d.re[l], d.im[l] = -d.re[l], -d.im[l]
	}
	addPortable(w, v, &d)
	for i := range w {
		w, a := &w[i], &a[i]
		for l := range lanes {
			w.re[l] *= size[l]
			w.im[l] *= size[l]
			a.re[l] *= inv[l]
			a.im[l] *= inv[l]
		}
	}
}

func rejectPortable(h, a, w []cell) {
	var d cell
	innerPortable(&d, w, h)
	for l := range lanes {
		d.re[l], d.im[l] = -d.re[l], -d.im[l]
	}
	addPortable(h, a, &d)
}

func mixPortable(out, y *spectrum, a []cell, stride int) {
	for b := range cells {
		o, y, a := &out[b], &y[b], &a[b*stride]
		for l := range lanes {
			o.re[l] = a.re[l]*y.re[l] - a.im[l]*y.im[l]
			o.im[l] = a.re[l]*y.im[l] + a.im[l]*y.re[l]
		}
	}
}

func weighPortable(z *numbers, frame *[frameLen]float32) {
	for i := range half {
		z.re[i] = frame[2*i] * window[2*i]
		z.im[i] = frame[2*i+1] * window[2*i+1]
	}
}

func fourfoldPortable(to, from *numbers, stage int) {
	const quarter = half / 4
	side, w := 1<<(2*stage), &stageTwiddles[stage]
	for i := range quarter {
		r0, i0, r1, i1 := from.re[i], from.im[i], from.re[i+quarter], from.im[i+quarter]
		r2, i2, r3, i3 := from.re[i+2*quarter], from.im[i+2*quarter], from.re[i+3*quarter], from.im[i+3*quarter]
		sumRe, sumIm, difRe, difIm := r0+r2, i0+i2, r0-r2, i0-i2
		oddRe, oddIm, crossRe, crossIm := r1+r3, i1+i3, i3-i1, r1-r3
		out := 4*i - 3*(i%side)
		to.re[out], to.im[out] = sumRe+oddRe, sumIm+oddIm
		to.put(out+side, difRe-crossRe, difIm-crossIm, w[0].re[i], w[0].im[i])
		to.put(out+2*side, sumRe-oddRe, sumIm-oddIm, w[1].re[i], w[1].im[i])
		to.put(out+3*side, difRe+crossRe, difIm+crossIm, w[2].re[i], w[2].im[i])
	}
}

// put makes number i the product of a and b.
func (z *numbers) put(i int, aRe, aIm, bRe, bIm float32) {
	z.re[i], z.im[i] = aRe*bRe-aIm*bIm, aIm*bRe+aRe*bIm
}

func twofoldPortable(z *numbers) {
	for q := range half / 2 {
		aRe, aIm, bRe, bIm := z.re[q], z.im[q], z.re[q+half/2], z.im[q+half/2]
		z.re[q], z.im[q] = aRe+bRe, aIm+bIm
		z.re[q+half/2], z.im[q+half/2] = aRe-bRe, aIm-bIm
	}
}

func dividePortable(s *spectrum, z *numbers) {
	for k := range half {
		aRe, aIm, bRe, bIm := z.re[k], z.im[k], z.re[(half-k)%half], z.im[(half-k)%half]
		oddRe, oddIm := aIm+bIm, bRe-aRe // of twice the transform of the odd samples
		b := s.bin(k)
		*b.re = .5 * (aRe + bRe + turns.re[k]*oddRe - turns.im[k]*oddIm)
		*b.im = .5 * (aIm - bIm + turns.re[k]*oddIm + turns.im[k]*oddRe)
	}
}

func unitePortable(z *numbers, s *spectrum) {
	for k := range half {
		a, b := s.bin(k), s.bin(half-k)
		difRe, difIm := *a.re-*b.re, *a.im+*b.im
		z.re[k] = .5 * (*a.re + *b.re - turns.re[k]*difIm + turns.im[k]*difRe)
		z.im[k] = -.5 * (*a.im - *b.im + turns.re[k]*difRe + turns.im[k]*difIm)
	}
}

func overlapPortable(sum *[frameLen]float32, z *numbers) {
	for i := range half {
		sum[2*i] += back[2*i] * z.re[i]
		sum[2*i+1] += back[2*i+1] * z.im[i]
	}
}
