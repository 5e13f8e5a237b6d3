package silero

// Scorer scores hops of several channels at once. It has the memory to work in, so each goroutine needs its own.
type Scorer struct{ batch batch }

// NewScorer returns a Scorer for at most channels channels at once.
func NewScorer(m *Model, channels int) *Scorer { return &Scorer{m.network.newBatch(channels)} }

// Score writes to probs[i] the probability, 0 to 1, that the hop pcm[i] holds speech, and advances states[i] by it.
//
// Each hop has timeline.HopLen samples at 16 kHz, nominally from -1 to 1: what is beyond is clipped, what is no number
// counts as silence. The three slices are of one length, at most that given to NewScorer. Channels that are scored
// together give exactly what they give one by one.
func (s *Scorer) Score(states []*State, pcm [][]float32, probs []float32) {
	s.batch.score(states, pcm, probs)
}
