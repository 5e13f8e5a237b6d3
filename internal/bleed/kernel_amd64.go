package bleed

import "golang.org/x/sys/cpu"

// fast says that the machine has the instructions that the assembly uses.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// inner writes h^H u to y.
func inner(y *cell, h, u []cell) {
	if !fast {
		innerPortable(y, h, u)
		return
	}
	_ = u[len(h)-1]
	innerAVX2(y, &h[0], &u[0], len(h))
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
	refreshAVX2(&q[0], &v[0], &u[0], &w[0], len(u), m)
}

// settle follows refresh. It brings scale up to date, writes to v what is to be taken out of q for the vector, and lets
// the filter h learn from the error.
func settle(h, v, w []cell, scale *wide, m *moment) {
	if !fast {
		settlePortable(h, v, w, scale, m)
		return
	}
	_, _ = v[len(h)-1], w[len(h)-1]
	settleAVX2(&h[0], &v[0], &w[0], len(h), scale, m)
}

// fourfold makes transforms of four numbers each, for count of them side by side, the inputs apart by far.
func fourfold(to, from *numbers, at, far, count int, w *[3]turn) {
	if !fast || count%lanes != 0 {
		fourfoldPortable(to, from, at, far, count, w)
		return
	}
	_, _ = from.re[at+3*far+count-1], to.re[4*at+4*count-1]
	fourfoldAVX2(to, from, at, far, count, w)
}

//go:noescape
func innerAVX2(y, h, u *cell, n int)

//go:noescape
func addAVX2(h, v *cell, n int, f *cell)

//go:noescape
func refreshAVX2(q, v, u, w *cell, n int, m *moment)

//go:noescape
func settleAVX2(h, v, w *cell, n int, scale *wide, m *moment)

//go:noescape
func fourfoldAVX2(to, from *numbers, at, far, count int, w *[3]turn)
