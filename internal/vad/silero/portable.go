package silero

import "github.com/evenkeel/monitor/internal/timeline"

// portable computes the network in plain Go.
var portable = method{"portable", func(t *trained) network { return newPortableNetwork(t) }}

type portableNetwork struct {
	fft    *fft
	conv1  [width1][bins]taps
	bias1  []float32
	conv2  layer // three times of 128 inputs
	conv3  layer
	conv4  layer
	lstm   layer
	out    []float32
	outAdd float32
}

func newPortableNetwork(t *trained) *portableNetwork {
	p := &portableNetwork{fft: newFFT(), bias1: t.conv1.bias, out: t.out, outAdd: t.outAdd}
	for o := range p.conv1 {
		for i := range p.conv1[o] {
			for tap := range p.conv1[o][i] {
				p.conv1[o][i][tap] = t.conv1.weight(o, i, tap)
			}
		}
	}
	p.conv2 = newLayer(t.conv2.bias, 3*width1, func(o, i int) float32 { return t.conv2.weight(o, i%width1, i/width1) })
	single := func(m matrix) layer {
		return newLayer(m.bias, m.inputs, func(o, i int) float32 { return m.weight(o, i, 0) })
	}
	p.conv3, p.conv4, p.lstm = single(t.conv3), single(t.conv4), single(t.lstm)
	return p
}

type portableBatch struct {
	network *portableNetwork
	work    []work // one a channel
	conv2   columns
	conv3   columns
	conv4   columns
	lstm    columns
}

// work holds the values between the layers, of one channel. Inputs of a later time follow those of an earlier one.
type work struct {
	input    [inputLen]float32
	fft      [points]quad
	spectrum [bins][frames]float32
	conv1    [frames * width1]float32
	conv2    [2 * width2]float32
	conv3    [width3]float32
	features [width4 + units]float32 // and the recurrent layer's output of the hop before
	gates    [gates]float32
}

func (p *portableNetwork) newBatch(channels int) batch {
	b := &portableBatch{network: p, work: make([]work, channels)}
	for i := range b.work {
		w := &b.work[i]
		// Stride 2, padding 1: output 0 is about times -1, 0, 1 of the input, output 1 about 1, 2, 3.
		b.conv2.add(w.conv1[:2*width1], w.conv2[:width2])
		b.conv2.add(w.conv1[width1:], w.conv2[width2:])
		b.conv3.add(w.conv2[:], w.conv3[:])
		b.conv4.add(w.conv3[:], w.features[:width4])
		b.lstm.add(w.features[:], w.gates[:])
	}
	return b
}

func (b *portableBatch) score(states []*State, pcm [][]float32, probs []float32) {
	p, batch := b.network, b.work[:len(states)]
	for i, state := range states {
		w := &batch[i]
		tame((*[timeline.HopLen]float32)(w.input[contextLen:]), (*[timeline.HopLen]float32)(pcm[i]))
		state.surround(&w.input)
		p.fft.magnitudes(&w.spectrum, &w.fft, &w.input)
		copy(w.features[width4:], state.hidden[:])
	}
	p.convolve1(batch)
	b.layers(len(batch))
	for i, state := range states {
		state.advance(&batch[i].gates)
		probs[i] = sigmoid(p.outAdd + state.answer(p.out))
	}
}

// convolve1 is the first convolution: 129 bins to 128 outputs, at all four times. It goes output by output through
// all channels, so that the weights are read once.
func (p *portableNetwork) convolve1(batch []work) {
	for o := range p.conv1 {
		for i := range batch {
			y := convolve(p.bias1[o], &p.conv1[o], &batch[i].spectrum)
			for t, v := range y {
				batch[i].conv1[t*width1+o] = max(v, 0)
			}
		}
	}
}

// layers runs the layers after the first for n channels, up to the gates of the recurrent one.
func (b *portableBatch) layers(n int) {
	b.network.conv2.apply(b.conv2, 2*n)
	b.conv2.rectify(2 * n)
	b.network.conv3.apply(b.conv3, n)
	b.conv3.rectify(n)
	b.network.conv4.apply(b.conv4, n)
	b.conv4.rectify(n)
	b.network.lstm.apply(b.lstm, n)
}

// advance takes one step of the recurrent layer. The four gates stand one after the other.
func (s *State) advance(g *[gates]float32) {
	for u := range units {
		input, forget := sigmoid(g[u]), sigmoid(g[units+u])
		candidate, output := tanh(g[2*units+u]), sigmoid(g[3*units+u])
		s.cell[u] = forget*s.cell[u] + input*candidate
		s.hidden[u] = output * tanh(s.cell[u])
	}
}

// answer is the sum of weights times what is above zero of the recurrent layer's output: the probability's logit.
func (s *State) answer(weights []float32) float32 {
	y := float32(0)
	for u, h := range s.hidden {
		y += weights[u] * max(h, 0)
	}
	return y
}

// tame copies the hop pcm to hop. It clips it to full scale; what is no number, or too faint for one, is silence.
func tame(hop, pcm *[timeline.HopLen]float32) {
	for i, v := range pcm {
		switch {
		case v > loudest:
			v = loudest
		case v < -loudest:
			v = -loudest
		case !(v > faintest || v < -faintest): // NaN too
			v = 0
		}
		hop[i] = v
	}
}
