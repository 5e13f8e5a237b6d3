package view

import (
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

// IndicatorsOf is the part of r that is drawn during a session.
func IndicatorsOf(r deference.Result) Indicators {
	return Indicators{
		Mode: string(r.Mode), Left: r.Left, Right: r.Right,
		Session: IndicatorRows(r.Session.Live()), Last5: IndicatorRows(r.Last5.Live()),
	}
}

// IndicatorRows are indicators as they are drawn.
func IndicatorRows(from []deference.Indicator) []Indicator {
	to := make([]Indicator, len(from))
	for i, ind := range from {
		to[i] = Indicator{
			ID: string(ind.ID), State: string(ind.State), Direction: string(ind.Direction), Status: ind.Status,
			Evidence: ind.Evidence, Position: ind.Position, Interval: ind.Interval, Figures: make([]Figure, len(ind.Figures)),
		}
		for k, f := range ind.Figures {
			to[i].Figures[k] = Figure(f)
		}
	}
	return to
}

// NudgeOf is the nudge on the line; nil when there is none.
func NudgeOf(n deference.Nudge, shown bool) *Nudge {
	if !shown {
		return nil
	}
	return &Nudge{ID: n.ID, Text: n.Text, Reason: n.Reason, UntilMS: n.Until.Milliseconds()}
}

// RulesOf are the constants that definitions name.
func RulesOf(o turns.Options) Rules {
	return Rules{
		Version: turns.RuleVersion, LapseMS: o.Lapse.Milliseconds(), RemMS: o.TermWide.Milliseconds(),
		TakeMS: o.Take.Milliseconds(), BCMaxMS: o.BCMax.Milliseconds(),
	}
}

// SummaryOf is s with the files that can be had.
func SummaryOf(s deference.Summary, files []Download) *Summary {
	table := make([]SummaryRow, len(s.Table))
	for i, row := range s.Table {
		table[i] = SummaryRow{Label: row.Label, Values: row.Values, State: string(row.State), Note: row.Note}
	}
	return &Summary{LengthMS: s.Length.Milliseconds(), PausedMS: s.Paused.Milliseconds(), Lines: s.Lines, Table: table, Downloads: files}
}
