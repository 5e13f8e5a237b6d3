package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// SoundFeed listens: sound goes in, and what is told of the channels comes out. Sound goes no further than here.
type SoundFeed struct {
	source   audio.HopSource
	hop      *audio.Hop
	detector *vad.Detector
	ears     []ear
	paused   atomic.Bool
	next     timeline.Position // start of the next hop, from when the feed was made
	obs      []vad.Observation
	changes  []vad.Change
	lamps    []vad.Activity
	health   []deference.Health
	failure  error // what ended the source
	metrics  *Metrics
}

// ear is what a feed keeps of one channel.
type ear struct {
	segmenter *vad.Segmenter
	lamp      vad.Lamp
	health    vad.Health
}

// NewSoundFeed makes a feed of source. Position 0 is the next hop that the source gives. A nil metrics counts nowhere.
func NewSoundFeed(source audio.HopSource, metrics *Metrics) (*SoundFeed, error) {
	n := source.Channels()
	detector, err := vad.NewDetector(n)
	if err != nil {
		return nil, err
	}
	f := &SoundFeed{
		source: source, hop: audio.NewHop(n), detector: detector, ears: make([]ear, n),
		obs: make([]vad.Observation, n), lamps: make([]vad.Activity, n), health: make([]deference.Health, n),
		metrics: metrics,
	}
	for k := range f.ears {
		f.ears[k].segmenter = vad.NewSegmenter(k)
	}
	return f, nil
}

// expectSilence says that silence to the last bit on a channel is no sign of a dead microphone.
func (f *SoundFeed) expectSilence(channel int) { f.detector.ExpectSilence(channel) }

// follow takes over what an earlier feed of the same channels knows of which of them are dead.
func (f *SoundFeed) follow(before *SoundFeed) { f.detector.Follow(before.detector) }

// Channels is how many there are.
func (f *SoundFeed) Channels() int { return len(f.ears) }

// Pause stops the measuring of what comes next, or starts it again.
func (f *SoundFeed) Pause(on bool) { f.paused.Store(on) }

// Heard is how well a channel is heard now. It is not for use while Next runs.
func (f *SoundFeed) Heard(channel int) ChannelHealth {
	h := &f.ears[channel].health
	c := ChannelHealth{
		Heard: h.Heard(), Quiet: h.Quiet(), ClippedShare: h.ClippedShare(), UnknownShare: h.UnknownShare(),
	}
	if snr, known := h.SNR(); known {
		c.SNR = &snr
	}
	return c
}

// Next listens to the next hop.
func (f *SoundFeed) Next(ctx context.Context, s *Step) error {
	if f.failure == nil {
		f.failure = f.source.ReadHop(ctx, f.hop)
	}
	switch {
	case f.failure == nil:
		f.listen(s)
		return nil
	case errors.Is(f.failure, io.EOF):
		return io.EOF
	}
	return fmt.Errorf("listen: %w", f.failure)
}

// listen turns the hop into a step.
func (f *SoundFeed) listen(s *Step) {
	f.observe()
	f.next += timeline.HopLen
	f.changes = f.changes[:0]
	settled := f.next
	for k := range f.ears {
		e := &f.ears[k]
		e.health.Push(f.obs[k])
		f.lamps[k] = e.lamp.Push(f.obs[k])
		f.changes = append(f.changes, e.segmenter.Push(f.obs[k])...)
		settled = min(settled, e.segmenter.Settled())
	}
	*s = Step{Now: f.next, Settled: settled, Changes: f.changes, Lamps: f.lamps, Observations: f.obs}
	if f.next%healthEvery < timeline.HopLen {
		s.Health = f.look()
	}
}

// observe fills obs. While paused the sound is not looked at.
func (f *SoundFeed) observe() {
	if f.paused.Load() {
		for k := range f.obs {
			f.obs[k] = vad.Observation{Levels: noLevels, Flags: vad.Paused}
		}
		return
	}
	start := time.Now()
	f.detector.Observe(f.hop, f.obs)
	f.metrics.observed(f.obs, time.Since(start))
}

var noLevels = [vad.LevelsPerHop]vad.Level{vad.NoLevel, vad.NoLevel, vad.NoLevel, vad.NoLevel}

// clippedOfHop is how many of its samples are at full scale in a hop that clips: 6 % in speech that is 3 dB too loud,
// more when it is louder (measured on the labelled clips of docs/accuracy.md). The gates count samples, an observation
// hops.
const clippedOfHop = .06

// look is the quality of the channels now.
func (f *SoundFeed) look() []deference.Health {
	for k := range f.ears {
		h := f.Heard(k)
		f.health[k] = deference.Health{
			Dead: h.Heard == vad.HeardDead, Noisy: h.Heard == vad.HeardNoisy, Clipped: h.ClippedShare * clippedOfHop,
		}
	}
	return f.health
}

// Finish settles what is still open.
func (f *SoundFeed) Finish(s *Step) {
	f.changes = f.changes[:0]
	for k := range f.ears {
		f.changes = append(f.changes, f.ears[k].segmenter.Finish()...)
		f.lamps[k] = vad.Silent
	}
	end := f.end()
	f.changes = slices.DeleteFunc(f.changes, func(c vad.Change) bool { return c.At > end })
	*s = Step{Now: end, Settled: end, Changes: f.changes, Lamps: f.lamps, Health: f.look()}
}

// end is where the sound ended: a recording's last hop is not whole.
func (f *SoundFeed) end() timeline.Position {
	if r, ok := f.source.(interface{ Length() timeline.Position }); ok {
		return min(f.next, r.Length())
	}
	return f.next
}
