package main

import "github.com/mmcloughlin/avo/operand"

const layerSignature = "(out, in, weights, bias *float32, outStep, inStep, inputs int, floor float32)"

// layer emits, for 64 outputs o of each channel c and all times,
//
//	out[c*outStep + time… + o] = max(floor, bias[o] + sum of weight × input)
//
// The products are added one by one, in the order of the inputs and then of shape.products, however many channels
// there are: a channel gets the same bits alone and beside others.
func (g *generator) layer(k layerKernel) {
	g.begin(k.function(), "func"+layerSignature, k.comment(k.function(), k.channels)...)
	out, in := g.stream("out", "outStep", k.channels), g.stream("in", "inStep", k.channels)
	weights, bias := g.param("weights"), g.param("bias")
	if k.round == panel {
		g.round(k, out, in, weights, bias)
	} else {
		g.repeat(panel/k.round, func() {
			g.round(k, out, in.copied(g), g.copied(weights), bias)
			for _, p := range []pointer{out.base, weights, bias} {
				g.advanceBy(p, k.round*floatSize)
			}
		})
	}
	g.end()
}

// round emits a round of outputs. It moves in and weights.
func (g *generator) round(k layerKernel, out, in stream, weights, bias pointer) {
	sums := g.biased(k, bias)
	left := g.param("inputs")
	g.until(func() {
		for u := range k.unroll {
			g.addProducts(k, sums, in.moved(u*k.inStep), at(weights, u*k.taps*panelSize))
		}
		g.advanceBy(weights, k.unroll*k.taps*panelSize)
		g.advanceBy(in.base, k.unroll*k.inStep)
		g.SUBQ(operand.U8(uint8(k.unroll)), left)
	})
	floor := g.broadcast(k, g.address(g.Param("floor")))
	for c := range sums {
		for v := range sums[c] {
			for time, s := range sums[c][v] {
				g.VMAXPS(floor, s, s)
				g.VMOVUPS(s, out.at(c, time*k.outTime+k.disp(v)))
			}
		}
	}
}

// biased is the sums of each channel, vector of outputs and time before the first product.
func (g *generator) biased(k layerKernel, bias pointer) [][][]vector {
	sums := make([][][]vector, k.channels)
	for c := range sums {
		sums[c] = make([][]vector, k.vectors())
		for v := range sums[c] {
			for range k.outTimes {
				s := k.register(g)
				g.VMOVUPS(at(bias, k.disp(v)), s)
				sums[c][v] = append(sums[c][v], s)
			}
		}
	}
	return sums
}

// addProducts adds what one input contributes. It loads each weight and each value of the input once: for one channel
// the input stays in registers while the weights pass, for several the weights stay.
func (g *generator) addProducts(k layerKernel, sums [][][]vector, in stream, weights operand.Mem) {
	if k.channels == 1 {
		x := make([]vector, k.inTimes)
		for time := range x {
			x[time] = g.broadcast(k, in.at(0, time*k.inTime))
		}
		for v := range k.vectors() {
			w := g.weights(k, weights, v)
			for _, p := range k.products {
				g.VFMADD231PS(w[p.tap], x[p.in], sums[0][v][p.out])
			}
		}
		return
	}
	w := make([][]operand.Op, k.vectors())
	for v := range w {
		w[v] = g.weights(k, weights, v)
	}
	for c := range sums {
		for time := range k.inTimes {
			x := g.broadcast(k, in.at(c, time*k.inTime))
			g.addAtTime(k, time, x, w, sums[c])
		}
	}
}

// addAtTime adds the products with x, the input's value at one time.
func (g *generator) addAtTime(k layerKernel, time int, x vector, w [][]operand.Op, sums [][]vector) {
	for v := range w {
		for _, p := range k.products {
			if p.in == time {
				g.VFMADD231PS(w[v][p.tap], x, sums[v][p.out])
			}
		}
	}
}

// weights are the weights of vector v, in registers, unless each is used only once.
func (g *generator) weights(k layerKernel, m operand.Mem, v int) []operand.Op {
	w := make([]operand.Op, k.taps)
	for tap := range w {
		w[tap] = m.Offset(tap*panelSize + k.disp(v))
		if k.channels > 1 || k.taps > 1 {
			r := k.register(g)
			g.VMOVUPS(w[tap], r)
			w[tap] = r
		}
	}
	return w
}

// broadcast is as many copies of the number at m as a vector holds.
func (g *generator) broadcast(k layerKernel, m operand.Mem) vector {
	r := k.register(g)
	g.VBROADCASTSS(m, r)
	return r
}

// stream addresses what each of up to four channels has: places that are a step apart.
type stream struct {
	base, step, step3 pointer
	disp              int
}

func (g *generator) stream(base, step string, channels int) stream {
	s := stream{base: g.param(base)}
	if channels > 1 {
		s.step = g.param(step)
		g.SHLQ(operand.U8(2), s.step)
	}
	if channels > 3 {
		s.step3 = g.GP64()
		g.LEAQ(operand.Mem{Base: s.step, Index: s.step, Scale: 2}, s.step3)
	}
	return s
}

// copied is s with a pointer of its own.
func (s stream) copied(g *generator) stream {
	s.base = g.copied(s.base)
	return s
}

// moved is s from so many bytes on.
func (s stream) moved(bytes int) stream {
	s.disp += bytes
	return s
}

// at is the place disp bytes into what channel c has.
func (s stream) at(c, disp int) operand.Mem {
	m := at(s.base, s.disp+disp)
	switch c {
	case 1, 2:
		m.Index, m.Scale = s.step, uint8(c)
	case 3:
		m.Index, m.Scale = s.step3, 1
	}
	return m
}
