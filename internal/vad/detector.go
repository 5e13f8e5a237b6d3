package vad

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/vad/silero"
)

// Detector turns the sound of a session into observations, hop by hop. One goroutine uses it at a time.
//
// Across a hole in a channel the model keeps its memory. Measured on the labelled clips: in the three hops after a
// hole of one hop 93 % of the decisions are right with it and 57 % with a memory that starts anew; after a hole of a
// second it is 82 % and 57 %.
type Detector struct {
	scorer   *silero.Scorer
	channels []detectorChannel
	// The batch: what is scored of the present hop.
	states []*silero.State
	pcm    [][]float32
	probs  []float32
	index  []int // the channel of each
}

type detectorChannel struct {
	state silero.State
	death deathWatch
	noise noiseWatch
}

// NewDetector returns a Detector for a session of channels channels.
func NewDetector(channels int) (*Detector, error) {
	if channels < 1 {
		return nil, fmt.Errorf("detect speech on %d channels: there must be at least one", channels)
	}
	model, err := silero.Load()
	if err != nil {
		return nil, err
	}
	return &Detector{
		scorer:   silero.NewScorer(model, channels),
		channels: make([]detectorChannel, channels),
		states:   make([]*silero.State, 0, channels),
		pcm:      make([][]float32, 0, channels),
		probs:    make([]float32, channels),
		index:    make([]int, 0, channels),
	}, nil
}

// ExpectSilence says that a channel may be silent to the last bit for long without being dead, as the other end of a
// call is.
func (d *Detector) ExpectSilence(channel int) { d.channels[channel].death.gated = true }

// Follow takes over from an earlier Detector of the same channels which of them are dead or may be silent.
func (d *Detector) Follow(before *Detector) {
	for k := range d.channels {
		d.channels[k].death = before.channels[k].death
	}
}

// Resume goes on where another Detector of the same channels is.
func (d *Detector) Resume(from *Detector) { copy(d.channels, from.channels) }

// Observe writes to out, one a channel, what hop h of the session showed. h and out have as many channels as the
// Detector. It does not allocate.
func (d *Detector) Observe(h *audio.Hop, out []Observation) {
	d.states, d.pcm, d.index = d.states[:0], d.pcm[:0], d.index[:0]
	for k := range d.channels {
		c, sound := &d.channels[k], &h.Channels[k]
		if sound.Unknown {
			out[k] = unheard
			continue
		}
		out[k] = c.hear(sound)
		d.states, d.pcm, d.index = append(d.states, &c.state), append(d.pcm, sound.PCM), append(d.index, k)
	}
	d.scorer.Score(d.states, d.pcm, d.probs[:len(d.states)])
	for i, k := range d.index {
		out[k].Probability = ProbabilityOf(float64(d.probs[i]))
		if !out[k].Flags.Has(Dead) && d.channels[k].noise.push(out[k]) {
			out[k].Flags |= Noisy
		}
	}
}

// unheard is the observation of a hop that was not received.
var unheard = Observation{Levels: [LevelsPerHop]Level{NoLevel, NoLevel, NoLevel, NoLevel}, Flags: Unknown}

// hear is the observation of a hop but for what the model says of it.
func (c *detectorChannel) hear(sound *audio.HopChannel) (o Observation) {
	var clipped bool
	o.Levels, clipped = measure(sound.PCM)
	if clipped || sound.Clipped {
		o.Flags |= Clipped
	}
	if c.death.push(o) {
		o.Flags |= Dead
	}
	return o
}
