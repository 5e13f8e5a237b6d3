package review

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// leastPause is from where a joint silence is a pause that could count.
const leastPause = timeline.Second

// quiet is a joint silence between talk that was observed.
type quiet struct {
	timeline.Span
	before, after int // who spoke alone last before it, and first after it
}

// silences are all of some length, in order of time.
func (r *Result) silences() []quiet {
	var list []quiet
	for i := range r.Signals {
		s := &r.Signals[i]
		switch {
		case s.Len() <= 0:
		case s.Kind == turns.Pause:
			list = append(list, quiet{s.Span, s.Speaker, s.Speaker})
		case s.Kind == turns.Gap:
			list = append(list, quiet{s.Span, s.Other, s.Speaker})
		}
	}
	slices.SortFunc(list, func(a, b quiet) int { return cmp.Compare(a.Start, b.Start) })
	return list
}

// pauseViews are the stack of all pauses, and where they begin to count.
func (r *Result) pauseViews(all []quiet) view.Pauses {
	lapse, agreed := r.Parameters.Rules.Lapse, r.s.Defaults().Rules.Lapse
	p := view.Pauses{
		FromMS: leastPause.Milliseconds(), List: [][4]int64{}, LapseMS: lapse.Milliseconds(), Agreed: agreed.Milliseconds(),
	}
	for _, q := range all {
		if q.Len() < leastPause {
			continue
		}
		p.List = append(p.List, [4]int64{q.Start.Milliseconds(), q.End.Milliseconds(), int64(q.after), int64(q.before)})
		if q.Len() >= lapse {
			p.Count++
		}
	}
	verb := "count"
	if p.Count == 1 {
		verb = "counts"
	}
	p.Text = fmt.Sprintf("%d of %s %s. Agreed: %s", p.Count, several(len(p.List), "pause", "pauses"), verb, tenths(agreed))
	return p
}
