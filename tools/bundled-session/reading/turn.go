package reading

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// turnsOf are the spells of the floor: what one person says, backchannels of the other included, until the other takes
// the floor or nobody speaks for a lapse.
func turnsOf(units []*unit, lapses []turns.Reading, opts turns.Options) []turns.Reading {
	var out []turns.Reading
	for _, u := range units {
		if u.backchannel || u.failed || sole(units, u.who, u.Span) < opts.Solo {
			continue
		}
		r := newReading(turns.Turn, u.Span, u.who)
		r.Other = turns.Nobody
		if n := len(out); n > 0 {
			last := &out[n-1]
			lapse := broken(lapses, last.End, u.Start)
			if last.Speaker == u.who && !lapse {
				last.End = max(last.End, u.End)
				continue
			}
			if !lapse {
				last.NextHolder = u.who
			}
			r.Other = last.Speaker
		}
		out = append(out, r)
	}
	return out
}

// broken says whether a lapse lies between the positions.
func broken(lapses []turns.Reading, from, to timeline.Position) bool {
	for _, l := range lapses {
		if l.Start >= from && l.End <= to {
			return true
		}
	}
	return false
}

// lapsesOf are the silences of both that last, between what is said.
func lapsesOf(units []*unit, opts turns.Options) []turns.Reading {
	var out []turns.Reading
	last, end := turns.Nobody, timeline.Position(0)
	for _, u := range units {
		if last != turns.Nobody && u.Start-end >= opts.Lapse {
			r := newReading(turns.Lapse, timeline.Span{Start: end, End: u.Start}, u.who)
			r.Other = last
			out = append(out, r)
		}
		if u.End > end {
			last, end = u.who, u.End
		}
	}
	return out
}
