//go:build (amd64 || arm64) && !purego

package silero

import (
	"math"
	"unsafe"

	"github.com/evenkeel/monitor/internal/timeline"
)

//go:generate go run ../../../tools/silero-kernels .

// kernelSet is the kernels of a set of instructions for each kind of layer. They compute panel outputs for several
// channels, the first of a kind for the most. Each adds up in one order whatever the number of channels, so that a
// batch gives exactly what its channels give alone.
type kernelSet struct {
	name                string
	conv1, conv2, dense []groupKernel
}

// groupKernel is a kernel for a number of channels.
type groupKernel struct {
	channels int
	run      func(out, in, weights, bias *float32, outStep, inStep, inputs int, floor float32)
}

// panel is how many outputs have their weights side by side.
const panel = 64

// methods are the ways to compute the network on this machine, the fastest first.
func methods() []method {
	var m []method
	for _, k := range kernelSets() {
		m = append(m, method{k.name, func(t *trained) network { return newVectorNetwork(t, k) }})
	}
	return append(m, portable)
}

type vectorNetwork struct {
	transform *transform
	conv1     vectorLayer
	conv2     vectorLayer
	conv3     vectorLayer
	conv4     vectorLayer
	lstm      vectorLayer
	out       []float32
	outAdd    float32
}

// Numbers that a channel has between the layers.
const (
	spectrumLen = bins * frames
	conv1Len    = frames * width1
	conv2Len    = 2 * width2
	featuresLen = width4 + units // the recurrent layer reads its output of the hop before, too
)

func newVectorNetwork(t *trained, k *kernelSet) *vectorNetwork {
	none := float32(math.Inf(-1))
	return &vectorNetwork{
		transform: newTransform(),
		conv1:     newVectorLayer(t.conv1, k.conv1, conv1Len, spectrumLen, 0),
		conv2:     newVectorLayer(t.conv2, k.conv2, conv2Len, conv1Len, 0),
		conv3:     newVectorLayer(t.conv3, k.dense, width3, conv2Len, 0),
		conv4:     newVectorLayer(t.conv4, k.dense, featuresLen, width3, 0),
		lstm:      newVectorLayer(t.lstm, k.dense, gates, featuresLen, none),
		out:       t.out,
		outAdd:    t.outAdd,
	}
}

// vectorLayer is a layer, packed for its kernels.
type vectorLayer struct {
	kernels         []groupKernel
	weights         []float32 // for outputs 0 to 63, then for 64 to 127 …: [inputs][taps][64]
	bias            []float32
	inputs, taps    int
	outStep, inStep int     // numbers from a channel to the next
	floor           float32 // what is below becomes this
}

func newVectorLayer(m matrix, kernels []groupKernel, outStep, inStep int, floor float32) vectorLayer {
	w := aligned(len(m.bias) * m.inputs * m.taps)
	at := 0
	for o := 0; o < len(m.bias); o += panel {
		for i := range m.inputs {
			for tap := range m.taps {
				for n := range panel {
					w[at] = m.weight(o+n, i, tap)
					at++
				}
			}
		}
	}
	return vectorLayer{kernels, w, m.bias, m.inputs, m.taps, outStep, inStep, floor}
}

// apply computes the layer for so many channels. It goes panel by panel through all of them, so that the weights come
// from memory once.
func (l *vectorLayer) apply(out, in []float32, channels int) {
	for o := 0; o < len(l.bias); o += panel {
		weights, bias, c := &l.weights[o*l.inputs*l.taps], &l.bias[o], 0
		for _, k := range l.kernels {
			for ; c+k.channels <= channels; c += k.channels {
				k.run(&out[c*l.outStep+o], &in[c*l.inStep], weights, bias, l.outStep, l.inStep, l.inputs, l.floor)
			}
		}
	}
}

// vectorBatch holds the values between the layers, channel after channel.
type vectorBatch struct {
	network  *vectorNetwork
	input    [inputLen]float32
	scratch  *transformScratch
	spectrum []float32 // the four magnitudes of a bin, then those of the next
	conv1    []float32 // the outputs of the first time, then those of the next
	conv2    []float32
	conv3    []float32
	features []float32
	gates    []float32
}

func (n *vectorNetwork) newBatch(channels int) batch {
	return &vectorBatch{
		network:  n,
		scratch:  newTransformScratch(),
		spectrum: aligned(channels * spectrumLen),
		conv1:    aligned(channels * conv1Len),
		conv2:    aligned(channels * conv2Len),
		conv3:    aligned(channels * width3),
		features: aligned(channels * featuresLen),
		gates:    aligned(channels * gates),
	}
}

func (b *vectorBatch) score(states []*State, pcm [][]float32, probs []float32) {
	n, channels := b.network, len(states)
	for i, state := range states {
		tameVector((*[timeline.HopLen]float32)(b.input[contextLen:]), (*[timeline.HopLen]float32)(pcm[i]))
		state.surround(&b.input)
		n.transform.magnitudes((*[spectrumLen]float32)(b.spectrum[i*spectrumLen:]), b.scratch, &b.input)
		copy(b.features[i*featuresLen+width4:], state.hidden[:])
	}
	n.conv1.apply(b.conv1, b.spectrum, channels)
	n.conv2.apply(b.conv2, b.conv1, channels)
	n.conv3.apply(b.conv3, b.conv2, channels)
	n.conv4.apply(b.features, b.conv3, channels)
	n.lstm.apply(b.gates, b.features, channels)
	for i, state := range states {
		probs[i] = sigmoid(n.outAdd + state.advanceVector((*[gates]float32)(b.gates[i*gates:]), n.out))
	}
}

// aligned returns n zeros that begin at the start of a cache line: a vector that lies across two costs twice.
func aligned(n int) []float32 {
	const line = 64 / 4
	b := make([]float32, n+line)
	skip := int(-uintptr(unsafe.Pointer(&b[0])) / 4 % line)
	return b[skip : skip+n : skip+n]
}
