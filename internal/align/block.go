package align

import (
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	blockFrames = 10 // frames in which one of two people speaks that are correlated together
	hastyFrames = 5  // after so many the first lag may already be sure
	keptBlocks  = 8
	keptLags    = 5
	// lagSpread is how far lags may be from their median, and lagsNeeded how many must not be farther; of those that are
	// sure one is enough.
	lagSpread  = float64(2 * timeline.Millisecond)
	lagsNeeded = 2

	// A peak counts when it is so much higher than the rest. Of recordings that have nothing to do with each other the
	// highest within reach was 4 to 8; with bleed it was mostly above 15.
	lagSharp  = 8
	sureSharp = 12
	// farthest is how far apart two devices are looked for: 80 ms, and 20 more for the way of the sound.
	farthest = int(100 * timeline.Millisecond)

	tiny = 1e-9 // keeps divisors away from zero
)

// block is what two microphones have in common while one of their people speaks.
type block struct {
	cross [bandLen]complex64
	at    float64 // its middle, in frames
	moved float64 // of the second device over the first, in samples, then
}

// side is what is known of a pair of channels from the speech of one of their people.
type side struct {
	sum    spectrum
	frames int
	at     float64 // sum over the frames, as is the next
	moved  float64

	blocks [keptBlocks]block // a ring
	begun  int               // blocks that were ever written to it
	lags   [keptLags]float64 // a ring, of the second channel behind the first
	found  int               // lags that were ever written to it
	sure   bool              // one of them was beyond doubt
}

// forget forgets what the sound to come cannot be compared with.
func (s *side) forget() { s.frames, s.begun, s.found, s.sure = 0, 0, 0, false }

// add takes a frame of both channels.
func (s *side) add(first, second *spectrum, at, moved float64) {
	if s.frames == 0 {
		clear(s.sum[:])
		s.at, s.moved = 0, 0
	}
	for i, v := range first {
		c := second[i] * complex(real(v), -imag(v))
		s.sum[i] += c * complex(1/math.Sqrt(math.Sqrt(square(c))+tiny), 0)
	}
	s.at += at
	s.moved += moved
	s.frames++
}

// keep puts the block that is complete with the others and returns it.
func (s *side) keep() *block {
	b := &s.blocks[s.begun%keptBlocks]
	for i, v := range s.sum {
		b.cross[i] = complex64(v)
	}
	b.at, b.moved = s.at/blockFrames, s.moved/blockFrames
	s.begun++
	s.frames = 0
	return b
}

// older are the blocks that were kept before the last.
func (s *side) older(yield func(*block) bool) {
	for i := max(s.begun-keptBlocks, 0); i < s.begun-1; i++ {
		if !yield(&s.blocks[i%keptBlocks]) {
			return
		}
	}
}

// place finds the lag of the frames so far, if its peak is sharp enough, and says whether it is.
func (s *side) place(c *correlator, sharp float64) bool {
	k := c.lag(&s.sum)
	if k.sharp <= sharp {
		return false
	}
	s.lags[s.found%keptLags] = k.lag
	s.found++
	s.sure = s.sure || k.sharp > sureSharp
	return true
}

// lag is the median of the latest lags, if enough of them are near it.
func (s *side) lag() (samples float64, known bool) {
	var sorted [keptLags]float64
	n := copy(sorted[:], s.lags[:min(s.found, keptLags)])
	if n < lagsNeeded && !s.sure {
		return 0, false
	}
	slices.Sort(sorted[:n])
	samples = (sorted[(n-1)/2] + sorted[n/2]) / 2
	near := 0
	for _, lag := range sorted[:n] {
		if math.Abs(lag-samples) <= lagSpread {
			near++
		}
	}
	return samples, 2*near > n
}

// move says that the second device was moved forward over the first.
func (s *side) move(samples float64) {
	s.frames = 0
	for i := range s.lags {
		s.lags[i] -= samples
	}
}
