package reading

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// overlaps are the entries into the other's talk: the decision tree for overlapping starts. Entries that fail are
// marked.
func overlaps(units []*unit, opts turns.Options) []turns.Reading {
	var out []turns.Reading
	for i, u := range units {
		v := ongoing(units, i)
		if v == nil {
			continue
		}
		r := newReading(classify(units, u, v, opts), u.Overlap(v.Span), u.who)
		r.Evidence = enters(u.Span, v.Span)
		r.NextHolder = winner(units, u, v, r.Kind, opts)
		u.failed = u.failed || r.NextHolder == v.who
		v.failed = v.failed || r.Kind == turns.SimultaneousStart && r.NextHolder == u.who
		out = append(out, r)
	}
	return out
}

// enters is the evidence of speech over u that came into speech over v.
func enters(u, v timeline.Span) turns.Evidence {
	return turns.Evidence{Lead: u.Start - v.Start, Rem: v.End - u.Start, Overlap: u.Overlap(v).Len(), FTO: turns.None}
}

// ongoing is the unit of the other in whose midst unit i starts, or nil. Backchannels neither enter nor are entered.
func ongoing(units []*unit, i int) *unit {
	u := units[i]
	if u.backchannel {
		return nil
	}
	for j, v := range units {
		if v.who == u.who || v.backchannel || u.Start >= v.End {
			continue
		}
		if v.Start < u.Start || v.Start == u.Start && j < i {
			return v
		}
	}
	return nil
}

func classify(units []*unit, u, v *unit, opts turns.Options) turns.ReadingKind {
	lead, rem := u.Start-v.Start, v.End-u.Start
	switch {
	case lead <= opts.SimStart:
		return turns.SimultaneousStart
	case u.End <= v.End && u.Len() <= opts.BCMax:
		return turns.ShortInsert
	case u.End <= v.End:
		return turns.ButtIn
	case rem <= opts.TermStrict:
		return turns.TerminalOverlap
	case rem <= opts.TermWide:
		return turns.TerminalOrFastYield
	}
	return interruption(units, u, v, opts)
}

// interruption is what became of u, which outlasted v by cutting into it.
func interruption(units []*unit, u, v *unit, opts turns.Options) turns.ReadingKind {
	back := comesBack(units, v)
	switch {
	case sole(units, u.who, timeline.Span{Start: v.End, End: back}) >= opts.Take:
		return turns.InterruptionSuccessful
	case back-v.End <= opts.Resume:
		return turns.InterruptionUnsuccessful
	case u.End-v.End <= opts.TermStrict:
		return turns.MutualDropOut
	}
	return turns.InterruptionUnresolved
}

// never is a position after everything.
const never = timeline.Position(1 << 62)

// comesBack is where the speaker of v is next heard with more than a backchannel.
func comesBack(units []*unit, v *unit) timeline.Position {
	for _, o := range units {
		if o.who == v.who && !o.backchannel && o.Start >= v.End {
			return o.Start
		}
	}
	return never
}

// winner is who holds the floor after u came into v.
func winner(units []*unit, u, v *unit, kind turns.ReadingKind, opts turns.Options) int {
	switch kind {
	case turns.ShortInsert, turns.ButtIn, turns.InterruptionUnsuccessful:
		return v.who
	case turns.MutualDropOut, turns.InterruptionUnresolved:
		return turns.Nobody
	case turns.SimultaneousStart:
		end := max(u.End, v.End) + opts.Take
		if sole(units, v.who, timeline.Span{Start: v.Start, End: end}) > sole(units, u.who, timeline.Span{Start: v.Start, End: end}) {
			return v.who
		}
	}
	return u.who
}
