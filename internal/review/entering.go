package review

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// leastMedian is from how many values a median is told: as many as a waiting time takes (deference.Options.OwnWaits).
const leastMedian = 5

// entering is who waited how long before entering the other's pauses, for each two of those who are compared.
func (r *Result) entering(all []quiet) []view.Entering {
	list := []view.Entering{}
	for _, j := range r.compared() {
		for _, i := range r.compared() {
			if i != j {
				list = append(list, r.enteringOf(j, i, all))
			}
		}
	}
	return list
}

// enteringOf is how long j waited before entering i's pauses. Waits that somebody else's talk ended are counted, but
// have no length of their own: j might have waited longer.
func (r *Result) enteringOf(j, i int, all []quiet) view.Entering {
	e := view.Entering{Channel: j, Other: i, WaitsMS: []int64{}}
	for _, q := range all {
		if q.before != i {
			continue
		}
		e.Pauses++
		if q.after == j {
			e.WaitsMS = append(e.WaitsMS, q.Len().Milliseconds())
		}
	}
	slices.Sort(e.WaitsMS)
	e.Entered = len(e.WaitsMS)
	e.Text = fmt.Sprintf("%s entered %d of %s after %s talk", r.names.first(j), e.Entered,
		several(e.Pauses, "silence", "silences"), of(r.names.full(i)))
	if e.Entered >= leastMedian {
		e.MedianMS, e.QuarterMS, e.UpperMS = quantile(e.WaitsMS, .5), quantile(e.WaitsMS, .25), quantile(e.WaitsMS, .75)
		e.Text += ", after " + tenths(timeline.FromMilliseconds(*e.MedianMS)) + " in the median"
	}
	return e
}

// quantile lies between the values on either side of it. They are in rising order, at least one.
func quantile(values []int64, p float64) *int64 {
	at := p * float64(len(values)-1)
	i := int(at)
	x := float64(values[i])
	if i+1 < len(values) {
		x += (at - float64(i)) * float64(values[i+1]-values[i])
	}
	rounded := int64(x + .5)
	if x < 0 {
		rounded = int64(x - .5)
	}
	return &rounded
}

// compared are the channels of those who are compared, in seat order: the pair, or everybody who is measured.
func (r *Result) compared() []int {
	ind := &r.Indicators
	var list []int
	for _, p := range r.People {
		pair := ind.Left < 0 || p.Channel == ind.Left || p.Channel == ind.Right
		if p.Measured && pair {
			list = append(list, p.Channel)
		}
	}
	return list
}
