package session

import (
	"slices"
	"time"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// hearing finds who speaks in each channel, without what the others' voices leave in it, and on one clock. What it says is
// behind what it is given by under hops: by none of one channel, which hears nobody else.
type hearing struct {
	detector  *vad.Detector
	aligner   *align.Aligner   // nil: all channels have one clock
	aligned   *audio.Hop       // all on one clock
	astray    []astray         // of each channel; nil: all channels have one clock
	separator *bleed.Separator // nil: one channel
	glance    *glance          // what seems so at once; nil: one channel
	own       *audio.Hop       // what is each channel's own
	under     []bool           // of the hops on their way through the separator, the oldest first: whether it was paused
	given     int              // hops
	recalled  bool             // the last hop to come out was as it came in, and was not listened to again
	probs     []float64
	overheard []overheard // of each channel
	metrics   *Metrics
}

// newHearing is of channels that come from devices: devices[k] is the one of channel k, which has a clock of its own.
func newHearing(devices []int, metrics *Metrics) (*hearing, error) {
	channels := len(devices)
	detector, err := vad.NewDetector(channels)
	if err != nil {
		return nil, err
	}
	h := &hearing{
		detector: detector, own: audio.NewHop(channels), probs: make([]float64, channels),
		overheard: make([]overheard, channels), metrics: metrics,
	}
	if channels == 1 {
		return h, nil
	}
	late := bleed.Latency
	if slices.Max(devices) > 0 {
		if h.aligner, err = align.New(devices); err != nil {
			return nil, err
		}
		h.aligned, h.astray = audio.NewHop(channels), make([]astray, channels)
		late += align.Latency
	}
	h.under = make([]bool, late/timeline.HopLen)
	if h.glance, err = newGlance(channels, len(h.under)); err != nil {
		return nil, err
	}
	h.separator, err = bleed.New(channels)
	return h, err
}

// follow takes over what another hearing of the same channels has learned of them.
func (h *hearing) follow(before *hearing) {
	h.detector.Follow(before.detector)
	h.aligner, h.separator, h.overheard, h.glance = before.aligner, before.separator, before.overheard, before.glance
	h.astray = before.astray
}

// rewind says that a recording of which so much was heard begins anew. What was learned of how the channels hear each
// other stays; the detectors begin anew, and what is on its way through goes, for silence. Hop is scratch.
func (h *hearing) rewind(by timeline.Position, hop *audio.Hop) (err error) {
	for _, d := range []**vad.Detector{&h.detector, &h.glance.detector} {
		if *d, err = vad.NewDetector(len(hop.Channels)); err != nil {
			return err
		}
	}
	for k := range hop.Channels {
		c := &hop.Channels[k]
		clear(c.PCM)
		c.Unknown, c.Clipped = false, false
	}
	for range len(h.under) + int(farthest/timeline.HopLen) {
		h.separate(hop)
	}
	h.given, h.recalled = 0, false
	if h.aligner != nil {
		h.aligner.Rewind(by)
	}
	return nil
}

// farthest is how far back an aligner may have to reach.
const farthest = 200 * timeline.Millisecond

// raw is the detector that listens to the channels as they come in.
func (h *hearing) raw() *vad.Detector {
	if h.glance == nil {
		return h.detector
	}
	return h.glance.detector
}

// observe takes in a hop and writes to obs what the one shows that is due. It returns false while none is.
func (h *hearing) observe(hop *audio.Hop, paused bool, obs []vad.Observation) bool {
	if h.separator == nil {
		h.score(hop, paused, obs)
		return true
	}
	if paused {
		for k := range hop.Channels {
			hop.Channels[k].Unknown = true // its sound goes no further
		}
	}
	h.glance.see(hop)
	start := time.Now()
	h.separate(hop)
	h.metrics.separated(time.Since(start))
	was := h.under[0]
	copy(h.under, h.under[1:])
	h.under[len(h.under)-1] = paused
	if h.given++; h.given <= len(h.under) {
		return false
	}
	h.listen(was, obs)
	h.tellApart(obs)
	return true
}

// listen fills obs with what the detector makes of the hop that is due. What comes out as it came in was listened to then.
func (h *hearing) listen(paused bool, obs []vad.Observation) {
	unchanged := h.aligner == nil && h.separator.Resting() && !paused
	switch {
	case unchanged:
		h.glance.recall(obs)
		h.metrics.observed(obs, 0)
	case h.recalled:
		h.detector.Resume(h.glance.detector)
		fallthrough
	default:
		h.score(h.own, paused, obs)
	}
	h.recalled = unchanged
}

// separate takes in a hop and fills own.
func (h *hearing) separate(hop *audio.Hop) {
	if h.aligner == nil {
		h.separator.Push(h.own, hop)
		return
	}
	if h.aligner.Push(h.aligned, hop) {
		h.separator.Restart()
		for k := range h.astray {
			h.astray[k].moved = true
		}
	}
	h.separator.Push(h.own, h.aligned)
}

// heard is the sound of the hop that observe has told of last; hop is the one that it was given.
func (h *hearing) heard(hop *audio.Hop) []audio.HopChannel {
	if h.separator == nil {
		return hop.Channels
	}
	return h.own.Channels
}

// seen is what seems so at once of a channel, for eyes only; obs is what is due.
func (h *hearing) seen(channel int, obs []vad.Observation) vad.Observation {
	if h.glance == nil {
		return obs[channel]
	}
	return h.glance.obs[channel]
}

// score fills obs with what the detector makes of a hop.
func (h *hearing) score(hop *audio.Hop, paused bool, obs []vad.Observation) {
	if paused {
		for k := range obs {
			obs[k] = vad.Observation{Levels: noLevels, Flags: vad.Paused}
		}
		return
	}
	start := time.Now()
	h.detector.Observe(hop, obs)
	h.metrics.observed(obs, time.Since(start))
}

var noLevels = [vad.LevelsPerHop]vad.Level{vad.NoLevel, vad.NoLevel, vad.NoLevel, vad.NoLevel}

// tellApart asks more of speech that may be another's, and marks what cannot be told apart, as where devices hear each
// other's people and are not yet brought together: facts that need to know are then not made.
func (h *hearing) tellApart(obs []vad.Observation) {
	for k := range obs {
		h.probs[k] = obs[k].Probability.Float()
		// A microphone is dead by what it gives, not by what is left of that.
		obs[k].Flags = obs[k].Flags&^vad.Dead | h.glance.then(k).obs.Flags&vad.Dead
	}
	h.glance.learn(h.probs)
	for k, ambiguous := range h.separator.Heard(h.probs) {
		if obs[k].Flags.Unobserved() {
			continue
		}
		other := h.likeliestOther(k)
		h.overheard[k].push(obs[k], other, ambiguous)
		mixed := h.aligner != nil && h.astray[k].push(h.probs[k], other, h.clock(k).Apart, h.separation(k).Evidence)
		if other >= likely && (mixed || h.inseparable(k)) {
			obs[k].Flags |= vad.Ambiguous
		}
		obs[k].Probability = vad.ProbabilityOf(bleed.OwnProbability(h.probs[k], ambiguous))
	}
}

// likeliestOther is the probability that somebody but a channel's own person speaks.
func (h *hearing) likeliestOther(channel int) float64 {
	other := 0.
	for k, p := range h.probs {
		if k != channel {
			other = max(other, p)
		}
	}
	return other
}

// inseparable says that a channel cannot be told from the others at all.
func (h *hearing) inseparable(channel int) bool {
	return h.separation(channel).Trouble.Has(bleed.VoiceLost | bleed.Doubled)
}

// open is the share of the others' speech, 0 to 1, in which it cannot be told whether a channel's own person speaks.
func (h *hearing) open(channel int) float64 {
	if h.inseparable(channel) {
		return 1
	}
	return h.overheard[channel].ambiguous.value()
}

// gainControlled says that a channel's microphone sets its gain by itself. Of one channel alone it is not asked.
func (h *hearing) gainControlled(channel int) bool {
	return h.glance != nil && h.glance.channels[channel].gain.automatic()
}

// separation is how well a channel is told from the others; the zero value of one alone.
func (h *hearing) separation(channel int) bleed.Health {
	if h.separator == nil {
		return bleed.Health{}
	}
	return h.separator.Health(channel)
}

// clock is how a channel's clock compares with the others; the zero value where all have one.
func (h *hearing) clock(channel int) align.Health {
	if h.aligner == nil {
		return align.Health{}
	}
	return h.aligner.Health(channel)
}
