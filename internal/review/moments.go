package review

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// leastUnknown is from where lost signal is a moment by itself.
const leastUnknown = timeline.Second

// The kinds of moments.
const (
	taken     = "taken"
	kept      = "kept"
	undecided = "undecided"
	silence   = "silence"
	turn      = "turn"
	unknown   = "unknown"
	mark      = "mark"
)

// The states of moments.
const (
	measuredState  = "measured"
	correctedState = "corrected"
)

// overlapKinds are the moments that overlaps are. Others are no moments: the talk was ending, or it was a sign of
// listening.
var overlapKinds = map[turns.ReadingKind]string{
	turns.InterruptionSuccessful:   taken,
	turns.ButtIn:                   kept,
	turns.ShortInsert:              kept,
	turns.InterruptionUnsuccessful: kept,
	turns.InterruptionUnresolved:   undecided,
	turns.MutualDropOut:            undecided,
	turns.Unclassifiable:           undecided,
}

// attempts are the overlaps that count as trying to take the floor, or as taking it.
var attempts = []turns.ReadingKind{turns.InterruptionSuccessful, turns.InterruptionUnsuccessful, turns.ButtIn}

// moment is a moment with the event that it is.
type moment struct {
	view.Moment
	event event
}

// moments are all that happened, in order of time.
func (r *Result) moments() []moment {
	var all []moment
	add := func(m moment) { all = append(all, m) }
	r.found.final(func(x *turns.Reading) {
		if m, ok := r.momentOf(x); ok {
			r.acquit(&m)
			add(m)
		}
	})
	r.addUnknown(add)
	r.addMarks(add)
	r.measured.final(func(x *turns.Reading) {
		if m, ok := r.momentOf(x); ok && r.overrule(&m) {
			add(m)
		}
	})
	slices.SortStableFunc(all, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.event.at, b.event.at), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// newMoment is a moment of an event; the rest is to be filled in.
func (r *Result) newMoment(kind string, e event, s timeline.Span, other int) moment {
	return moment{event: e, Moment: view.Moment{
		ID: e.id(), Anchor: r.anchorOf(e, s), Kind: kind, AtMS: e.at.Milliseconds(), StartMS: s.Start.Milliseconds(), EndMS: s.End.Milliseconds(),
		Channel: e.channel, Other: other, State: measuredState, Evidence: []view.EvidenceRow{}, Offers: []view.Offer{}, Notes: []int64{},
	}}
}

// anchorOf names an event by the channel of the record that acted: in a silence, where it ended.
func (r *Result) anchorOf(e event, s timeline.Span) view.Anchor {
	acted := e.at
	if e.family == Silence {
		acted = s.End
	}
	return view.Anchor{Family: string(e.family), Channel: r.s.cast.raw(e.channel, acted), AtMS: e.at.Milliseconds()}
}

// momentOf is the moment that a reading is; false when it is none.
func (r *Result) momentOf(x *turns.Reading) (moment, bool) {
	e, _ := eventOf(x)
	switch kind, overlap := overlapKinds[x.Kind]; {
	case overlap:
		m := r.newMoment(kind, e, timeline.Span{Start: x.Start, End: x.Start + x.Evidence.Overlap}, x.Other)
		r.tellOverlap(&m, x)
		return m, true
	case x.Kind == turns.Lapse && r.lapseEnded(x):
		m := r.newMoment(silence, e, x.Span, x.Other)
		r.tellSilence(&m, x)
		return m, true
	case x.Kind == turns.Turn && x.Len() >= r.Parameters.LongTurn:
		m := r.newMoment(turn, e, x.Span, x.Other)
		r.tellTurn(&m, x)
		return m, true
	}
	return moment{}, false
}

// lapseEnded says whether speech ended a silence, of one or of several at once, and neither a hole nor the end.
func (r *Result) lapseEnded(x *turns.Reading) bool {
	return x.Speaker != turns.Nobody || !x.Flags.Unobserved() && x.End < r.s.length()
}

// acquit marks an overlap that is no interruption by what somebody said.
func (r *Result) acquit(m *moment) {
	if e := r.acquitted[m.event]; e != nil && m.event.family == Overlap {
		r.correctBy(m, e, "not an interruption")
	}
}

// overrule marks what was measured of talk that is a backchannel by what somebody said; false when nobody did.
func (r *Result) overrule(m *moment) bool {
	e := r.ruled[event{talk, m.event.channel, m.event.at}]
	if e == nil || m.event.family == Silence {
		return false
	}
	r.correctBy(m, e, "a back-channel, floor not taken")
	return true
}

func (r *Result) correctBy(m *moment, e *entry, what string) {
	m.State, m.Offers = correctedState, []view.Offer{}
	m.Correction = &view.MomentCorrection{Seq: e.seq, By: e.by, Kind: string(e.kind), Text: "Corrected by " + e.by + ": " + what}
}

// addUnknown adds where signal was lost: once, where it was everybody's.
func (r *Result) addUnknown(add func(moment)) {
	lost := make(map[timeline.Span]turns.ChannelSet)
	for _, s := range r.Signals {
		if s.Kind == turns.UnknownSpan && !s.Flags.Has(vad.Paused) && s.Len() >= leastUnknown {
			lost[s.Span] = lost[s.Span].With(s.Speaker)
		}
	}
	measured := 0
	for _, p := range r.People {
		if p.Measured {
			measured++
		}
	}
	for span, set := range lost {
		if set.Len() == measured && measured > 1 {
			add(r.unknownMoment(turns.Nobody, span))
			continue
		}
		for k := range r.s.channels() {
			if set.Has(k) {
				add(r.unknownMoment(k, span))
			}
		}
	}
}

func (r *Result) unknownMoment(channel int, span timeline.Span) moment {
	m := r.newMoment(unknown, event{Unknown, channel, span.Start}, span, turns.Nobody)
	whose := "Everybody’s"
	if channel != turns.Nobody {
		whose = of(r.names.first(channel))
	}
	m.Text, m.Term = whose+" signal lost for "+whole(span.Len()), "unknown"
	m.Detail = "It counts as neither speech nor silence."
	m.Evidence = rows("Length", whole(span.Len()))
	return m
}

// addMarks adds what people marked during the session.
func (r *Result) addMarks(add func(moment)) {
	for _, x := range r.s.marks() {
		at := timeline.FromMilliseconds(x.AtMS)
		m := r.newMoment(mark, event{Mark, turns.Nobody, at}, timeline.Span{Start: at, End: at}, turns.Nobody)
		m.ID, m.Term, m.Text = "mark-"+x.ID, "mark", "Marked"
		if x.Text != "" {
			m.Text = "Marked: " + x.Text
		}
		add(m)
	}
}

// marks are those that were not taken back, in order of time.
func (s *Session) marks() []view.ReviewMark {
	list := []view.ReviewMark{}
	for _, e := range s.rec.Events {
		if e.Unmark != "" {
			list = slices.DeleteFunc(list, func(m view.ReviewMark) bool { return m.ID == e.Unmark })
		}
		if e.Mark != nil {
			list = append(list, view.ReviewMark{ID: e.Mark.ID, AtMS: e.At.Milliseconds(), Text: e.Mark.Text})
		}
	}
	slices.SortStableFunc(list, func(a, b view.ReviewMark) int { return cmp.Compare(a.AtMS, b.AtMS) })
	return list
}
