package review

import (
	"fmt"
	"math"
	"strconv"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// tracked is a measure that is compared between sessions.
type tracked struct {
	name, label, unit string
	// equal says that the value is a part of what everybody has, which is smaller in a larger group.
	equal bool
	// sized says that it cannot be compared between groups of other sizes: the fastest of several answers first.
	sized bool
	// lapsed says that it depends on the length from which silences count.
	lapsed bool
}

// trackedMeasures are all of them, in the order in which they are told.
var trackedMeasures = []tracked{
	{name: "talk_share", label: "Talk share", unit: "%", equal: true},
	{name: "floor_share", label: "Share of the floor", unit: "%", equal: true},
	{name: "median_turn", label: "Median turn", unit: "s", lapsed: true},
	{name: "floor_taken_in_overlap", label: "Took the floor in overlap", unit: "/min"},
	{name: "stopped_in_overlap", label: "Stopped in overlaps that others began", unit: "%"},
	{name: "silences_broken", label: "Broke silences", unit: "%", equal: true, lapsed: true},
	{name: "silence_tolerance", label: "Waited in silence, median", unit: "s", sized: true},
	{name: "median_latency", label: "Response latency, median", unit: "s", sized: true},
	{name: "backchannels", label: "Short signals", unit: "/min"},
}

// together are the measures of everybody.
var togetherMeasures = []tracked{{name: "silence_share", label: "Time in which nobody spoke", unit: "%"}}

// scale is how what is drawn follows from the value.
func (m *tracked) scale() string {
	if m.equal {
		return "1 is an equal part of what everybody has"
	}
	return ""
}

// rounded is x to 4 digits after the point, as indicators have it.
func rounded(x float64) *float64 {
	x = math.Round(x*1e4) / 1e4
	return &x
}

// normal is a value as it can stand beside that of a group of another size.
func (m *tracked) normal(x float64, size int) float64 {
	if m.equal {
		return *rounded(x * float64(size))
	}
	return x
}

// trendFigure is f as messages hold it; of no figure, an empty one.
func (m *tracked) trendFigure(f *Figure) view.TrendFigure {
	if f == nil {
		return view.TrendFigure{State: string(deference.Withheld), Text: "not measured"}
	}
	t := view.TrendFigure{Value: f.Value, Interval: f.Interval, Count: f.Count, Of: f.Of, State: string(f.State)}
	switch {
	case f.State == deference.Withheld:
		t.Text = "withheld"
	case f.Value == nil:
		t.Text = "too little"
	default:
		t.Text = m.text(*f.Value)
	}
	return t
}

// text is a value with its unit.
func (m *tracked) text(x float64) string {
	switch m.unit {
	case "%":
		return fmt.Sprintf("%.0f %%", 100*x)
	case "s":
		return signed(timeline.FromSeconds(x).Milliseconds())
	default:
		return strconv.FormatFloat(x, 'f', 2, 64) + " a minute"
	}
}

// session is d as messages hold it.
func (d *Digest) session() view.ComparedSession {
	c := view.ComparedSession{ID: d.ID, Title: d.Title, LengthMS: d.LengthMS, Place: string(d.Place), Size: d.Size}
	if !d.StartedAt.IsZero() {
		c.StartedAt = stamp(d.StartedAt)
	}
	return c
}

// told says whether enough is known of f to state anything.
func (f *Figure) told() bool {
	return f != nil && f.Value != nil && (f.State == deference.Tentative || f.State == deference.Shown)
}
