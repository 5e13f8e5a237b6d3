package review

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// histogram is where the bins of a distribution lie.
type histogram struct {
	from, bin timeline.Position
	bins      int
}

// Gaps lie between -1 and +1 s for the most part (definitions §5.4); silences of 10 s and more are one.
var (
	gapBins     = histogram{-2 * second, 250 * ms, 24}
	silenceBins = histogram{0, 500 * ms, 20}
)

// count is how many of values, in milliseconds and rising order, lie in each bin.
func (h histogram) count(values []int64) []int {
	bins := make([]int, h.bins)
	for _, v := range values {
		i := int((timeline.FromMilliseconds(v) - h.from) / h.bin)
		bins[min(max(i, 0), h.bins-1)]++
	}
	return bins
}

// spread are the distributions of gaps and of silences.
func (r *Result) spread(all []quiet) []view.Distribution {
	gaps, silences := make(map[int][]int64), make(map[int][]int64)
	r.found.final(func(x *turns.Reading) {
		if x.Kind == turns.Turn && x.FTO != turns.None {
			gaps[x.Speaker] = append(gaps[x.Speaker], x.FTO.Milliseconds())
		}
	})
	for _, q := range all {
		silences[q.after] = append(silences[q.after], q.Len().Milliseconds())
	}
	return []view.Distribution{
		r.distribution("gaps", "From one’s talk to the other’s", gapBins, gaps, func(name string) string { return name }),
		r.distribution("silences", "Silences", silenceBins, silences, func(name string) string { return "Ended by " + name }),
	}
}

// distribution is one with a series for everybody who is compared.
func (r *Result) distribution(id, title string, h histogram, values map[int][]int64, label func(name string) string) view.Distribution {
	d := view.Distribution{ID: id, Title: title, FromMS: h.from.Milliseconds(), BinMS: h.bin.Milliseconds(), Series: []view.Distributed{}}
	for _, k := range r.compared() {
		own := values[k]
		slices.Sort(own)
		s := view.Distributed{Channel: k, Bins: h.count(own), Count: len(own)}
		s.Text = capital(label(r.names.inside(k))) + ": "
		switch {
		case len(own) == 0:
			s.Text += "none"
		case len(own) < leastMedian:
			s.Text += several(len(own), "time", "times")
		default:
			s.MedianMS = quantile(own, .5)
			s.Text += signed(*s.MedianMS) + " in the median of " + several(len(own), "time", "times")
		}
		d.Series = append(d.Series, s)
	}
	return d
}

// signed is a length with a true minus sign below zero.
func signed(ms int64) string {
	if ms <= -50 { // what rounds to 0 has no sign
		return "−" + tenths(timeline.FromMilliseconds(-ms))
	}
	return tenths(timeline.FromMilliseconds(ms))
}
