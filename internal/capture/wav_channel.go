package capture

import (
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// wavChannel is one channel of the session on its way from a file's frames to hops.
type wavChannel struct {
	inputs    []wavInput // more than one are mixed
	resampler *audio.Resampler
	mixed     []float32 // what of a hop's frames is resampled
	more      []float32 // one more input of it
	ready     []float32 // at 16 kHz, not given yet
	marks     []hopMark // of the hops not given yet
}

// wavInput is one channel of a file.
type wavInput struct {
	index int
	clip  *audio.ClipDetector
}

// hopMark is what the frames of a hop showed.
type hopMark struct{ clipped, broken bool }

// brokenPart is how much of a hop must be no numbers for it to count as not heard: a quarter, 8 ms.
const brokenPart = timeline.HopLen / timeline.LevelLen

func newWAVChannel(in wavInput, filter *audio.Filter) *wavChannel {
	c := &wavChannel{inputs: []wavInput{in}, resampler: audio.NewResampler(filter)}
	most := int(frameAt(timeline.HopLen, filter.From()))
	c.mixed = make([]float32, most)
	c.more = make([]float32, most)
	c.ready = make([]float32, 0, timeline.HopLen+c.resampler.MaxOutputs(max(most, filter.Reach())))
	return c
}

// take takes in the frames of one hop and returns how many samples were no numbers.
func (c *wavChannel) take(frames []byte, format wavFormat) (bad int) {
	n := len(frames) / format.frameSize()
	mixed, more := c.mixed[:n], c.more[:n]
	bad, clipped := c.inputs[0].decode(mixed, frames, format)
	for k, in := range c.inputs[1:] {
		b, cl := in.decode(more, frames, format)
		bad, clipped = bad+b, clipped || cl
		for i, v := range more {
			mixed[i] += (v - mixed[i]) / float32(k+2) // the mean so far
		}
	}
	c.marks = append(c.marks, hopMark{clipped: clipped, broken: bad*brokenPart > n*len(c.inputs)})
	c.ready = c.resampler.Append(c.ready, mixed)
	return bad
}

// decode fills dst with one channel of frames, and tells what was no number and whether there is clipping.
func (in wavInput) decode(dst []float32, frames []byte, format wavFormat) (bad int, clipped bool) {
	_, bad = format.encoding.Decode(dst, frames[in.index*format.encoding.Size():], format.frameSize())
	return bad, in.clip.Push(dst)
}

// give moves the oldest samples and what is known of them to h.
func (c *wavChannel) give(h *audio.HopChannel, unknown bool) {
	n := min(len(c.ready), timeline.HopLen)
	for i, v := range c.ready[:n] {
		h.PCM[i] = min(max(v, -1), 1) // a filter overshoots at clipped peaks
	}
	clear(h.PCM[n:])
	c.ready = c.ready[:copy(c.ready, c.ready[n:])]
	var mark hopMark
	if len(c.marks) > 0 {
		mark = c.marks[0]
		c.marks = c.marks[:copy(c.marks, c.marks[1:])]
	}
	h.Clipped = mark.clipped
	h.Unknown = unknown || mark.broken
	if h.Unknown {
		clear(h.PCM)
		h.Clipped = false
	}
}
