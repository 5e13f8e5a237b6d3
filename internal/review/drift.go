package review

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// How a session is cut to see how the balance went: in stretches of five minutes, of two where there would be fewer than
// three. A share is drawn from a minute of speech, the least that the definitions let anything be said of.
const (
	driftStep      = 5 * 60 * timeline.Second
	shortDriftStep = 2 * 60 * timeline.Second
	leastShared    = 60 * timeline.Second
)

// drift is how the balance went over the session.
func (r *Result) drift(lanes []lane) view.Drift {
	step := driftStep
	if r.s.length() < 3*driftStep {
		step = shortDriftStep
	}
	d := view.Drift{StepMS: step.Milliseconds(), Steps: []view.DriftStep{}, Series: []view.DriftTitle{
		{ID: "talk_share", Title: titles["talk_share"], Text: "Drawn where there is a minute of speech and more"},
		{ID: "taking_floor", Title: titles["taking_floor"], Text: "How often, in each stretch"},
		{ID: "breaking_silences", Title: titles["breaking_silences"], Text: fmt.Sprintf("Silences of %s and more, in each stretch", round(r.Parameters.Rules.Lapse))},
	}}
	members := r.compared()
	lost := union(lanes, members)
	for from := timeline.Position(0); from < r.s.length(); from += step {
		s := timeline.Span{Start: from, End: min(from+step, r.s.length())}
		d.Steps = append(d.Steps, r.driftStep(s, members, lost))
	}
	r.countActs(&d, step)
	return d
}

// driftStep is the time of one stretch: acts are counted later.
func (r *Result) driftStep(s timeline.Span, members []int, lost []timeline.Span) view.DriftStep {
	step := view.DriftStep{
		StartMS: s.Start.Milliseconds(), EndMS: s.End.Milliseconds(), KnownMS: outside(s, lost).Milliseconds(), People: []view.DriftPerson{},
	}
	speech := make(map[int]timeline.Position)
	for i := range r.Signals {
		if x := &r.Signals[i]; x.Kind == turns.IPU {
			speech[x.Speaker] += outside(s.Overlap(x.Span), lost)
		}
	}
	var all timeline.Position
	for _, k := range members {
		all += speech[k]
	}
	for _, k := range members {
		p := view.DriftPerson{Channel: k, SpeechMS: speech[k].Milliseconds()}
		if all >= leastShared {
			p.Share = rounded(float64(speech[k]) / float64(all))
		}
		step.People = append(step.People, p)
	}
	return step
}

// countActs counts floors taken in overlap and silences broken, in the stretch in which they began.
func (r *Result) countActs(d *view.Drift, length timeline.Position) {
	r.found.final(func(x *turns.Reading) {
		e, _ := eventOf(x)
		if x.Kind != turns.InterruptionSuccessful && x.Kind != turns.Lapse || r.acquitted[e] != nil || !r.between(x) {
			return
		}
		step := &d.Steps[min(int(x.Start/length), len(d.Steps)-1)]
		for i := range step.People {
			switch p := &step.People[i]; {
			case p.Channel != x.Speaker:
			case x.Kind == turns.Lapse:
				p.Broken++
				step.Silences++
			default:
				p.Taken++
			}
		}
	})
}

// between says whether an overlap is between two who are compared; of silences it does not matter.
func (r *Result) between(x *turns.Reading) bool {
	return x.Kind == turns.Lapse || slices.Contains(r.compared(), x.Other)
}

// union is where any of the channels was not observed, in order and without overlaps.
func union(lanes []lane, channels []int) []timeline.Span {
	var all []timeline.Span
	for _, k := range channels {
		all = append(append(all, lanes[k].unknown...), lanes[k].paused...)
	}
	byStart(all)
	var out []timeline.Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// outside is how much of s lies in none of holes, which are in order and do not overlap.
func outside(s timeline.Span, holes []timeline.Span) timeline.Position {
	length := max(0, s.Len())
	if length == 0 {
		return 0
	}
	for _, h := range holes {
		length -= max(0, s.Overlap(h).Len())
	}
	return length
}
