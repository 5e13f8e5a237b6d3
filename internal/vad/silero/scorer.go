package silero

// Scorer scores hops of several channels at once. It has the memory to work in, so each goroutine needs its own.
type Scorer struct {
	model *Model
	work  []work // one a channel
	conv2 columns
	conv3 columns
	conv4 columns
	lstm  columns
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

// NewScorer returns a Scorer for at most channels channels at once.
func NewScorer(m *Model, channels int) *Scorer {
	s := &Scorer{model: m, work: make([]work, channels)}
	for i := range s.work {
		w := &s.work[i]
		// Stride 2, padding 1: output 0 is about times -1, 0, 1 of the input, output 1 about 1, 2, 3.
		s.conv2.add(w.conv1[:2*width1], w.conv2[:width2])
		s.conv2.add(w.conv1[width1:], w.conv2[width2:])
		s.conv3.add(w.conv2[:], w.conv3[:])
		s.conv4.add(w.conv3[:], w.features[:width4])
		s.lstm.add(w.features[:], w.gates[:])
	}
	return s
}

// Score writes to probs[i] the probability, 0 to 1, that the hop pcm[i] holds speech, and advances states[i] by it.
//
// Each hop has timeline.HopLen samples at 16 kHz, nominally from -1 to 1: what is beyond is clipped, what is no number
// counts as silence. The three slices are of one length, at most that given to NewScorer. Channels that are scored
// together give exactly what they give one by one.
func (s *Scorer) Score(states []*State, pcm [][]float32, probs []float32) {
	m, batch := s.model, s.work[:len(states)]
	for i, state := range states {
		w := &batch[i]
		state.input(&w.input, pcm[i])
		m.fft.magnitudes(&w.spectrum, &w.fft, &w.input)
		copy(w.features[width4:], state.hidden[:])
	}
	m.convolve1(batch)
	s.layers(len(batch))
	for i, state := range states {
		state.advance(&batch[i].gates)
		probs[i] = m.probability(state)
	}
}

// convolve1 is the first convolution: 129 bins to 128 outputs, at all four times. It goes output by output through
// all channels, so that the weights are read once.
func (m *Model) convolve1(batch []work) {
	for o := range m.conv1 {
		for i := range batch {
			y := convolve(m.bias1[o], &m.conv1[o], &batch[i].spectrum)
			for t, v := range y {
				batch[i].conv1[t*width1+o] = max(v, 0)
			}
		}
	}
}

// layers runs the layers after the first for n channels, up to the gates of the recurrent one.
func (s *Scorer) layers(n int) {
	s.model.conv2.apply(s.conv2, 2*n)
	s.conv2.rectify(2 * n)
	s.model.conv3.apply(s.conv3, n)
	s.conv3.rectify(n)
	s.model.conv4.apply(s.conv4, n)
	s.conv4.rectify(n)
	s.model.lstm.apply(s.lstm, n)
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

// probability reads the answer off the recurrent layer's output.
func (m *Model) probability(s *State) float32 {
	y := m.outAdd
	for u, h := range s.hidden {
		y += m.out[u] * max(h, 0)
	}
	return sigmoid(y)
}
