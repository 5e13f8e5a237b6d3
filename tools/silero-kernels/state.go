package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
)

const (
	hopLen = 512
	units  = 128 // of the recurrent layer
	eight  = 8 * floatSize
)

// tame emits the kernel that makes samples fit for the network.
func (g *generator) tame() {
	g.begin("tameAVX2", "func(out, in *float32)",
		"tameAVX2 copies a hop of 512 samples, clipped to ±1; what is fainter than 1e-12, or no number, becomes 0.")
	out, in := g.param("out"), g.param("in")
	magnitude, faintest := g.loaded(g.bits(1<<31-1)), g.loaded(g.constant(1e-12))
	lowest, highest := g.loaded(g.constant(-1)), g.loaded(g.constant(1))
	g.repeat(hopLen/8, func() {
		x, heard := g.loaded(at(in, 0)), g.YMM()
		g.VANDPS(magnitude, x, heard)
		g.VCMPPS(operand.U8(0x1e), faintest, heard, heard) // greater than; not so if it is no number
		g.VMAXPS(lowest, x, x)
		g.VMINPS(highest, x, x)
		g.VANDPS(heard, x, x)
		g.VMOVUPS(x, at(out, 0))
		g.advanceBy(in, eight)
		g.advanceBy(out, eight)
	})
	g.end()
}

// advance emits the end of the recurrent layer, and the sum that the probability is read off.
func (g *generator) advance() {
	g.begin("advanceAVX2", "func(hidden, cell, gates, weights *float32) float32",
		"advanceAVX2 takes one step of the recurrent layer: hidden and cell are [128], gates is [4][128] (input, forget,",
		"cell, output). It returns the sum of weights times what is above zero of hidden.")
	hidden, cell := g.param("hidden"), g.param("cell")
	g.remember(hidden, cell)
	g.answer(hidden, cell)
	g.end()
}

// remember updates cell. It leaves the output gates in hidden.
func (g *generator) remember(hidden, cell pointer) {
	hidden, cell = g.copied(hidden), g.copied(cell)
	gates := g.param("gates")
	g.repeat(units/8, func() {
		var x [4]vector
		for i := range x {
			x[i] = g.loaded(at(gates, i*units*floatSize))
		}
		input, forget, candidate, output := x[0], x[1], x[2], x[3]
		g.exp([]power{{input, -1}, {forget, -1}, {candidate, 2}, {output, -1}})
		for _, e := range []vector{input, forget, output} {
			g.sigmoid(e)
		}
		g.tanh(candidate)
		g.VMULPS(at(cell, 0), forget, forget)
		g.VFMADD231PS(input, candidate, forget)
		g.VMOVUPS(forget, at(cell, 0))
		g.VMOVUPS(output, at(hidden, 0))
		for _, p := range []pointer{gates, cell, hidden} {
			g.advanceBy(p, eight)
		}
	})
}

// answer multiplies hidden by the hyperbolic tangent of cell and returns the weighted sum.
func (g *generator) answer(hidden, cell pointer) {
	weights := g.param("weights")
	sum, zero := g.zero(), g.zero()
	const vectors = 4 // at once: one alone would wait for itself
	g.repeat(units/8/vectors, func() {
		var x [vectors]vector
		var powers []power
		for i := range x {
			x[i] = g.loaded(at(cell, i*eight))
			powers = append(powers, power{x[i], 2})
		}
		g.exp(powers)
		for i, h := range x {
			g.tanh(h)
			g.VMULPS(at(hidden, i*eight), h, h)
			g.VMOVUPS(h, at(hidden, i*eight))
			g.VMAXPS(zero, h, h)
			g.VFMADD231PS(at(weights, i*eight), h, sum)
		}
		for _, p := range []pointer{weights, cell, hidden} {
			g.advanceBy(p, vectors*eight)
		}
	})
	upper, s := g.XMM(), sum.AsX()
	g.VEXTRACTF128(operand.U8(1), sum, upper)
	g.VADDPS(upper, s, s)
	g.VHADDPS(s, s, s)
	g.VHADDPS(s, s, s)
	g.VMOVSS(s, g.address(g.ReturnIndex(0)))
}

// sigmoid makes 1/(1+e) of e.
func (g *generator) sigmoid(e vector) {
	one := g.loaded(g.constant(1))
	g.VADDPS(one, e, e)
	g.VDIVPS(e, one, e)
}

// tanh makes the hyperbolic tangent of x of e to the 2x: 1 - 2/(1+e).
func (g *generator) tanh(e vector) {
	one, two := g.loaded(g.constant(1)), g.loaded(g.constant(2))
	g.VADDPS(one, e, e)
	g.VDIVPS(e, two, e)
	g.VSUBPS(e, one, e)
}

// power is e to factor*x.
type power struct {
	x      vector
	factor float64
}

// exp replaces each x by its power, within 1e-6 of it, relatively. Arguments beyond ±40, where sigmoid and tanh have
// long arrived, count as ±40. The powers are computed side by side, so that none waits for itself.
//
// It is 2 to the n + r with a whole n, and |r| at most 1/2; 2 to the r by Taylor's series, whose first term left out
// is below 2e-7.
func (g *generator) exp(powers []power) {
	const (
		terms   = 6
		integer = 3 << 22 // 1.5 * 2^23: a sum with it is rounded to a whole number, which its low bits hold
	)
	n, p := make([]vector, len(powers)), make([]vector, len(powers))
	for i, e := range powers {
		scale := g.constant(e.factor * math.Log2E)
		rounded := g.YMM()
		n[i] = g.loaded(g.constant(integer))
		g.VMAXPS(g.constant(-40), e.x, e.x)
		g.VMINPS(g.constant(40), e.x, e.x)
		g.VFMADD231PS(scale, e.x, n[i])
		g.VSUBPS(g.constant(integer), n[i], rounded)
		g.VFMSUB132PS(scale, rounded, e.x) // r
	}
	coefficient := 1.
	coefficients := []float64{coefficient}
	for k := 1; k <= terms; k++ {
		coefficient *= math.Ln2 / float64(k)
		coefficients = append(coefficients, coefficient)
	}
	for i := range powers {
		p[i] = g.loaded(g.constant(coefficients[terms]))
	}
	for k := terms - 1; k >= 0; k-- {
		for i, e := range powers {
			g.VFMADD213PS(g.constant(coefficients[k]), e.x, p[i])
		}
	}
	for i, e := range powers {
		g.VPSLLD(operand.U8(23), n[i], n[i]) // n, where a number has its exponent
		g.VPADDD(n[i], p[i], e.x)
	}
}
