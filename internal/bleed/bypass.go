package bleed

import "github.com/evenkeel/monitor/internal/timeline"

// What is heard of a channel while another person is surely speaking, and its own surely not.
const (
	surely    = .8
	surelyNot = .3
)

// When a channel passes unchanged: with so much evidence that the filters have converged, and where there is next to
// nothing to remove. With 1.5 s of evidence channels with bleed at -20 dB were passed unchanged.
const (
	bypassEvidence = 10 * timeline.Second
	bypassOn       = .5 // dB
	bypassOff      = 1.5
	bypassMemory   = 12 * timeline.Second
)

// shownOver is by how many dB a frame is over the noise in which bleed shows: others explain half of it. Until then a
// channel passes unchanged, too: where no more is known, cleaning costs the own voice more than it saves.
const shownOver = 3

// bypass measures how much bleed is taken out of a channel, and lets it pass where there is none.
type bypass struct {
	on       bool
	shown    bool              // there was bleed in a frame
	evidence timeline.Position // how much was measured
	mean     level             // of it
	since    timeline.Position // for how long it is on
}

// passes says whether the channel is to pass unchanged.
func (b *bypass) passes() bool { return b.on || !b.shown }

// see takes the level of the newest frame, and by how many dB it is over the noise.
func (b *bypass) see(l level, over float64) {
	if !b.shown && l.known() && over > shownOver && l.reduction() > ambiguousReduction {
		b.shown = true
	}
}

// attenuation is by how many dB what is heard of others was reduced.
func (b *bypass) attenuation() float64 { return b.mean.reduction() }

// hear takes the probabilities that the channel's own person and the likeliest other speak, and the level of that time.
// What the detector hears of a channel that passes is raw: then bleed is what the filters would take out.
func (b *bypass) hear(own, other float64, l level) {
	b.since += timeline.HopLen
	bleed := b.passes() && l.reduction() > ambiguousReduction
	if !l.known() || other < surely || own >= surelyNot && !bleed {
		return
	}
	b.evidence += timeline.HopLen
	w := timeline.HopLen / min(b.evidence, bypassMemory).Seconds() / timeline.Rate
	b.mean.raw += w * (l.raw - b.mean.raw)
	b.mean.clean += w * (l.clean - b.mean.clean)
	if b.evidence < bypassEvidence {
		return
	}
	limit := bypassOn
	if b.on {
		limit = bypassOff
	}
	if on := b.attenuation() < limit; on != b.on {
		b.on, b.since = on, 0
	}
}
