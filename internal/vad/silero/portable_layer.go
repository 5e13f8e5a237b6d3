package silero

// layer is a matrix with a bias, packed for dense.
type layer struct {
	bias  []float32
	tiles []tile // of outputs 0 to 3 for all inputs, then of outputs 4 to 7 …
	steps int    // tiles that each four outputs have: a quarter of the inputs
}

// newLayer packs a matrix whose element for output o and input i is at(o, i). The numbers of outputs, which is the
// length of bias, and of inputs are multiples of four.
func newLayer(bias []float32, inputs int, at func(o, i int) float32) layer {
	l := layer{bias: bias, steps: inputs / block, tiles: make([]tile, len(bias)/block*(inputs/block))}
	for o := range bias {
		for i := range inputs {
			l.tiles[o/block*l.steps+i/block][o%block*block+i%block] = at(o, i)
		}
	}
	return l
}

// columns is what a layer works on: it reads in[c] and writes out[c], for each c.
type columns struct {
	in, out [][]float32
}

func (c *columns) add(in, out []float32) {
	c.in, c.out = append(c.in, in), append(c.out, out)
}

// apply computes the first n columns of c. Four outputs are computed for all columns before the next four, so that
// the weights are read once. An input that is shorter than the layer stands for its end: what is missing is zero.
func (l *layer) apply(c columns, n int) {
	for o := 0; o+block <= len(l.bias); o += block {
		tiles := l.tiles[o/block*l.steps:][:l.steps]
		for i, x := range c.in[:n] {
			y := [block]float32(l.bias[o:])
			dense(&y, tiles[l.steps-len(x)/block:], x)
			*(*[block]float32)(c.out[i][o:]) = y
		}
	}
}

// rectify makes what is below zero in the first n outputs of c zero.
func (c *columns) rectify(n int) {
	for _, out := range c.out[:n] {
		for i, v := range out {
			out[i] = max(v, 0)
		}
	}
}
