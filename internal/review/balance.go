package review

import (
	"slices"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// titles are what indicators are called on screens.
var titles = map[deference.ID]string{
	deference.TalkShare: "Talk share", deference.HoldingFloor: "Holding the floor",
	deference.TakingFloor: "Taking the floor in overlap", deference.BreakingSilences: "Breaking silences",
	deference.ResponseLatency: "Response latency", deference.Backchannels: "Short signals", deference.Silence: "Silence",
	deference.FirstAndLast: "First and last", deference.Balance: "Balance of the group",
}

// balance is every indicator over the session, with what carries it.
func (r *Result) balance(moments []moment) view.ReviewBalance {
	ind := &r.Indicators
	all := view.IndicatorRows(ind.Session.Indicators)
	b := view.ReviewBalance{Mode: string(ind.Mode), Left: ind.Left, Right: ind.Right, Rows: make([]view.ReviewIndicator, len(all))}
	for i := range all {
		from := &ind.Session.Indicators[i]
		b.Rows[i] = view.ReviewIndicator{
			Indicator: all[i], Title: titles[from.ID], Term: string(from.ID),
			Units: r.units(from, moments), Measures: measures(from.Measures),
		}
	}
	return b
}

// units are what an indicator rests on, a block each: none while it is withheld.
func (r *Result) units(ind *deference.Indicator, moments []moment) []view.EvidenceUnit {
	list := []view.EvidenceUnit{}
	if ind.State == deference.Withheld {
		return list
	}
	amount := func(name string, seconds func(v deference.Value) float64) {
		for _, v := range valuesOf(ind, name) {
			if v.Value != nil {
				list = append(list, view.EvidenceUnit{Channel: v.Channel, MS: timeline.FromSeconds(seconds(v)).Milliseconds()})
			}
		}
	}
	switch ind.ID {
	case deference.TalkShare:
		amount("talk_share", func(v deference.Value) float64 { return *v.Value * v.Of })
	case deference.HoldingFloor:
		amount("median_turn", func(v deference.Value) float64 { return *v.Value })
	case deference.TakingFloor:
		list = append(list, r.eventUnits(taken, moments)...)
	case deference.BreakingSilences:
		list = append(list, r.eventUnits(silence, moments)...)
	default: // a block each would show nothing
	}
	return list
}

// eventUnits are the moments of a kind that count, of those who are compared.
func (r *Result) eventUnits(kind string, moments []moment) (list []view.EvidenceUnit) {
	members := r.compared()
	for i := range moments {
		m := &moments[i]
		among := slices.Contains(members, m.Channel) && (kind == silence || slices.Contains(members, m.Other))
		if m.Kind == kind && m.State == measuredState && among {
			list = append(list, view.EvidenceUnit{Channel: m.Channel, Moment: m.ID})
		}
	}
	return list
}

// valuesOf are those of a measure by name; none when there is none.
func valuesOf(ind *deference.Indicator, name string) []deference.Value {
	for i := range ind.Measures {
		if ind.Measures[i].Name == name {
			return ind.Measures[i].Values
		}
	}
	return nil
}

// indicator is the one of that ID; nil when there is none.
func (r *Result) indicator(id deference.ID) *deference.Indicator {
	list := r.Indicators.Session.Indicators
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}

func measures(from []deference.Measure) []view.ReviewMeasure {
	to := make([]view.ReviewMeasure, len(from))
	for i, m := range from {
		to[i] = view.ReviewMeasure{ID: m.ID, Name: m.Name, Unit: m.Unit, Of: m.Of, Least: m.Least, Values: make([]view.ReviewValue, len(m.Values))}
		for k, v := range m.Values {
			to[i].Values[k] = view.ReviewValue(v)
		}
	}
	return to
}
