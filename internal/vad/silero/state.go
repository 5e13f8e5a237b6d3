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

// surround puts around the hop in the middle of x what the model reads with it: the context before, the hop's own end
// mirrored behind. It remembers the context of the next hop.
func (s *State) surround(x *[inputLen]float32) {
	const end = contextLen + timeline.HopLen
	copy(x[:], s.context[:])
	copy(s.context[:], x[end-contextLen:end])
	for i := range padLen {
		x[end+i] = x[end-2-i]
	}
}
