package main

import "github.com/mmcloughlin/avo/operand"

// The spectrum of a hop is that of four frames of 256 samples, 128 apart. A real transform of 256 points is a complex
// one of 128, over the even and the odd samples; and that is, after a pass of radix 2, two of 64. So a vector holds
// four frames times two transforms: the even bins in its lower half, the odd ones in its upper.
//
// The three passes of radix 4 (Stockham's) read places 16 apart and leave the bins in order.
const (
	entry   = 64 // bytes of a complex vector: eight real parts, eight imaginary ones
	entries = 64
	half    = entry / 2
)

// spectrum emits the kernel. Its table is read from the front to the back: see spectrumTable in the package.
func (g *generator) spectrum() {
	g.begin("spectrumAVX2", "func(magnitudes, scratch, input, table *float32)",
		"spectrumAVX2 writes the magnitudes [129][4] of four frames of 256 samples, 128 apart: input is [640].",
		"scratch is [2][65][2][8].")
	a, table := g.param("scratch"), g.param("table")
	b := g.GP64()
	g.LEAQ(at(a, (entries+1)*entry), b)
	g.halve(a, table)
	g.pass1(b, a, table)
	g.pass2(a, b, table)
	g.pass3(a)
	g.magnitudes(a, table)
	g.end()
}

// complexVector is eight complex numbers.
type complexVector struct{ re, im vector }

func (g *generator) loadComplex(p pointer, disp int) complexVector {
	return complexVector{g.loaded(at(p, disp)), g.loaded(at(p, disp+half))}
}

func (g *generator) storeComplex(z complexVector, p pointer, disp int) {
	g.VMOVUPS(z.re, at(p, disp))
	g.VMOVUPS(z.im, at(p, disp+half))
}

func (g *generator) plus(x, y complexVector) complexVector {
	z := complexVector{g.YMM(), g.YMM()}
	g.VADDPS(y.re, x.re, z.re)
	g.VADDPS(y.im, x.im, z.im)
	return z
}

func (g *generator) minus(x, y complexVector) complexVector {
	z := complexVector{g.YMM(), g.YMM()}
	g.VSUBPS(y.re, x.re, z.re)
	g.VSUBPS(y.im, x.im, z.im)
	return z
}

func (g *generator) times(x, w complexVector) complexVector {
	z := complexVector{g.YMM(), g.YMM()}
	g.VMULPS(w.im, x.im, z.re)
	g.VFMSUB231PS(w.re, x.re, z.re)
	g.VMULPS(w.re, x.im, z.im)
	g.VFMADD231PS(w.im, x.re, z.im)
	return z
}

// halve windows the frames and does the pass of radix 2, which puts the sum of two points half a frame apart into the
// lower half of a vector and their difference, turned, into the upper.
func (g *generator) halve(to, table pointer) {
	signs := g.loaded(at(table, 0))
	g.advanceBy(table, 32)
	to, x := g.copied(to), g.param("input")
	g.repeat(entries/2, func() {
		samples := g.transposed(x)
		for i, s := range samples {
			g.VMULPS(at(table, 32*i), s, s)
			swapped := g.YMM()
			g.VPERM2F128(operand.U8(1), s, s, swapped)
			g.VFMADD231PS(signs, s, swapped)
			samples[i] = swapped
		}
		for i := range 2 {
			z := complexVector{samples[2*i], samples[2*i+1]}
			g.storeComplex(g.times(z, g.loadComplex(table, 128+64*i)), to, i*entry)
		}
		g.advanceBy(table, 256)
		g.advanceBy(to, 2*entry)
		g.advanceBy(x, 4*floatSize)
	})
}

// transposed is the four samples at x, and half a frame later, of all frames: a vector a sample.
func (g *generator) transposed(x pointer) [4]vector {
	var y, t, s [4]vector
	for f := range y {
		earlier := g.XMM()
		y[f], t[f], s[f] = g.YMM(), g.YMM(), g.YMM()
		g.VMOVUPS(at(x, f*128*floatSize), earlier)
		g.VINSERTF128(operand.U8(1), at(x, (f+1)*128*floatSize), earlier.AsY(), y[f])
	}
	g.VUNPCKLPS(y[1], y[0], t[0])
	g.VUNPCKHPS(y[1], y[0], t[1])
	g.VUNPCKLPS(y[3], y[2], t[2])
	g.VUNPCKHPS(y[3], y[2], t[3])
	g.VUNPCKLPD(t[2], t[0], s[0])
	g.VUNPCKHPD(t[2], t[0], s[1])
	g.VUNPCKLPD(t[3], t[1], s[2])
	g.VUNPCKHPD(t[3], t[1], s[3])
	return s
}

// butterfly is the transform of the four points from disp on that are 16 entries apart.
func (g *generator) butterfly(from pointer, disp int) [4]complexVector {
	var z [4]complexVector
	for leg := range z {
		z[leg] = g.loadComplex(from, disp+leg*entries/4*entry)
	}
	p, q := g.plus(z[0], z[2]), g.minus(z[0], z[2])
	r, s := g.plus(z[1], z[3]), g.minus(z[1], z[3])
	s.re, s.im = s.im, s.re // so that -i s is its conjugate
	y1, y3 := g.plus(q, s), g.minus(q, s)
	y1.im, y3.im = y3.im, y1.im
	return [4]complexVector{g.plus(p, r), y1, g.minus(p, r), y3}
}

// turned stores what a butterfly gives, step bytes apart, all but the first turned by the roots in the table.
func (g *generator) turned(z [4]complexVector, table, to pointer, disp, step int) {
	g.storeComplex(z[0], to, disp)
	for leg := 1; leg < len(z); leg++ {
		w := complexVector{g.YMM(), g.YMM()}
		g.VBROADCASTSS(at(table, (leg-1)*2*floatSize), w.re)
		g.VBROADCASTSS(at(table, (leg-1)*2*floatSize+floatSize), w.im)
		g.storeComplex(g.times(z[leg], w), to, disp+leg*step)
	}
}

func (g *generator) pass1(to, from, table pointer) {
	to, from = g.copied(to), g.copied(from)
	g.repeat(16, func() {
		g.turned(g.butterfly(from, 0), table, to, 0, entry)
		g.advanceBy(table, 6*floatSize)
		g.advanceBy(from, entry)
		g.advanceBy(to, 4*entry)
	})
}

func (g *generator) pass2(to, from, table pointer) {
	to, from = g.copied(to), g.copied(from)
	g.repeat(4, func() {
		for i := range 4 {
			g.turned(g.butterfly(from, i*entry), table, to, i*entry, 4*entry)
		}
		g.advanceBy(table, 6*floatSize)
		g.advanceBy(from, 4*entry)
		g.advanceBy(to, 16*entry)
	})
}

// pass3 works in place. It puts the first entry after the last too: the bins are a circle.
func (g *generator) pass3(z pointer) {
	p := g.copied(z)
	g.repeat(16, func() {
		for leg, y := range g.butterfly(p, 0) {
			g.storeComplex(y, p, leg*16*entry)
		}
		g.advanceBy(p, entry)
	})
	g.storeComplex(g.loadComplex(z, 0), z, entries*entry)
}

// magnitudes takes the spectra of the even and the odd samples apart, which are the parts of z that are symmetric and
// antisymmetric about the middle, and joins them to the spectrum of the whole: of bins k and 128-k together.
func (g *generator) magnitudes(z, table pointer) {
	up, down := g.copied(z), g.GP64()
	g.LEAQ(at(z, entries*entry), down)
	lower, upper := g.param("magnitudes"), g.GP64()
	g.LEAQ(at(lower, 128*4*floatSize), upper)
	g.repeat(entries/2+1, func() {
		a, b := g.loadComplex(up, 0), g.loadComplex(down, 0)
		g.VBLENDPS(operand.U8(0xf0), at(down, -entry), b.re, b.re) // the odd bins are one further down
		g.VBLENDPS(operand.U8(0xf0), at(down, -entry+half), b.im, b.im)
		sum, difference := g.plus(a, b), g.minus(a, b)
		even := complexVector{sum.re, difference.im}
		odd := g.times(complexVector{sum.im, difference.re}, g.loadComplex(table, 0)) // its conjugate
		x, y := g.plus(even, odd), g.minus(even, odd)
		x.im, y.im = y.im, x.im
		last := g.magnitude(y)
		g.VMOVUPS(g.magnitude(x), at(lower, 0))
		g.VMOVUPS(last.AsX(), at(upper, 0))
		g.VEXTRACTF128(operand.U8(1), last, at(upper, -4*floatSize))
		g.advanceBy(table, entry)
		g.advanceBy(up, entry)
		g.advanceBy(down, -entry)
		g.advanceBy(lower, 8*floatSize)
		g.advanceBy(upper, -8*floatSize)
	})
}

func (g *generator) magnitude(z complexVector) vector {
	m := g.YMM()
	g.VMULPS(z.re, z.re, m)
	g.VFMADD231PS(z.im, z.im, m)
	g.VSQRTPS(m, m)
	return m
}
