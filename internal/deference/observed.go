package deference

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// hole is a stretch of one channel that was not observed.
type hole struct {
	timeline.Span
	channel int
	paused  bool // the people paused the session
}

// observed follows what each channel does now, and keeps where it was not observed. It hears of holes twice: as they
// go on, from the changes of activity, and once more as facts when they are over.
type observed struct {
	now   [turns.MaxChannels]vad.Change
	holes []hole
}

// change enters a change of activity.
func (o *observed) change(c vad.Change) {
	if c.Channel < 0 || c.Channel >= len(o.now) {
		return
	}
	if was := o.now[c.Channel]; was.Activity == vad.Unobserved && c.At > was.At {
		o.add(hole{timeline.Span{Start: was.At, End: c.At}, c.Channel, was.Flags.Has(vad.Paused)})
	}
	o.now[c.Channel] = c
}

// signal enters a fact about a stretch that was not observed.
func (o *observed) signal(f turns.Signal) {
	if f.Kind == turns.UnknownSpan && short(f.Speaker) != turns.Nobody {
		o.add(hole{f.Span, f.Speaker, f.Flags.Has(vad.Paused)})
	}
}

// add keeps h unless it is known already.
func (o *observed) add(h hole) {
	for _, known := range slices.Backward(o.holes) {
		if known == h {
			return
		}
		if known.End < h.Start {
			break
		}
	}
	o.holes = append(o.holes, h)
}

// speaking says whether anybody speaks now.
func (o *observed) speaking() bool {
	for i := range o.now {
		if o.now[i].Activity == vad.Speech {
			return true
		}
	}
	return false
}

// loss is how much of a window was not observed although the session was not paused.
type loss struct {
	lost, of timeline.Position
	share    float64
}

// missing is where any of the channels was not observed in w, pauses of the session among it, and how much of it is
// no pause.
func (o *observed) missing(channels turns.ChannelSet, w timeline.Span) (spans, loss) {
	var all, paused []timeline.Span
	take := func(h hole) {
		cut := h.Overlap(w)
		if cut.Len() <= 0 || !channels.Has(h.channel) {
			return
		}
		all = append(all, cut)
		if h.paused {
			paused = append(paused, cut)
		}
	}
	for _, h := range o.holes {
		take(h)
	}
	for k, c := range o.now {
		if c.Activity == vad.Unobserved {
			take(hole{timeline.Span{Start: c.At, End: w.End}, k, c.Flags.Has(vad.Paused)})
		}
	}
	unknown, pauses := unite(all), unite(paused).within(w)
	l := loss{lost: unknown.within(w) - pauses, of: w.Len() - pauses}
	if l.lost > 0 {
		l.share = float64(l.lost) / float64(l.of)
	}
	return unknown, l
}
