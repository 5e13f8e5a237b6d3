package review

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// rows are labels and values in turn.
func rows(pairs ...string) []view.EvidenceRow {
	list := make([]view.EvidenceRow, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, view.EvidenceRow{Label: pairs[i], Value: pairs[i+1]})
	}
	return list
}

// tellOverlap puts an overlap into words.
func (r *Result) tellOverlap(m *moment, x *turns.Reading) {
	who, whom, long := r.names.first(x.Speaker), r.names.full(x.Other), tenths(x.Evidence.Overlap)
	m.Detail = "Spoke over " + whom + " for " + long
	switch x.Kind {
	case turns.InterruptionSuccessful:
		m.Text, m.Term = who+" took the floor in overlap, "+long, "taking_floor"
		m.Detail += ", then held the floor"
	case turns.ButtIn, turns.ShortInsert, turns.InterruptionUnsuccessful:
		m.Text, m.Term = "Overlap, "+r.names.inside(x.Other)+" kept the floor", "overlap_kept"
		m.Detail += "; " + whom + " went on"
	case turns.MutualDropOut:
		m.Text, m.Term = "Overlap, both stopped", "overlap_undecided"
		m.Detail += "; both stopped"
	case turns.InterruptionUnresolved:
		m.Text, m.Term = "Overlap, nobody held the floor at once", "overlap_undecided"
		m.Detail += "; nobody went on alone for " + tenths(r.Parameters.Rules.Take)
	default:
		m.Text, m.Term = "Overlap that the signal does not tell", "overlap_undecided"
		m.Detail += "; the signal says too little of what came of it"
	}
	next := r.names.first(x.NextHolder)
	if x.NextHolder == turns.Nobody {
		next = "Not decided"
	}
	m.Evidence = rows(
		r.names.first(x.Other)+" had spoken for", tenths(x.Lead), r.names.first(x.Other)+" spoke on for", tenths(x.Rem),
		"Both spoke for", long, "Who went on", next,
	)
	m.Offers = r.offersOf(x)
}

// offersOf are the corrections that can be made of an overlap.
func (r *Result) offersOf(x *turns.Reading) []view.Offer {
	var list []view.Offer
	if slices.Contains(attempts, x.Kind) {
		list = append(list, r.offer(NotInterruptionKind, "X", "Not an interruption", x.Speaker, x.Start))
	}
	return append(list,
		r.offer(BackchannelKind, "B", "A back-channel, floor not taken", x.Speaker, x.Start),
		r.offerSwap(x.Speaker, x.Other, x.Start))
}

// offer is a correction of what a person did at a position.
func (r *Result) offer(kind Kind, key, text string, channel int, at timeline.Position) view.Offer {
	return view.Offer{
		Kind: string(kind), Key: key, Text: text,
		Body: EventRef{Channel: r.s.cast.raw(channel, at), AtMS: at.Milliseconds()},
	}
}

func (r *Result) offerSwap(a, b int, at timeline.Position) view.Offer {
	return view.Offer{
		Kind: string(SwapKind), Key: "S", Text: "Swap speakers here",
		Body: Swap{Channels: [2]int{a, b}, FromMS: at.Milliseconds()},
	}
}

// tellSilence puts a silence into words.
func (r *Result) tellSilence(m *moment, x *turns.Reading) {
	by, long := r.names.inside(x.Speaker), tenths(x.Len())
	if x.Speaker == turns.Nobody {
		by = "several at once"
	}
	m.Text, m.Term = "Silence of "+long+", broken by "+by, "breaking_silences"
	before := "Not known"
	if x.Other != turns.Nobody {
		before = r.names.first(x.Other)
		m.Detail = "After " + of(r.names.full(x.Other)) + " talk"
	}
	m.Evidence = rows("Length", long, "Held the floor before", before, "Spoke first", capital(by))
	if x.Speaker != turns.Nobody {
		m.Offers = append(m.Offers, r.offer(BackchannelKind, "B", "A back-channel, floor not taken", x.Speaker, x.End))
	}
	if x.Speaker != turns.Nobody && x.Other != turns.Nobody && x.Speaker != x.Other {
		m.Offers = append(m.Offers, r.offerSwap(x.Speaker, x.Other, x.Start))
	}
}

// tellTurn puts a long turn into words.
func (r *Result) tellTurn(m *moment, x *turns.Reading) {
	m.Text, m.Term = r.names.first(x.Speaker)+" held the floor for "+clock(x.Len()), "holding_floor"
	m.Evidence = rows("Length", clock(x.Len()))
	if x.Other != turns.Nobody {
		m.Evidence = append(m.Evidence, rows("Held the floor before", r.names.first(x.Other))...)
	}
	if x.NextHolder != turns.Nobody {
		m.Evidence = append(m.Evidence, rows("Held the floor next", r.names.first(x.NextHolder))...)
	}
	if x.Flags.Unobserved() {
		m.Evidence = append(m.Evidence, rows("Limits", "Signal was lost in it or beside it; it may have been longer")...)
	}
	if x.Other != turns.Nobody && x.Other != x.Speaker {
		m.Offers = append(m.Offers, r.offerSwap(x.Speaker, x.Other, x.Start))
	}
}
