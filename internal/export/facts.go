package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// factKinds are the kinds that facts.csv holds. What only helps to reach a decision is left out.
var factKinds = []string{
	"ipu", "pause", "gap", "overlap_within", "overlap_between", "turn", "backchannel", "simultaneous_start",
	"terminal_overlap", "terminal_or_fast_yield", "short_insert", "butt_in", "interruption_successful",
	"interruption_unsuccessful", "interruption_unresolved", "mutual_drop_out", "lapse", "pause_entry", "unknown",
}

var factColumns = []string{
	"start_s", "end_s", "kind", "speaker", "other", "layer", "status", "lead_ms", "rem_ms", "overlap_ms", "next_holder",
}

// Facts writes facts.csv: a line a fact, times in seconds, measures in milliseconds.
func Facts(w io.Writer, rows []Row) error {
	c := csv.NewWriter(w)
	if err := c.Write(factColumns); err != nil {
		return fmt.Errorf("write facts: %w", err)
	}
	for i := range rows {
		if !slices.Contains(factKinds, rows[i].Kind) {
			continue
		}
		if err := c.Write(rows[i].record()); err != nil {
			return fmt.Errorf("write facts: %w", err)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write facts: %w", err)
	}
	return nil
}

func (r *Row) record() []string {
	return []string{
		fixed(r.StartS), fixed(r.EndS), r.Kind, r.Speaker, r.Other, strconv.Itoa(r.Layer), r.Status,
		optional(r.LeadMS), optional(r.RemMS), optional(r.OverlapMS), r.NextHolder,
	}
}

func fixed(seconds float64) string { return strconv.FormatFloat(seconds, 'f', 3, 64) }

func optional(ms *int64) string {
	if ms == nil {
		return ""
	}
	return strconv.FormatInt(*ms, 10)
}
