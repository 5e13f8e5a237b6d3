// Package silero scores how likely a hop of sound holds speech: Silero VAD v6.2, its 16 kHz branch.
//
// A hop is read as four spectra, which four convolutions sum up in 128 features; a recurrent layer (LSTM) with a
// memory of 128 units joins them to what was heard before. The trained numbers are in weights.bin, made by
// tools/silero-weights; their licence is in LICENSE-silero.
//
// The network is computed in one of several ways, with the same result to a few millionths: by kernels in assembly
// (vector.go; tools/silero-kernels writes them) where the processor has the instructions, in plain Go (portable.go)
// elsewhere and with the build tag purego.
package silero

import (
	_ "embed" // weights.bin
	"fmt"
	"slices"
	"sync"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero/weights"
)

// Sizes of the network.
const (
	contextLen = 64 // samples of the hop before that are read again
	padLen     = 64 // mirrored samples at the end
	inputLen   = contextLen + timeline.HopLen + padLen

	width1 = 128 // outputs of the convolutions
	width2 = 64
	width3 = 64
	width4 = 128
	units  = 128 // of the recurrent layer
	gates  = 4 * units
)

//go:embed weights.bin
var weightsFile []byte

// Model is the trained network. It is read-only: any number of Scorers may share it.
type Model struct {
	method  string
	network network
}

// Method says how the network is computed here: avx512, avx2, neon or portable.
func (m *Model) Method() string { return m.method }

// method is a way to compute the network.
type method struct {
	name string
	pack func(*trained) network
}

// network is the trained numbers, packed for a method.
type network interface {
	// newBatch returns the memory to score up to so many channels together.
	newBatch(channels int) batch
}

// batch does what Scorer.Score says.
type batch interface {
	score(states []*State, pcm [][]float32, probs []float32)
}

// Load returns the model that is built into the program. It unpacks it once; every later call returns the same.
func Load() (*Model, error) { return load() }

var load = sync.OnceValues(func() (*Model, error) {
	tensors, err := weights.Decode(weightsFile)
	if err != nil {
		return nil, fmt.Errorf("read the detector's weights: %w", err)
	}
	return newModel(tensors, methods()[0])
})

func newModel(tensors []weights.Tensor, m method) (*Model, error) {
	t, err := newTrained(tensors)
	if err != nil {
		return nil, err
	}
	return &Model{m.name, m.pack(t)}, nil
}

// trained is the numbers of the network, layer by layer.
type trained struct {
	conv1  matrix // 129 bins, three taps
	conv2  matrix // 128 inputs, three taps
	conv3  matrix // two times of 64 inputs: the first tap only ever meets padding
	conv4  matrix // one time of 64 inputs: so do the first and the last
	lstm   matrix // 128 features and 128 outputs of the hop before -> gates input, forget, cell, output
	out    []float32
	outAdd float32
}

// matrix is the numbers of a layer. The inputs of a later time follow those of an earlier one.
type matrix struct {
	bias         []float32 // one an output
	inputs, taps int
	weight       func(output, input, tap int) float32
}

// newTrained sorts the tensors. Names and shapes are those of the published model.
func newTrained(tensors []weights.Tensor) (*trained, error) {
	p := parts{tensors: tensors}
	w1, b1 := p.take("encoder.0.reparam_conv.weight", width1, bins, 3), p.take("encoder.0.reparam_conv.bias", width1)
	w2, b2 := p.take("encoder.1.reparam_conv.weight", width2, width1, 3), p.take("encoder.1.reparam_conv.bias", width2)
	w3, b3 := p.take("encoder.2.reparam_conv.weight", width3, width2, 3), p.take("encoder.2.reparam_conv.bias", width3)
	w4, b4 := p.take("encoder.3.reparam_conv.weight", width4, width3, 3), p.take("encoder.3.reparam_conv.bias", width4)
	wi, bi := p.take("decoder.rnn.weight_ih", gates, width4), p.take("decoder.rnn.bias_ih", gates)
	wh, bh := p.take("decoder.rnn.weight_hh", gates, units), p.take("decoder.rnn.bias_hh", gates)
	wo, bo := p.take("decoder.decoder.2.weight", 1, units, 1), p.take("decoder.decoder.2.bias", 1)
	if p.err != nil {
		return nil, fmt.Errorf("unpack the detector's weights: %w", p.err)
	}
	conv := func(w []float32, from, firstTap int) func(o, i, tap int) float32 {
		return func(o, i, tap int) float32 { return w[(o*from+i%from)*3+firstTap+i/from+tap] }
	}
	return &trained{
		conv1: matrix{b1, bins, 3, conv(w1, bins, 0)},
		conv2: matrix{b2, width1, 3, conv(w2, width1, 0)},
		conv3: matrix{b3, 2 * width2, 1, conv(w3, width2, 1)},
		conv4: matrix{b4, width3, 1, conv(w4, width3, 1)},
		lstm: matrix{sum(bi, bh), width4 + units, 1, func(o, i, _ int) float32 {
			if i < width4 {
				return wi[o*width4+i]
			}
			return wh[o*units+i-width4]
		}},
		out: wo, outAdd: bo[0],
	}, nil
}

// parts hands out tensors by name. It remembers the first that is missing or has another shape.
type parts struct {
	tensors []weights.Tensor
	err     error
}

func (p *parts) take(name string, shape ...int) []float32 {
	for _, t := range p.tensors {
		if t.Name == name && slices.Equal(t.Shape, shape) {
			return t.Data
		}
	}
	if p.err == nil {
		p.err = fmt.Errorf("there is no tensor %s of shape %v", name, shape)
	}
	return make([]float32, weights.Len(shape))
}

func sum(a, b []float32) []float32 {
	s := make([]float32, len(a))
	for i := range s {
		s[i] = a[i] + b[i]
	}
	return s
}
