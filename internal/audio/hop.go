// Package audio holds sound as the pipeline passes it on, and the pure conversions of it: sample formats, rates,
// levels. It reads no clock, opens nothing and starts no goroutine.
package audio

import (
	"context"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Hop is the same 32 ms of every channel of a session.
type Hop struct {
	Start    timeline.Position
	Channels []HopChannel
}

// HopChannel is one channel's part of a Hop.
type HopChannel struct {
	// PCM holds timeline.HopLen samples from -1 to 1, at 16 kHz. Valid until the next ReadHop.
	PCM []float32
	// Unknown says that nothing was heard of this channel: PCM is zeros that mean nothing, not silence.
	Unknown bool
	// Clipped says that the source saw the signal at full scale in this hop, before it was resampled.
	Clipped bool
	// Pace is by how much the source ran this sound faster than its device did, to keep it on the session's clock: 1e-6
	// is a part in a million. It is a mean over the hop, 0 where the device has no clock of its own.
	Pace float64
}

// HopSource yields the sound of a session, hop after hop. ReadHop ends in one of three ways:
//
//  1. nil: h is filled. h.Start is the previous Start + timeline.HopLen, the first is 0. A hole is marked Unknown.
//  2. io.EOF: the sound has ended. Every later call returns io.EOF.
//  3. any other error: the source has failed or ctx has ended. Every later call returns an error.
type HopSource interface {
	// Channels is the number of channels in every hop.
	Channels() int
	ReadHop(ctx context.Context, h *Hop) error
}

// NewHop makes a Hop with room for the PCM of n channels.
func NewHop(n int) *Hop {
	h := &Hop{Channels: make([]HopChannel, n)}
	pcm := make([]float32, n*timeline.HopLen)
	for k := range h.Channels {
		h.Channels[k].PCM = pcm[k*timeline.HopLen : (k+1)*timeline.HopLen : (k+1)*timeline.HopLen]
	}
	return h
}
