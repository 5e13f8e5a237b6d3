package silero

// The two kernels below are where nearly all the time goes: 353,000 multiply-adds a hop and channel. Each adds up in
// an order that does not depend on how many channels are scored together, so that a batch gives exactly what its
// channels give one by one. The race detector leaves them out: with it they would be 20 times slower, and they share
// nothing but weights that are never written.

// block is how many outputs, and how many inputs at a step, dense takes at once: four accumulators and four inputs
// fill the registers.
const block = 4

// tile is the weights of four outputs for four inputs, an output after the other.
type tile [block * block]float32

// dense adds to each of four outputs the product of its weights with x. w holds a tile for every four inputs, so
// len(x) = 4*len(w).
//
//go:norace
func dense(out *[block]float32, w []tile, x []float32) {
	a0, a1, a2, a3 := out[0], out[1], out[2], out[3]
	for i := range w {
		if len(x) < block {
			break // never: it spares a bounds check an input
		}
		p := &w[i]
		x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
		x = x[block:]
		a0 += (p[0]*x0 + p[1]*x1) + (p[2]*x2 + p[3]*x3)
		a1 += (p[4]*x0 + p[5]*x1) + (p[6]*x2 + p[7]*x3)
		a2 += (p[8]*x0 + p[9]*x1) + (p[10]*x2 + p[11]*x3)
		a3 += (p[12]*x0 + p[13]*x1) + (p[14]*x2 + p[15]*x3)
	}
	*out = [block]float32{a0, a1, a2, a3}
}

// taps are the weights of one output for one input before, at and after its time.
type taps [3]float32

// convolve computes one output of the first convolution at the four times of a hop, with silence before and after.
//
//go:norace
func convolve(bias float32, w *[bins]taps, in *[bins][frames]float32) [frames]float32 {
	a0, a1, a2, a3 := bias, bias, bias, bias
	for k := range in {
		x0, x1, x2, x3 := in[k][0], in[k][1], in[k][2], in[k][3]
		before, at, after := w[k][0], w[k][1], w[k][2]
		a0 += at*x0 + after*x1
		a1 += before*x0 + at*x1 + after*x2
		a2 += before*x1 + at*x2 + after*x3
		a3 += before*x2 + at*x3
	}
	return [frames]float32{a0, a1, a2, a3}
}
