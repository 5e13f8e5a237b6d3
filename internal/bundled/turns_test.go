package bundled_test

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// columns are those of facts.csv that a fact must have exactly.
var columns = []string{"kind", "speaker", "other", "next_holder", "status", "lead_ms", "rem_ms", "overlap_ms"}

func TestTheRulesFindExactlyTheFactsOfTheSession(t *testing.T) {
	engine, err := turns.NewEngine(2, turns.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes(t) {
		if err := engine.Push(c); err != nil {
			t.Fatal(err)
		}
	}
	final := map[int]turns.Reading{}
	for _, r := range engine.Finish(length()).Readings {
		final[r.ID] = r
	}
	var b bytes.Buffer
	readings := slices.SortedFunc(maps.Values(final), func(a, b turns.Reading) int { return cmp.Compare(a.Start, b.Start) })
	if err := export.Facts(&b, export.Rows(bundled.Speakers(), nil, readings)); err != nil {
		t.Fatal(err)
	}
	got, want := summaries(rows(t, b.Bytes())), summaries(facts(t))
	for _, s := range want {
		if !slices.Contains(got, s) {
			t.Errorf("not found: %s", s)
		}
	}
	for _, s := range got {
		if !slices.Contains(want, s) {
			t.Errorf("found and not in the session: %s", s)
		}
	}
}

// changes are the reference as the detector would tell it.
func changes(t *testing.T) []vad.Change {
	t.Helper()
	var out []vad.Change
	for _, s := range reference(t) {
		k := slices.Index(bundled.Speakers(), s.Speaker)
		out = append(out,
			vad.Change{Channel: k, At: s.Start, Activity: vad.Speech}, vad.Change{Channel: k, At: s.End, Activity: vad.Silent})
	}
	slices.SortStableFunc(out, func(a, b vad.Change) int { return cmp.Compare(a.At, b.At) })
	return out
}

// summaries are the rows in words, their times to the millisecond.
func summaries(rows []map[string]string) []string {
	var out []string
	for _, row := range rows {
		s := row["start_s"] + " to " + row["end_s"]
		for _, column := range columns {
			s += fmt.Sprintf(" %s=%s", column, row[column])
		}
		out = append(out, s)
	}
	return out
}
