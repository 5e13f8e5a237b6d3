package review

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// lane is what one channel was over the session.
type lane struct {
	speech, unknown, paused []timeline.Span
}

// lanes are those of all channels, by channel.
func (r *Result) lanes() []lane {
	all := make([]lane, r.s.channels())
	now := make([]vad.Change, len(all))
	end := r.s.length()
	for _, c := range r.Changes {
		all[c.Channel].extend(now[c.Channel], c.At)
		now[c.Channel] = c
	}
	for k := range all {
		all[k].extend(now[k], end)
	}
	return all
}

// extend says that a channel was as c says until a position.
func (l *lane) extend(c vad.Change, until timeline.Position) {
	switch {
	case until <= c.At || c.Activity == vad.Silent:
	case c.Activity == vad.Speech:
		l.speech = joined(l.speech, timeline.Span{Start: c.At, End: until})
	case c.Flags.Has(vad.Paused):
		l.paused = joined(l.paused, timeline.Span{Start: c.At, End: until})
	default:
		l.unknown = joined(l.unknown, timeline.Span{Start: c.At, End: until})
	}
}

// joined is list with s, which goes on where the last one ended or begins later.
func joined(list []timeline.Span, s timeline.Span) []timeline.Span {
	if n := len(list); n > 0 && list[n-1].End == s.Start {
		list[n-1].End = s.End
		return list
	}
	return append(list, s)
}

// laneViews are the lanes of everybody who is measured, in seat order.
func (r *Result) laneViews(lanes []lane) []view.ReviewLane {
	short, floor := make([][]timeline.Span, len(lanes)), make([][]timeline.Span, len(lanes))
	r.found.final(func(x *turns.Reading) {
		switch x.Kind {
		case turns.Backchannel:
			short[x.Speaker] = append(short[x.Speaker], x.Span)
		case turns.Turn:
			floor[x.Speaker] = append(floor[x.Speaker], x.Span)
		default: // no lane shows these
		}
	})
	views := []view.ReviewLane{}
	for _, p := range r.People {
		if !p.Measured {
			continue
		}
		k := p.Channel
		byStart(short[k])
		byStart(floor[k])
		speech, ticks := apart(lanes[k].speech, short[k])
		views = append(views, view.ReviewLane{
			Channel: k, Speech: pairs(speech), Backchannels: pairs(ticks), Floor: pairs(floor[k]),
			Unknown: pairs(lanes[k].unknown), Paused: pairs(lanes[k].paused),
		})
	}
	return views
}

func byStart(list []timeline.Span) {
	slices.SortFunc(list, func(a, b timeline.Span) int { return int(a.Start - b.Start) })
}

// apart parts speech that lies inside one of short from the rest. Both are in order.
func apart(speech, short []timeline.Span) (rest, ticks []timeline.Span) {
	for _, s := range speech {
		for len(short) > 0 && short[0].End < s.End {
			short = short[1:]
		}
		if len(short) > 0 && short[0].Start <= s.Start {
			ticks = append(ticks, s)
		} else {
			rest = append(rest, s)
		}
	}
	return rest, ticks
}

// pairs are spans as messages hold them.
func pairs(spans []timeline.Span) [][2]int64 {
	list := make([][2]int64, len(spans))
	for i, s := range spans {
		list[i] = [2]int64{s.Start.Milliseconds(), s.End.Milliseconds()}
	}
	return list
}
