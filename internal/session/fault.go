package session

import (
	"fmt"
	"math"
	"strings"

	"github.com/evenkeel/monitor/internal/bleed"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// fault is something that can be wrong with a channel.
type fault struct {
	kind     string // as view.Signal names it
	of       func(*ChannelHealth) bool
	text     string // of a microphone: "'s mic …"
	together string // of several, where that differs
}

// faults are what can be wrong, the worst first.
var faults = []fault{
	{kind: "dead", of: heardAs(vad.HeardDead), text: "gives no signal at all, not even room noise"},
	{kind: "dropout", of: heardAs(vad.HeardLost), text: "is lost; that time is unknown"},
	{
		kind: "dropout", of: func(h *ChannelHealth) bool { return h.DropoutShare >= deference.MaxDropout },
		text: "drops out; overlaps can’t be told apart",
	},
	{kind: "noisy", of: heardAs(vad.HeardNoisy), text: "hears much noise; speech is hard to tell"},
	{
		kind: "bleed", of: func(h *ChannelHealth) bool { return h.Ambiguous >= deference.MaxBleed },
		text:     "also hears others; overlaps can’t be told apart",
		together: "The mics hear each other’s people; overlaps can’t be told apart",
	},
	{
		kind: "clock", of: func(h *ChannelHealth) bool { return h.Adrift },
		together: "The recordings may be more than 20 ms apart; who came first can’t be told",
	},
	{kind: "clipping", of: heardAs(vad.HeardClipped), text: "is too loud; it may hide overlaps"},
	{
		kind: "bleed", of: func(h *ChannelHealth) bool { return h.Masked > deference.MaxMasked },
		text:     "hears others so loudly that soft words are hidden",
		together: "The mics hear others so loudly that soft words are hidden",
	},
	{kind: "gain", of: func(h *ChannelHealth) bool { return h.AutoGain }, text: "sets its gain by itself; switch that off if you can"},
}

func heardAs(heard vad.Heard) func(*ChannelHealth) bool {
	return func(h *ChannelHealth) bool { return h.Heard == heard }
}

// report is the state of a channel's signal over a session in a few sentences, the worst first.
func (h *ChannelHealth) report() string {
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	said = append(said, h.wrong()...)
	if h.UnknownShare >= .001 {
		say("Unknown for %s of the time.", percent(h.UnknownShare))
	}
	if h.SNR != nil {
		say("Speech %.0f dB over the noise.", *h.SNR)
	} else {
		say("Too little speech or silence to measure the noise.")
	}
	return strings.Join(append(append(said, h.bleedReport()...), h.clockReport()...), " ")
}

// wrong is what was wrong with a channel over a session, the worst first.
func (h *ChannelHealth) wrong() []string {
	var said []string
	for _, f := range faults {
		if text := f.text; f.of(h) && f.kind != "clipping" {
			if text == "" {
				text = "may be more than 20 ms off the others; who came first can’t be told"
			}
			said = append(said, "The mic "+text+".")
		}
	}
	if c := h.ClippedShare; c >= .001 {
		said = append(said, fmt.Sprintf("Too loud in %s of the time.", percent(c)))
	}
	return said
}

// worst is the first of it; "" when nothing was wrong.
func (h *ChannelHealth) worst() string {
	if wrong := h.wrong(); len(wrong) > 0 {
		return wrong[0]
	}
	return ""
}

// heardOthers is by how many dB bleed is reduced where there is any.
const heardOthers = 1.5

func (h *ChannelHealth) bleedReport() []string {
	switch r := h.Reduced(); {
	case h.Separation.Trouble.Has(bleed.Crowded):
		return []string{fmt.Sprintf("More than %d mics: nothing was taken out of what it hears of the others.", bleed.MaxSeparated)}
	case r == nil:
		return nil
	case *r < heardOthers:
		return []string{"It hears nothing of the others that matters."}
	case h.Apart == nil:
		return []string{fmt.Sprintf("What it hears of the others is reduced by %.0f dB.", *r)}
	default:
		return []string{fmt.Sprintf("What it hears of the others is reduced by %.0f dB; voices kept apart by %.0f dB.", *r, *h.Apart)}
	}
}

// clockReport is of a device among several.
func (h *ChannelHealth) clockReport() []string {
	c := h.Clock
	ms := c.Advance / float64(timeline.Millisecond)
	if !c.Settled && !c.Rated || math.Abs(ms) < 1 && math.Abs(c.Drift) < 1 {
		return nil
	}
	return []string{fmt.Sprintf("Its clock is %s and %s, against the mean of all; that is evened out.",
		either(ms, "%.0f ms late", "%.0f ms early"), either(c.Drift, "%.0f ppm slow", "%.0f ppm fast"))}
}

// either writes the amount of x into one of two formats, by its sign.
func either(x float64, above, below string) string {
	if x < 0 {
		return fmt.Sprintf(below, -x)
	}
	return fmt.Sprintf(above, x)
}

// percent is a small share in words.
func percent(share float64) string {
	if share < .1 {
		return fmt.Sprintf("%.1f %%", share*100)
	}
	return fmt.Sprintf("%.0f %%", share*100)
}
