package session

import (
	"context"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Step is what became known of the channels within one hop of session time.
type Step struct {
	Now     timeline.Position // the session has come to here
	Settled timeline.Position // all changes before this have been told
	Changes []vad.Change      // those of one channel in order; valid until the next step
	Lamps   []vad.Activity    // a channel each, at once and unconfirmed; valid until the next step

	// Observations are what the hop showed, a channel each; nil when activity came without sound. Valid until the next
	// step.
	Observations []vad.Observation

	// Sound is what was heard in the hop, of each channel its own; nil when activity came without sound. Valid until the
	// next step. It goes no further than a Tape, and there only when everybody has agreed.
	Sound []audio.HopChannel

	// Health is the quality of the channels, when it was looked at in this step; else nil.
	Health []deference.Health
}

// Feed yields what is known of the channels of a session, step by step.
type Feed interface {
	// Channels is how many there are.
	Channels() int

	// Next waits for the next step and writes it to s. At the end of the sound it returns io.EOF, or what else ended it,
	// again and again.
	Next(ctx context.Context, s *Step) error

	// Finish writes to s what was waiting for the session to go on. It is the last step, and settles everything.
	Finish(s *Step)

	// Pause says that from the next step on nothing is measured, or is again. It may be called while Next waits.
	Pause(on bool)

	// Heard is how well a channel is heard now.
	Heard(channel int) ChannelHealth
}

// ChannelHealth is the state of one channel's signal for screens and files.
type ChannelHealth struct {
	Heard        vad.Heard
	Quiet        timeline.Position // for so long there has been no signal at all
	SNR          *float64          // dB; nil until known
	ClippedShare float64           // 0 to 1
	UnknownShare float64           // 0 to 1
	DropoutShare float64           // 0 to 1, in losses of a second at most
	Ambiguous    float64           // share of the others' speech in which its own cannot be told from theirs
	Masked       float64           // share of the others' speech under which its own soft speech would not be heard
	Apart        *float64          // dB by which its own person is above what is left of the others; nil until known
	AutoGain     bool              // the microphone sets its gain by itself
	Adrift       bool              // its clock may be off the others', and nothing tells by how much
	Clock        align.Health      // the zero value where all channels have one
	Separation   bleed.Health      // the zero value where there is nobody else
}

// Reduced is by how many dB what it hears of others is reduced; nil until they were heard.
func (h *ChannelHealth) Reduced() *float64 {
	if h.Separation.Evidence == 0 {
		return nil
	}
	return &h.Separation.Attenuation
}

// healthEvery is how often the quality of the channels is looked at.
const healthEvery = 5 * timeline.Second
