package bleed

import "golang.org/x/sys/cpu"

// fast says that the machine has the instructions that the assembly uses.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// wider says that it has AVX-512 as well, in which a cell is one register.
var wider = fast && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL

// inner writes h^H u to y.
func inner(y *cell, h, u []cell) {
	if !fast {
		innerPortable(y, h, u)
		return
	}
	_ = u[len(h)-1]
	innerAVX2(y, &h[0], &u[0], len(h))
}

// residual writes x - h^H u to y.
func residual(y, x *cell, h, u []cell) {
	if !fast {
		residualPortable(y, x, h, u)
		return
	}
	_ = u[len(h)-1]
	residualAVX2(y, x, &h[0], &u[0], len(h))
}

// add adds f v to h.
func add(h, v []cell, f *cell) {
	if !fast {
		addPortable(h, v, f)
		return
	}
	_ = v[len(h)-1]
	addAVX2(&h[0], &v[0], len(h), f)
}

// refresh takes v v^H out of the Hermitian matrix q, of which there is the triangle at and below the diagonal, by rows.
// With what is then q it writes q u to w, the trace of q and u^H q u to m.
func refresh(q, v, u, w []cell, m *moment) {
	if !fast {
		refreshPortable(q, v, u, w, m)
		return
	}
	_, _, _ = q[triangle(len(u))-1], v[len(u)-1], w[len(u)-1]
	if wider && len(u) == 8 {
		refreshOf8AVX512(&q[0], &v[0], &u[0], &w[0], m)
		return
	}
	refreshAVX2(&q[0], &v[0], &u[0], &w[0], len(u), m)
}

// settle follows refresh. It brings scale up to date, writes to v what is to be taken out of q for the vector, and lets
// the filter h learn from the error. A bit of wrong is set for each bin in which that went wrong: rounding must not make P
// negative, nor anything grow without end.
func settle(h, v, w []cell, scale *wide, m *moment) (wrong int) {
	if !fast {
		return settlePortable(h, v, w, scale, m)
	}
	_, _ = v[len(h)-1], w[len(h)-1]
	if wider {
		return settleAVX512(&h[0], &v[0], &w[0], len(h), scale, m)
	}
	return settleAVX2(&h[0], &v[0], &w[0], len(h), scale, m)
}

// aim follows refresh of q by v, a and w. With P = scale (q - v v^H) it writes P a to w and divides w, and a, by the
// root of a^H P a, or of leastNorm where that is more.
func aim(w, a, v []cell, gain, scale *wide) {
	if !fast {
		aimPortable(w, a, v, gain, scale)
		return
	}
	_, _ = a[len(w)-1], v[len(w)-1]
	aimAVX2(&w[0], &a[0], &v[0], len(w), gain, scale, leastNorm)
}

// reject takes (w^H h) a out of h.
func reject(h, a, w []cell) {
	if !fast {
		rejectPortable(h, a, w)
		return
	}
	_, _ = a[len(h)-1], w[len(h)-1]
	rejectAVX2(&h[0], &a[0], &w[0], len(h))
}

// mix writes to out the product of y with every stride-th of a.
func mix(out, y *spectrum, a []cell, stride int) {
	if !fast {
		mixPortable(out, y, a, stride)
		return
	}
	_ = a[(cells-1)*stride]
	mixAVX2(out, y, &a[0], stride)
}

// weigh writes the windowed frame to z, two samples a number.
func weigh(z *numbers, frame *[frameLen]float32) {
	if !fast {
		weighPortable(z, frame)
		return
	}
	weighAVX2(z, frame, &window)
}

// fourfold makes the transforms of four numbers of a stage.
func fourfold(to, from *numbers, stage int) {
	if !fast {
		fourfoldPortable(to, from, stage)
		return
	}
	fourfoldAVX2(to, from, stage, &stageTwiddles[stage])
}

// twofold makes the transforms of two numbers that are left after the stages.
func twofold(z *numbers) {
	if !fast {
		twofoldPortable(z)
		return
	}
	twofoldAVX2(z)
}

// divide writes the spectrum of a frame of real samples to s but for its last bin, from their transform two a number.
func divide(s *spectrum, z *numbers) {
	if !fast {
		dividePortable(s, z)
		return
	}
	divideAVX2(s, z, &turns)
}

// unite undoes divide, but for the first number, and writes its conjugate, so that forward is the inverse.
func unite(z *numbers, s *spectrum) {
	if !fast {
		unitePortable(z, s)
		return
	}
	uniteAVX2(z, s, &turns)
}

// overlap adds the frame that unite and forward have made, windowed, to sum.
func overlap(sum *[frameLen]float32, z *numbers) {
	if !fast {
		overlapPortable(sum, z)
		return
	}
	overlapAVX2(sum, z, &back)
}

//go:noescape
func innerAVX2(y, h, u *cell, n int)

//go:noescape
func addAVX2(h, v *cell, n int, f *cell)

//go:noescape
func refreshAVX2(q, v, u, w *cell, n int, m *moment)

//go:noescape
func settleAVX2(h, v, w *cell, n int, scale *wide, m *moment) (wrong int)

//go:noescape
func settleAVX512(h, v, w *cell, n int, scale *wide, m *moment) (wrong int)

//go:noescape
func residualAVX2(y, x, h, u *cell, n int)

//go:noescape
func aimAVX2(w, a, v *cell, n int, gain, scale *wide, least float32)

//go:noescape
func rejectAVX2(h, a, w *cell, n int)

//go:noescape
func mixAVX2(out, y *spectrum, a *cell, stride int)

//go:noescape
func weighAVX2(z *numbers, frame, window *[frameLen]float32)

//go:noescape
func fourfoldAVX2(to, from *numbers, stage int, w *twiddles)

//go:noescape
func twofoldAVX2(z *numbers)

//go:noescape
func divideAVX2(s *spectrum, z, turns *numbers)

//go:noescape
func uniteAVX2(z *numbers, s *spectrum, turns *numbers)

//go:noescape
func overlapAVX2(sum *[frameLen]float32, z *numbers, back *[frameLen]float32)

//go:noescape
func refreshOf8AVX512(q, v, u, w *cell, m *moment)
