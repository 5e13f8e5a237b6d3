//go:build (amd64 || arm64) && unix && !purego

package silero

import (
	"math"
	"syscall"
	"testing"
	"unsafe"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// guarded returns a copy of x that ends where memory ends, or begins where it begins: a kernel that reaches beyond it
// is stopped.
func guarded(t *testing.T, x []float32, atEnd bool) []float32 {
	t.Helper()
	page := syscall.Getpagesize()
	inside := (4*len(x) + page - 1) / page * page
	b, err := syscall.Mmap(-1, 0, inside+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Munmap(b) })
	for _, guard := range [][]byte{b[:page], b[page+inside:]} {
		if err = syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	if len(x) == 0 {
		return nil
	}
	start := page
	if atEnd {
		start += inside - 4*len(x)
	}
	y := unsafe.Slice((*float32)(unsafe.Pointer(&b[start])), len(x))
	copy(y, x)
	return y
}

// layerCase is a layer of random weights and what it should compute.
type layerCase struct {
	name             string
	kernels          func(*kernelSet) []groupKernel
	outputs, inputs  int
	taps             int
	outTimes, stride int // of a convolution: an output's time is so many of the input's
	inStep, outStep  int
	in               func(input, time int) int // where a value of the input is
	floor            float32
}

var layerCases = []layerCase{
	{
		name: "conv1", kernels: func(k *kernelSet) []groupKernel { return k.conv1 },
		outputs: width1, inputs: bins, taps: 3, outTimes: 4, stride: 1, inStep: spectrumLen, outStep: conv1Len,
		in: func(input, time int) int { return input*frames + time },
	},
	{
		name: "conv2", kernels: func(k *kernelSet) []groupKernel { return k.conv2 },
		outputs: width2, inputs: width1, taps: 3, outTimes: 2, stride: 2, inStep: conv1Len, outStep: conv2Len,
		in: func(input, time int) int { return time*width1 + input },
	},
	{
		name: "dense", kernels: func(k *kernelSet) []groupKernel { return k.dense },
		outputs: 192, inputs: 28, taps: 1, outTimes: 1, stride: 1, inStep: 30, outStep: 200,
		in: func(input, _ int) int { return input }, floor: float32(math.Inf(-1)),
	},
}

func TestLayersEqualTheirDefinitionForAnyNumberOfChannels(t *testing.T) {
	for _, k := range kernelSets() {
		for _, c := range layerCases {
			t.Run(k.name+"/"+c.name, func(t *testing.T) {
				for channels := range 8 {
					c.test(t, c.kernels(k), channels, channels%2 == 0)
				}
			})
		}
	}
}

func (c *layerCase) test(t *testing.T, kernels []groupKernel, channels int, atEnd bool) {
	t.Helper()
	w := vadtest.Noise(timeline.Position(c.outputs*c.inputs*c.taps), 0, 1)
	weight := func(o, i, tap int) float32 { return w[(o*c.inputs+i)*c.taps+tap] }
	bias := guarded(t, vadtest.Noise(timeline.Position(c.outputs), 0, 2), atEnd)
	l := newVectorLayer(matrix{bias, c.inputs, c.taps, weight}, kernels, c.outStep, c.inStep, c.floor)
	l.weights = guarded(t, l.weights, atEnd)
	in := guarded(t, vadtest.Noise(timeline.Position(channels*c.inStep), 0, 3), atEnd)
	out := guarded(t, make([]float32, channels*c.outStep), atEnd)
	l.apply(out, in, channels)
	for n := range channels {
		x, got := in[n*c.inStep:][:c.inStep], out[n*c.outStep:][:c.outStep]
		alone := make([]float32, c.outStep)
		l.apply(alone, x, 1)
		for time := range c.outTimes {
			for o := range c.outputs {
				at := time*c.outputs + o
				want := c.define(float64(bias[o]), func(i, tap int) float64 { return float64(weight(o, i, tap)) }, x, time)
				if math.Abs(float64(got[at])-want) > 1e-4 { // of sums of hundreds of products
					t.Fatalf("output %d at time %d, channel %d of %d: %v, want %v", o, time, n, channels, got[at], want)
				}
			}
		}
		for i, y := range got {
			if y != alone[i] {
				t.Fatalf("place %d of channel %d of %d: %v, alone %v", i, n, channels, y, alone[i])
			}
		}
	}
}

// define is an output at a time, in double precision.
func (c *layerCase) define(bias float64, weight func(i, tap int) float64, x []float32, time int) float64 {
	y := bias
	for i := range c.inputs {
		for tap := range c.taps {
			if from := time*c.stride + tap - c.taps/2; from >= 0 && (c.taps == 1 || from < frames) {
				y += weight(i, tap) * float64(x[c.in(i, from)])
			}
		}
	}
	return max(y, float64(c.floor))
}
