package deference_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// bundledChanges are the reference of the bundled session as the detector would tell it, in order.
func bundledChanges(t *testing.T) []vad.Change {
	t.Helper()
	segments, err := rttm.Parse(bytes.NewReader(bundled.Reference()))
	if err != nil {
		t.Fatal(err)
	}
	var out []vad.Change
	for _, s := range segments {
		k := slices.Index(bundled.Speakers(), s.Speaker)
		out = append(out,
			vad.Change{Channel: k, At: s.Start, Activity: vad.Speech}, vad.Change{Channel: k, At: s.End, Activity: vad.Silent})
	}
	slices.SortStableFunc(out, func(a, b vad.Change) int { return cmp.Compare(a.At, b.At) })
	return out
}

// live runs rules and indicators on changes side by side, in portions of a length.
func live(t *testing.T, changes []vad.Change, step, end timeline.Position) (*deference.Meter, []deference.Nudge) {
	t.Helper()
	engine, err := turns.NewEngine(2, turns.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	m, err := deference.NewMeter(pair, deference.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	m.SetAgreement(0, deference.Agreement{Band: &[2]int{25, 40}, Nudges: true, FloorLimit: 20 * second, SilencesInRow: 2})
	var nudges []deference.Nudge
	for at := min(step, end); ; at = min(at+step, end) {
		for ; len(changes) > 0 && changes[0].At < at; changes = changes[1:] {
			m.Push(changes[0])
			if err := engine.Push(changes[0]); err != nil {
				t.Fatal(err)
			}
		}
		m.Add(engine.Advance(at))
		m.Advance(at)
		if n, ok := m.Nudge(); ok && !slices.Contains(nudges, n) {
			nudges = append(nudges, n)
		}
		if at == end {
			break
		}
	}
	m.Add(engine.Finish(end))
	m.Finish(end)
	return m, nudges
}

func TestTheBundledSessionIsToldAsItsFactsSay(t *testing.T) {
	m, _ := live(t, bundledChanges(t), timeline.HopLen, 184*second)
	rows, err := csv.NewReader(bytes.NewReader(bundled.Facts())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]map[string]int{}
	for _, row := range rows[1:] {
		kind, speaker := row[2], row[3]
		if counts[kind] == nil {
			counts[kind] = map[string]int{}
		}
		counts[kind][speaker]++
	}
	r := m.Result()
	for _, tc := range []struct {
		kind string
		id   deference.ID
		name string
	}{
		{"interruption_successful", deference.TakingFloor, "floor_taken_in_overlap"},
		{"lapse", deference.BreakingSilences, "silences_broken"},
		{"backchannel", deference.Backchannels, "backchannels"},
		{"turn", deference.HoldingFloor, "median_turn"},
	} {
		for channel, speaker := range bundled.Speakers() {
			if v, want := value(t, find(t, r.Session, tc.id), tc.name, channel), counts[tc.kind][speaker]; v.Count != want {
				t.Errorf("%s of the %s: %d, want %d", tc.kind, speaker, v.Count, want)
			}
		}
	}
}

func TestRulesAndIndicatorsTogetherDoNotDependOnPortions(t *testing.T) {
	changes := bundledChanges(t)
	i := slices.IndexFunc(changes, func(c vad.Change) bool { return c.At > 90*second && c.Channel == 1 && c.Activity == vad.Silent })
	changes[i].Activity, changes[i].Flags = vad.Unobserved, vad.Unknown // until the client's next word
	byHop, hopNudges := live(t, changes, timeline.HopLen, 184*second)
	for _, step := range []timeline.Position{second, 5 * second, 77777, 184 * second} {
		m, nudges := live(t, changes, step, 184*second)
		if got, want := encode(t, m.Result()), encode(t, byHop.Result()); got != want {
			t.Errorf("in portions of %v:\n%s\nhop by hop:\n%s", step.Duration(), got, want)
		}
		if len(hopNudges) < len(nudges) {
			t.Errorf("in portions of %v there are nudges %v, hop by hop %v", step.Duration(), nudges, hopNudges)
		}
	}
}
