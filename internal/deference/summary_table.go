package deference

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Row is one measure of everybody, in seat order.
type Row struct {
	Label  string
	Values []string // "–" where the measure does not apply
	State  State    // how much may be read from it
	Note   string   // what limits it besides
}

// nothing stands where a measure does not apply.
const nothing = "–"

// line is where a row comes from.
type line struct {
	label   string
	id      ID
	measure string
	show    func(Value) string
	note    string
}

// lines are the rows below the talk time; %s stands for the length from which silences count.
var lines = [...]line{
	{"Talk share", TalkShare, "talk_share", inPercent, ""},
	{"Share of the floor", TalkShare, "floor_share", inPercent, ""},
	{"Turns", HoldingFloor, "median_turn", counted, ""},
	{"Median turn", HoldingFloor, "median_turn", inSeconds, ""},
	{"Longest turn", HoldingFloor, "longest_turn", inSeconds, ""},
	{
		"Took the floor in overlap", TakingFloor, "floor_taken_in_overlap", counted,
		"Giving way at once is not counted: it can’t be told from the end of a turn.",
	},
	{"Tried to take the floor", TakingFloor, "attempts", counted, ""},
	{"Stopped in overlaps that others began", TakingFloor, "stopped_in_overlap", ofAll, ""},
	{"Broke silences of %s and more", BreakingSilences, "silences_broken", ofAll, ""},
	{"… after the others’ talk", BreakingSilences, "silences_broken_after_others_talk", ofAll, ""},
	{"… after own talk", BreakingSilences, "silences_broken_after_own_talk", ofAll, ""},
	{"Waited in silence, median", BreakingSilences, "silence_tolerance", inTenths, "Takes 10 silences of 1 s and more, 5 of them ended by the person."},
	{"Response latency, median", ResponseLatency, "median_latency", inTenths, "Below zero: before the other had ended."},
	{"Short signals", Backchannels, "backchannels", counted, ""},
	{"Went on after simultaneous starts", FirstAndLast, "simultaneous_starts_won", ofAll, ""},
}

// table is a row a measure.
func (t teller) table() []Row {
	rows := []Row{{Label: "Talk time", Values: make([]string, len(t.people))}}
	for seat, p := range t.people {
		rows[0].Values[seat] = nothing
		if p.Measured {
			rows[0].Values[seat] = length(t.speech[seat])
		}
	}
	for _, l := range lines {
		rows = append(rows, t.row(l))
	}
	return rows
}

// row is one line with its values.
func (t teller) row(l line) Row {
	ind := t.indicator(l.id)
	r := Row{Label: l.label, Values: make([]string, len(t.people)), State: ind.State, Note: l.note}
	if strings.Contains(l.label, "%s") {
		r.Label = fmt.Sprintf(l.label, length(t.opts.Lapse))
	}
	for seat := range r.Values {
		r.Values[seat] = nothing
	}
	if ind.State == Withheld {
		r.Note = strings.ReplaceAll(ind.Evidence, "*", "")
		return r
	}
	for _, v := range measured(ind, l.measure) {
		if v.Value != nil {
			r.Values[t.seatAt(v.Channel)] = l.show(v)
		}
	}
	return r
}

// measured is the values of a measure of ind.
func measured(ind Indicator, name string) []Value {
	for _, m := range ind.Measures {
		if m.Name == name {
			return m.Values
		}
	}
	return nil
}

func inPercent(v Value) string { return strconv.Itoa(percent(*v.Value, 1)) + " %" }
func inSeconds(v Value) string { return length(timeline.FromSeconds(*v.Value)) }
func inTenths(v Value) string  { return latency(*v.Value) }
func counted(v Value) string   { return strconv.Itoa(v.Count) }
func ofAll(v Value) string     { return fmt.Sprintf("%d of %d", v.Count, int(v.Of)) }
