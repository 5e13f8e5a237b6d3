// Package export writes a session in the formats of the field and of this program.
package export

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// Row is a fact as files and tables show it. Times are in seconds of session time; a measure that does not apply is
// nil, somebody who does not exist is "".
type Row struct {
	StartS     float64 `json:"start_s"`
	EndS       float64 `json:"end_s"`
	Kind       string  `json:"kind"`
	Speaker    string  `json:"speaker"` // who acted: the entrant, who takes over, who breaks a silence
	Other      string  `json:"other"`   // who was spoken into or to, who held the floor before
	Layer      int     `json:"layer"`   // 1: what the signal shows; 2: interpretation
	Status     string  `json:"status"`  // provisional or final
	LeadMS     *int64  `json:"lead_ms"`
	RemMS      *int64  `json:"rem_ms"`
	OverlapMS  *int64  `json:"overlap_ms"`
	FTOMS      *int64  `json:"fto_ms"`
	NextHolder string  `json:"next_holder"`
	Place      string  `json:"place,omitempty"`     // of a backchannel: overlap, pause, late
	Sure       bool    `json:"sure,omitempty"`      // of a backchannel: surely one of listening
	Resumed    bool    `json:"resumed,omitempty"`   // a turn that was interrupted and went on
	Sustained  bool    `json:"sustained,omitempty"` // an overlap of rules.sustained and more
	Choral     bool    `json:"choral,omitempty"`    // an overlap in which a third person spoke too
	JointStop  bool    `json:"joint_stop,omitempty"`
	JointStart bool    `json:"joint_start,omitempty"`
	Flags      string  `json:"flags,omitempty"`
	Text       string  `json:"text,omitempty"` // of a mark
	DecidedS   float64 `json:"decided_s"`

	start timeline.Position
}

// Names are the channels' names in files.
type Names []string

// Of is the name of channel k; Nobody is "".
func (n Names) Of(k int) string {
	if k < 0 || k >= len(n) {
		return ""
	}
	return n[k]
}

// Rows are the facts of a session in order of time, the signals before the readings of the same moment. Withdrawn
// readings are left out.
func Rows(names Names, signals []turns.Signal, readings []turns.Reading) []Row {
	rows := make([]Row, 0, len(signals)+len(readings))
	for i := range signals {
		rows = append(rows, signalRow(names, &signals[i]))
	}
	for i := range readings {
		if readings[i].Status != turns.Withdrawn {
			rows = append(rows, readingRow(names, &readings[i]))
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.Layer, b.Layer))
	})
	return rows
}

func signalRow(names Names, s *turns.Signal) Row {
	row := Row{
		Kind: s.Kind.String(), Layer: 1, Status: turns.Final.String(),
		Speaker: names.Of(s.Speaker), Other: names.Of(s.Other),
		JointStop: s.JointStop, JointStart: s.JointStart, Flags: s.Flags.String(),
	}
	if s.Members != 0 {
		overlap := s.Len().Milliseconds()
		row.OverlapMS = &overlap
	}
	row.place(s.Span, s.Decided)
	return row
}

var placeNames = [...]string{"", "overlap", "pause", "late"}

func readingRow(names Names, r *turns.Reading) Row {
	row := Row{
		Kind: r.Kind.String(), Layer: 2, Status: r.Status.String(),
		Speaker: names.Of(r.Speaker), Other: names.Of(r.Other), NextHolder: names.Of(r.NextHolder),
		LeadMS: measure(r.Lead), RemMS: measure(r.Rem), OverlapMS: measure(r.Evidence.Overlap), FTOMS: measure(r.FTO),
		Place: placeNames[r.Place], Sure: r.Sure, Resumed: r.Resumed,
		Sustained: r.Modifiers.Has(turns.Sustained), Choral: r.Modifiers.Has(turns.Choral), Flags: r.Flags.String(),
	}
	row.place(r.Span, r.Decided)
	return row
}

func (r *Row) place(s timeline.Span, decided timeline.Position) {
	r.start = s.Start
	r.StartS, r.EndS, r.DecidedS = seconds(s.Start), seconds(s.End), seconds(decided)
}

// seconds is p to the millisecond.
func seconds(p timeline.Position) float64 { return float64(p.Milliseconds()) / 1000 }

// measure is p in milliseconds, or nil for None.
func measure(p timeline.Position) *int64 {
	if p == turns.None {
		return nil
	}
	ms := p.Milliseconds()
	return &ms
}
