package reading

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// Read finds the turns, backchannels, overlapping starts and lapses of talk, in order of their starts.
func Read(talk Talk, opts turns.Options) []turns.Reading {
	units := unitsOf(talk, opts)
	out := markBackchannels(units, opts)
	out = append(out, overlaps(units, opts)...)
	lapses := lapsesOf(units, opts)
	out = append(out, lapses...)
	out = append(out, turnsOf(units, lapses, opts)...)
	slices.SortStableFunc(out, func(a, b turns.Reading) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Kind, b.Kind))
	})
	for i := range out {
		out[i].ID = i + 1
	}
	return out
}

// newReading is a final reading of what who did to the other, without evidence.
func newReading(kind turns.ReadingKind, span timeline.Span, who int) turns.Reading {
	return turns.Reading{
		Kind: kind, Span: span, Speaker: who, Other: 1 - who, Status: turns.Final, NextHolder: turns.Nobody,
		Evidence: turns.Evidence{Lead: turns.None, Rem: turns.None, Overlap: turns.None, FTO: turns.None},
	}
}
