package silero

import "github.com/evenkeel/monitor/internal/timeline"

// State is what the model remembers of one channel. The zero value is that of a channel that nothing was heard of.
type State struct {
	context [contextLen]float32 // the end of the hop before
	hidden  [units]float32      // the recurrent layer's output, from -1 to 1
	cell    [units]float32      // the recurrent layer's memory
}

// Reset forgets everything, as at the start of a channel or after a hole in it.
func (s *State) Reset() { *s = State{} }

// Bounds of the samples that the network is given. Within them no sum overflows and no number is denormal, which
// would cost a hundred times the time.
const (
	loudest  = 1
	faintest = 1e-12 // -240 dBFS; anything below is silence
)

// input lays out what the model reads of a hop: context, the hop, and its end mirrored. It remembers the context of
// the next hop.
func (s *State) input(x *[inputLen]float32, pcm []float32) {
	copy(x[:], s.context[:])
	hop := x[contextLen : contextLen+timeline.HopLen]
	for i, v := range pcm[:timeline.HopLen] {
		hop[i] = tame(v)
	}
	copy(s.context[:], hop[timeline.HopLen-contextLen:])
	const end = contextLen + timeline.HopLen
	for i := range padLen {
		x[end+i] = x[end-2-i]
	}
}

// tame clips v to full scale. What is no number, or too faint for one, is silence.
func tame(v float32) float32 {
	switch {
	case v > loudest:
		return loudest
	case v < -loudest:
		return -loudest
	case v > faintest || v < -faintest:
		return v
	}
	return 0 // NaN too
}
