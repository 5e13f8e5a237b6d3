package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/reg"
)

const (
	floatSize = 4
	panel     = 64 // outputs of a layer whose weights stand side by side
	panelSize = panel * floatSize
)

// vector is a register of 8 (AVX2) or 16 (AVX-512) numbers.
type vector = reg.VecVirtual

// isa is a set of instructions.
type isa struct {
	name     string
	lanes    int
	register func(*generator) vector // a new one
}

var (
	avx2   = isa{"AVX2", 8, func(g *generator) vector { return g.YMM() }}
	avx512 = isa{"AVX512", 16, func(g *generator) vector { return g.ZMM() }}
)

// shape says how the outputs of a layer depend on its inputs. Both have values at several times.
type shape struct {
	name     string
	doc      string // what a kernel computes
	layout   string // of what a channel has
	outTimes int
	inTimes  int
	taps     int       // weights that an output has for an input
	products []product // what an input adds, in the order of the inputs' times
	outTime  int       // bytes from a time of an output to the next
	inTime   int       // bytes from a time of an input to the next
	inStep   int       // bytes from an input to the next
	unroll   int       // inputs at once; divides the number of inputs
}

// comment is the contract of a kernel.
func (s shape) comment(function string, channels int) []string {
	return []string{
		fmt.Sprintf("%s computes 64 outputs of %s, for %d channel(s).", function, s.doc, channels),
		fmt.Sprintf("A channel's %s; the next is inStep and outStep numbers on. weights is [inputs][%d][64],", s.layout, s.taps),
		fmt.Sprintf("bias [64]; inputs is a multiple of %d. What is below floor becomes floor.", s.unroll),
	}
}

// product adds to an output at a time the product of a weight with an input at a time.
type product struct{ out, tap, in int }

var (
	conv1 = shape{
		name: "conv1", doc: "a convolution of three taps over four times, silence before and after",
		layout:   "in is [inputs][4], out [4][128]",
		outTimes: 4, outTime: 128 * floatSize, taps: 3,
		inTimes: 4, inTime: floatSize, inStep: 4 * floatSize, unroll: 1,
		products: []product{
			{0, 1, 0},
			{1, 0, 0},
			{0, 2, 1},
			{1, 1, 1},
			{2, 0, 1},
			{1, 2, 2},
			{2, 1, 2},
			{3, 0, 2},
			{2, 2, 3},
			{3, 1, 3},
		},
	}
	conv2 = shape{
		name: "conv2", doc: "a convolution of three taps about every second of four times, silence before",
		layout:   "in is [4][128], out [2][64]",
		outTimes: 2, outTime: 64 * floatSize, taps: 3,
		inTimes: 4, inTime: 128 * floatSize, inStep: floatSize, unroll: 2,
		products: []product{{0, 1, 0}, {0, 2, 1}, {1, 0, 1}, {1, 1, 2}, {1, 2, 3}},
	}
	dense = shape{
		name: "dense", doc: "a product with a matrix", layout: "in is [inputs], out [64]",
		outTimes: 1, taps: 1, inTimes: 1, inStep: floatSize, unroll: 4,
		products: []product{{0, 0, 0}},
	}
)

// layerKernel computes a panel of outputs for some channels. The sums of a round stay in registers; there must be
// eight vectors of them at least, as each takes four steps to add to and there are two units that add.
type layerKernel struct {
	shape
	isa
	channels int
	round    int // outputs at once; divides 64
}

var layerKernels = []layerKernel{
	{conv1, avx2, 1, 16},
	{conv2, avx2, 1, 32},
	{conv2, avx2, 2, 16},
	{dense, avx2, 1, 64},
	{dense, avx2, 2, 32},
	{dense, avx2, 4, 16},
	{conv1, avx512, 1, 64},
	{conv2, avx512, 1, 64},
	{conv2, avx512, 2, 64},
	{dense, avx512, 1, 64}, // four vectors: it waits for the weights longer
	{dense, avx512, 2, 64},
	{dense, avx512, 4, 64},
}

func (k layerKernel) function() string {
	return fmt.Sprintf("%sOf%d%s", k.shape.name, k.channels, k.isa.name)
}

// vectors is how many vectors the outputs of a round fill.
func (k layerKernel) vectors() int { return k.round / k.lanes }

// disp is where vector v begins in a row of outputs.
func (k layerKernel) disp(v int) int { return v * k.lanes * floatSize }
