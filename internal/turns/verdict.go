package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// verdict is what the tree says of an entry. An entry that needs no reading has none. Its Rem counts to when it was
// judged; that of the reading, to the end of the talk that the entry came into.
type verdict struct {
	Reading
	none bool
}

// noEvidence is where nothing was measured.
var noEvidence = Evidence{Lead: None, Rem: None, Overlap: None, FTO: None}

// overlap is the reading of an entry that came into somebody's talk. Its span is the stretch that both share.
func (r *reader) overlap(x *entry, kind ReadingKind, next int) verdict {
	now := r.clock.now
	shared := timeline.Span{Start: x.u.Start, End: min(x.u.End, x.v.End, now)}
	return verdict{Reading: Reading{
		Kind: kind, Span: shared, Speaker: x.u.channel, Other: x.v.channel, NextHolder: next, Flags: r.gate(x),
		Modifiers: r.modifiers(x, shared),
		Evidence: Evidence{
			Lead: x.u.Start - x.v.Start, Rem: min(x.v.End, now) - x.u.Start, Overlap: shared.Len(), FTO: None,
		},
	}}
}

// modifiers are those of an entry that shares a stretch with the talk that it came into.
func (r *reader) modifiers(x *entry, shared timeline.Span) (m Modifiers) {
	if shared.Len() >= r.opts.Sustained {
		m |= Sustained
	}
	for k := range r.past.lanes {
		if k != x.u.channel && k != x.v.channel && r.past.talked(k, shared) > 0 {
			m |= Choral
		}
	}
	return m
}

// backchannel is the reading of a chain of tokens, told with its first.
func (r *reader) backchannel(x *entry) verdict {
	span := x.u.chain.span()
	v := verdict{Reading: Reading{
		Kind: Backchannel, Span: span, Speaker: x.u.channel, Other: x.toward, NextHolder: r.heldSince(span.End),
		Place: x.place, Flags: x.u.flags, Evidence: noEvidence,
	}}
	if x.v == nil {
		return v
	}
	v.Lead, v.Rem, v.Evidence.Overlap = span.Start-x.v.Start, min(x.v.End, r.clock.now)-span.Start, 0
	for _, u := range x.u.chain.ipus {
		v.Evidence.Overlap += max(0, u.Overlap(x.v.Span).Len())
	}
	return v
}

// unclassifiable is the reading of an overlap that the signal says too little of.
func (r *reader) unclassifiable(x *entry) verdict { return r.overlap(x, Unclassifiable, Nobody) }

// gate is what limits the two channels around the overlap, as far as it has come.
func (r *reader) gate(x *entry) vad.Flags { return r.flagsIn(r.around(x), x.u.channel, x.v.channel) }

// around is the overlap, as far as it has come, with Guard before and after it.
func (r *reader) around(x *entry) timeline.Span {
	return timeline.Span{
		Start: x.u.Start - r.opts.Guard,
		End:   min(x.u.End, x.v.End, r.clock.now) + r.opts.Guard,
	}
}

// poor says whether the signal around an overlap, which is past, is too poor to tell its class (Q0). Of what may be
// another's some does not matter: only where it is more than half of what one of the two says there.
func (r *reader) poor(x *entry) bool {
	around := r.around(x)
	for _, k := range []int{x.u.channel, x.v.channel} {
		if 2*r.past.ambiguous(k, around) > r.past.talked(k, around) {
			return true
		}
	}
	return r.gate(x).Has(unclean)
}
