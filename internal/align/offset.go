package align

import (
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Recordings by two devices begin when somebody presses a button.
const (
	// MostOffset is how far apart two recordings are looked for.
	MostOffset = 10 * timeline.Second
	// OffsetLength is how much of their beginning is listened to at most.
	OffsetLength = 4 * 60 * timeline.Second

	offsetBlocks = 24 // of the speech in each of them are looked for in the other
	offsetNeeded = 2  // must be found at one place
	// offsetSharp is higher than lagSharp: there are a hundred times as many places to be mistaken for the right one.
	offsetSharp = 9
	noiseShare  = 10 // one frame in so many is taken for noise
)

// Offset is by how many samples second is behind first: what both hear lies so much later in it. Both are one channel of
// a device each, from the beginning. It is known only if each is heard to hear what the other's person says, a few times
// at the same place; else nothing must be made of it. It is precise to some milliseconds, an Aligner does the rest.
func Offset(first, second []float32) (samples timeline.Position, known bool) {
	c := newCorrelator()
	reels := [2]*reel{newReel(c, first), newReel(c, second)}
	var lags [2][]float64 // of the second, while the person of the first speaks, of the second
	var next [2]int
	for n := range 2 * offsetBlocks {
		here, there := n%2, 1-n%2
		from, some := reels[here].speech(next[here])
		if !some {
			continue
		}
		next[here] = from + blockFrames
		m := reels[here].search(c, reels[there], from)
		if here == 1 {
			m.lag = -m.lag
		}
		switch {
		case m.lead > leadOver:
			lags[here] = append(lags[here], m.lag)
		case m.lead < -leadOver:
			lags[there] = append(lags[there], m.lag)
		}
		early, okA := agreed(lags[0])
		late, okB := agreed(lags[1])
		if way := early - late; okA && okB && way >= leastWay && way <= mostWay {
			return timeline.Position(math.Round((early + late) / 2)), true
		}
	}
	return 0, false
}

// agreed is the median of lags most of which are near it.
func agreed(lags []float64) (lag float64, ok bool) {
	if len(lags) < offsetNeeded {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(lags))
	lag = sorted[len(sorted)/2]
	near := 0
	for _, l := range sorted {
		if math.Abs(l-lag) <= leastJump {
			near++
		}
	}
	return lag, near >= offsetNeeded && 2*near > len(lags)
}

// reel is a recording in frames.
type reel struct {
	spectra [][bandLen]complex64 // each bin as the square root of what it is, so that no frequency rules
	over    []float64            // dB over the noise
}

func newReel(c *correlator, x []float32) *reel {
	x = x[:min(len(x), int(OffsetLength))]
	r, bins, sounds := &reel{}, spectrum{}, []float64(nil)
	for at := 0; at+frameLen <= len(x); at += step {
		power := c.analyse(&bins, x[at:], 0)
		loud := 10 * math.Log10(max(power, deadPower))
		if power >= deadPower {
			sounds = append(sounds, loud)
		}
		var s [bandLen]complex64
		for i, v := range bins {
			s[i] = complex64(v * complex(1/math.Sqrt(math.Sqrt(square(v))+tiny), 0))
		}
		r.spectra = append(r.spectra, s)
		r.over = append(r.over, loud)
	}
	if len(sounds) > 0 {
		slices.Sort(sounds)
		for i := range r.over {
			r.over[i] -= sounds[len(sounds)/noiseShare]
		}
	}
	return r
}

// speech is the first frame, not before from, of a block in which mostly somebody speaks.
func (r *reel) speech(from int) (start int, some bool) {
	for start = from; start+blockFrames <= len(r.over); start++ {
		loud := 0
		for _, over := range r.over[start : start+blockFrames] {
			if over > loudOver {
				loud++
			}
		}
		if 4*loud >= 3*blockFrames {
			return start, true
		}
	}
	return 0, false
}

// match is where a block of one reel is on another.
type match struct {
	lag  float64 // by how many samples it is later there
	lead float64 // by how many dB it is louder here; 0 if it is not there
}

// search finds the speech that begins at a frame on another reel.
func (r *reel) search(c *correlator, other *reel, from int) match {
	const reach = int(MostOffset) / step
	best, place := peak{}, 0
	for at := max(from-reach, 0); at <= min(from+reach, len(other.over)-blockFrames); at++ {
		c.join(r.spectra[from:from+blockFrames], other.spectra[at:at+blockFrames])
		if k := c.find(&c.work, -step/2, step/2); k.sharp > best.sharp {
			best, place = k, at
		}
	}
	if best.sharp <= offsetSharp {
		return match{}
	}
	m := match{lag: float64(place-from)*step + best.lag}
	for i := range blockFrames {
		m.lead += (r.over[from+i] - other.over[place+i]) / blockFrames
	}
	return m
}

// join makes work what two runs of frames have in common, each bin as strong as any other.
func (c *correlator) join(first, second [][bandLen]complex64) {
	var sum [bandLen]complex64
	for f := range first {
		b := &second[f]
		for i, v := range &first[f] {
			sum[i] += b[i] * complex(real(v), -imag(v))
		}
	}
	for i, v := range sum {
		x := complex128(v)
		c.work[i] = x * complex(1/(math.Sqrt(square(x))+tiny), 0)
	}
}
