package bleed

import (
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	framesPerHop    = timeline.HopLen / step
	framesPerSample = frameLen / step // in which a sample is
	delayHops       = int(Latency / timeline.HopLen)
	// wholeFrames is how many frames in a row it takes until a hop has all frames that it is in.
	wholeFrames = framesPerSample + framesPerHop
	// spoiledFrames is how many frames hold some of an unknown hop, or look back on one that does.
	spoiledFrames = framesPerSample + 1 + maxTaps - 1
	// loudest is what a sample may be: far beyond full scale, and nothing that overflows.
	loudest = 16
)

// channel is one channel on its way through.
type channel struct {
	in      [frameLen - step + timeline.HopLen]float32 // the newest samples
	sum     [frameLen]float32                          // frames added up, from the first sample that still lacks some
	out     [step + timeline.HopLen]float32            // samples that lack none
	whole   int                                        // frames in a row that were added
	past    [delayHops]hop                             // as they came in; the oldest is at next
	next    int
	cleaned bool // the last hop was given cleaned
	spoiled int  // frames to come that are not to be learned from

	presence presence
	levels   levels
	bypass   bypass
	record   record
	echo     echo
}

// hop is 32 ms as they came in.
type hop struct {
	pcm              [timeline.HopLen]float32
	unknown, clipped bool
}

// take takes the next hop. What is no number, or beyond measure, counts as silence.
func (c *channel) take(h *audio.HopChannel) {
	copy(c.in[:], c.in[timeline.HopLen:])
	copy(c.out[:], c.out[timeline.HopLen:])
	fresh := c.in[frameLen-step:]
	if h.Unknown {
		clear(fresh)
		c.spoiled = spoiledFrames
		return
	}
	for i, v := range h.PCM[:timeline.HopLen] {
		if !(v <= loudest && v >= -loudest) {
			v = 0
		}
		fresh[i] = v
	}
}

// frame is frame i of the hop.
func (c *channel) frame(i int) *[frameLen]float32 { return (*[frameLen]float32)(c.in[i*step:]) }

// listen takes the level of frame i of the hop, which is not separated: of its middle, as the window has it.
func (c *channel) listen(i int) {
	c.levels.hear(c.frame(i)[step:frameLen-step], c.spoiled > 0)
}

// finish takes what frame i of the hop has completed out of the sum.
func (c *channel) finish(i int) {
	copy(c.out[(i+1)*step:], c.sum[:step])
	copy(c.sum[:], c.sum[step:])
	clear(c.sum[frameLen-step:])
	c.whole++
}

// forget forgets what was found out about the channel's bleed.
func (c *channel) forget() {
	c.bypass, c.record, c.echo = bypass{}, record{}, echo{}
}

// leave says that the channel is not separated for now.
func (c *channel) leave() {
	clear(c.sum[:])
	c.whole = 0
	c.levels = levels{}
}

// give writes the hop that is due to dst, and keeps src until it is.
func (c *channel) give(dst, src *audio.HopChannel) {
	h := &c.past[c.next]
	c.next = (c.next + 1) % delayHops
	cleaned := c.whole >= wholeFrames && !c.bypass.passes()
	pcm, raw, own := dst.PCM[:timeline.HopLen], h.pcm[:], c.out[:timeline.HopLen]
	switch {
	case h.unknown:
		clear(pcm)
	case cleaned && c.cleaned:
		copy(pcm, own)
	case cleaned:
		fade(pcm, raw, own)
	case c.cleaned:
		fade(pcm, own, raw)
	default:
		copy(pcm, raw)
	}
	c.cleaned = cleaned
	dst.Unknown, dst.Clipped = h.unknown, h.clipped
	h.unknown, h.clipped = src.Unknown, src.Clipped
	copy(h.pcm[:], src.PCM)
}

// fade goes from a to b.
func fade(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] + (b[i]-a[i])*float32(i)/float32(len(dst))
	}
}
