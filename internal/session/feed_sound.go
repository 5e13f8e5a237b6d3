package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// SoundFeed listens: sound goes in, and what is told of the channels comes out, with the sound that it is told of.
type SoundFeed struct {
	source  audio.HopSource
	hop     *audio.Hop
	hearing *hearing
	after   int // hops of nothing that were heard after the end of the sound
	ears    []ear
	paused  atomic.Bool
	next    timeline.Position // start of the next hop, from when the feed was made
	obs     []vad.Observation
	changes []vad.Change
	lamps   []vad.Activity
	health  []deference.Health
	failure error // what ended the source

	doubtful  bool                     // see DoubtClocks
	rehearsal func() (Recorded, error) // see Rehearse; nil: none, or done
}

// ear is what a feed keeps of one channel.
type ear struct {
	segmenter *vad.Segmenter
	lamp      vad.Lamp
	health    vad.Health
	compared  bool // its clock with the others'
}

// NewSoundFeed makes a feed of source. Position 0 is the next hop that the source gives. A nil metrics counts nowhere.
func NewSoundFeed(source audio.HopSource, metrics *Metrics) (*SoundFeed, error) {
	n := source.Channels()
	hearing, err := newHearing(devices(source), metrics)
	if err != nil {
		return nil, err
	}
	f := &SoundFeed{
		source: source, hop: audio.NewHop(n), hearing: hearing, ears: make([]ear, n),
		obs: make([]vad.Observation, n), lamps: make([]vad.Activity, n), health: make([]deference.Health, n),
	}
	for k := range f.ears {
		f.ears[k].segmenter = vad.NewSegmenter(k)
	}
	return f, nil
}

// devices is which device each channel of source comes from: all from one, if it does not say.
func devices(source audio.HopSource) []int {
	if s, several := source.(interface{ Devices() []int }); several {
		return s.Devices()
	}
	return make([]int, source.Channels())
}

// expectSilence says that silence to the last bit on a channel is no sign of a dead microphone.
func (f *SoundFeed) expectSilence(channel int) { f.hearing.raw().ExpectSilence(channel) }

// follow takes over what an earlier feed of the same channels has learned of them.
func (f *SoundFeed) follow(before *SoundFeed) { f.hearing.follow(before.hearing) }

// DoubtClocks says that the source cannot tell how the clocks of its devices lie: that is known only as far as it can be
// heard.
func (f *SoundFeed) DoubtClocks() { f.doubtful = true }

// adrift says that nothing has told how a channel's clock lies.
func (f *SoundFeed) adrift(channel int) bool {
	return f.doubtful && f.hearing.aligner != nil && !f.ears[channel].compared
}

// ClocksInDoubt says that nothing has told how the clocks of some devices lie.
func (f *SoundFeed) ClocksInDoubt() bool {
	for k := range f.ears {
		if f.adrift(k) {
			return true
		}
	}
	return false
}

// Channels is how many there are.
func (f *SoundFeed) Channels() int { return len(f.ears) }

// Pause stops the measuring of what comes next, or starts it again.
func (f *SoundFeed) Pause(on bool) { f.paused.Store(on) }

// Heard is how well a channel is heard now. It is not for use while Next runs.
func (f *SoundFeed) Heard(channel int) ChannelHealth {
	h := &f.ears[channel].health
	c := ChannelHealth{
		Heard: h.Heard(), Quiet: h.Quiet(), ClippedShare: h.ClippedShare(), UnknownShare: h.UnknownShare(),
		DropoutShare: h.DropoutShare(),
	}
	if snr, known := h.SNR(); known {
		c.SNR = &snr
	}
	c.Clock, c.AutoGain = f.hearing.clock(channel), f.hearing.gainControlled(channel)
	c.Adrift = f.adrift(channel)
	c.Separation = f.hearing.separation(channel)
	c.Ambiguous, c.Masked = f.hearing.open(channel), f.hearing.overheard[channel].masked.value()
	if db, known := f.hearing.overheard[channel].apart(); known {
		c.Apart = &db
	}
	return c
}

// Next listens to the next hop.
func (f *SoundFeed) Next(ctx context.Context, s *Step) error {
	if f.failure == nil {
		f.failure = f.rehearse(ctx)
	}
	for {
		if f.failure == nil {
			f.failure = f.source.ReadHop(ctx, f.hop)
		}
		switch {
		case f.failure == nil:
		case !errors.Is(f.failure, io.EOF):
			return fmt.Errorf("listen: %w", f.failure)
		case f.after == len(f.hearing.under):
			return io.EOF
		default:
			f.hearNothing()
		}
		if f.hearing.observe(f.hop, f.paused.Load(), f.obs) {
			f.listen(s)
			return nil
		}
	}
}

// hearNothing lets what is on its way through come out after the end of the sound.
func (f *SoundFeed) hearNothing() {
	f.after++
	for k := range f.hop.Channels {
		clear(f.hop.Channels[k].PCM)
		f.hop.Channels[k].Unknown = true
	}
}

// listen turns the observations of a hop into a step.
func (f *SoundFeed) listen(s *Step) {
	f.next += timeline.HopLen
	f.changes = f.changes[:0]
	settled := f.next
	for k := range f.ears {
		e := &f.ears[k]
		if f.after == 0 { // the end of a recording is no fault
			e.health.Push(f.obs[k])
		}
		e.compared = e.compared || f.hearing.clock(k).Settled
		f.lamps[k] = e.lamp.Push(f.hearing.seen(k, f.obs))
		f.changes = append(f.changes, e.segmenter.Push(f.obs[k])...)
		settled = min(settled, e.segmenter.Settled())
	}
	*s = Step{Now: f.next, Settled: settled, Changes: f.changes, Lamps: f.lamps, Observations: f.obs, Sound: f.hearing.heard(f.hop)}
	if f.next%healthEvery < timeline.HopLen {
		s.Health = f.look()
	}
}

// clippedOfHop is how many of its samples are at full scale in a hop that clips: 6 % in speech that is 3 dB too loud,
// more when it is louder (measured on the labelled clips of docs/accuracy.md). The gates count samples, an observation
// hops.
const clippedOfHop = .06

// look is the quality of the channels now.
func (f *SoundFeed) look() []deference.Health {
	for k := range f.ears {
		h := f.Heard(k)
		f.health[k] = deference.Health{
			Dead: h.Heard == vad.HeardDead, Noisy: h.Heard == vad.HeardNoisy, Clipped: round(h.ClippedShare * clippedOfHop),
			Dropout: round(h.DropoutShare), Bleed: round(h.Ambiguous), Masked: round(h.Masked), Adrift: h.Adrift,
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
