// Package reading finds the layer-2 facts of a conversation of two people whose speech is known exactly, and says how
// safely they stand.
//
// It reads the definitions off whole timelines, slowly and plainly, with all of the past and the future in view. It
// shares nothing but the constants and the words with package turns, which finds the same facts online; so each is a
// test of the other. Where two people cut into each other again and again the definitions leave room, and the two may
// differ; a session that is to be a reference holds nothing of the kind.
package reading

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// Talk is where each of two people is heard, in order of position.
type Talk [2][]timeline.Span

// unit is an inter-pausal unit.
type unit struct {
	timeline.Span
	who         int
	backchannel bool
	failed      bool // it came in and did not get the floor: no turn
}

// bridged is spans without the silences shorter than opts.IPUBridge and then without those shorter than opts.MinBurst.
func bridged(spans []timeline.Span, opts turns.Options) []timeline.Span {
	var out []timeline.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start-out[n-1].End < opts.IPUBridge {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return slices.DeleteFunc(out, func(s timeline.Span) bool { return s.Len() < opts.MinBurst })
}

// unitsOf are the units of both people in order of their starts.
func unitsOf(talk Talk, opts turns.Options) []*unit {
	var out []*unit
	for who, spans := range talk {
		for _, s := range bridged(spans, opts) {
			out = append(out, &unit{Span: s, who: who})
		}
	}
	slices.SortStableFunc(out, func(a, b *unit) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// sole is how much of span only who is heard in.
func sole(units []*unit, who int, span timeline.Span) timeline.Position {
	var sum timeline.Position
	for _, u := range units {
		own := u.Overlap(span)
		if u.who != who || own.Len() <= 0 {
			continue
		}
		sum += own.Len()
		for _, o := range units {
			if o.who != who {
				sum -= max(0, o.Overlap(own).Len())
			}
		}
	}
	return sum
}
