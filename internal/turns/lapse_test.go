package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestLapsesAreLongJointSilences(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		end        timeline.Position
		want       []string
	}{
		{"of 3 s", "1-2, 5-6", "", 6000 * ms, []string{"lapse A>A 2-5"}},
		{"not of less", "1-2, 4.999-6", "", 6000 * ms, nil},
		{"ended by the other", "1-2", "6-7", 7000 * ms, []string{"lapse A>B 2-6"}},
		{"ended by a sound too short to be a turn", "1-2, 9-11", "6-6.15", 11000 * ms, []string{"lapse A>B 2-6"}},
		{"not the silence before the first speech", "5-6", "", 6000 * ms, nil},
		{"ended by both at once", "1-2, 6-7", "6-8", 8000 * ms, []string{"lapse A>- 2-6"}},
		{"ended by the end of the session", "1-2", "", 6000 * ms, []string{"lapse A>- 2-6"}},
		{"not what the session ends too early for", "1-2", "", 4999 * ms, nil},
		{"two in a row", "1-2", "6-6.15, 10-11", 11000 * ms, []string{"lapse A>B 2-6", "lapse A>B 6.15-10"}},
		{"other is who held the floor, not who spoke last", "1-4", "2-2.5, 4.02-4.17, 8-9", 9000 * ms, []string{"lapse A>B 4.17-8"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := run(t, 2, turns.DefaultOptions(), parse(t, tc.a, tc.b).changes(), tc.end)
			expect(t, tc, readings(f, turns.Lapse), tc.want)
		})
	}
}

func TestALapseIsToldWhileItLasts(t *testing.T) {
	e := newEngine(t, 1, turns.DefaultOptions())
	push(t, e, parse(t, "1-2, 7-9").changes()...)
	e.Advance(5000 * ms)
	f := clone(e.Advance(7000 * ms))
	if len(f.Readings) != 2 || f.Readings[1].Kind != turns.Lapse || f.Readings[1].Status != turns.Provisional {
		t.Fatalf("after 3 s of silence: %v, want the turn and a provisional lapse", f.Readings)
	}
	id := f.Readings[1].ID
	for _, r := range e.Advance(8000 * ms).Readings {
		if r.Kind == turns.Lapse && (r.ID != id || r.Status != turns.Final || r.Speaker != 0 || r.Decided != 7100*ms) {
			t.Errorf("after it: %v, want the same lapse, final, ended by A, decided once A is sure to speak", r)
		}
	}
}

func TestNobodyHoldsTheFloorInALapse(t *testing.T) {
	e := newEngine(t, 1, turns.DefaultOptions())
	push(t, e, parse(t, "0.8-2, 7-9").changes()...)
	for _, tc := range []struct {
		at   timeline.Position
		want turns.Floor
	}{
		{500 * ms, turns.Floor{Holder: turns.Nobody}},
		{2500 * ms, turns.Floor{Holder: 0, Since: 800 * ms}},
		{4999 * ms, turns.Floor{Holder: 0, Since: 800 * ms}},
		{5001 * ms, turns.Floor{Holder: turns.Nobody, Since: 2000 * ms}},
		{8500 * ms, turns.Floor{Holder: 0, Since: 7000 * ms}},
	} {
		e.Advance(tc.at)
		if got := e.Floor(); got != tc.want {
			t.Errorf("floor at %v is %v, want %v", tc.at.Duration(), got, tc.want)
		}
	}
}

func TestLossOfAChannelLeavesALapseUnended(t *testing.T) {
	list := append(parse(t, "1-2", "").changes(), vad.Change{Channel: 1, At: 6000 * ms, Activity: vad.Unobserved})
	f := run(t, 2, turns.DefaultOptions(), list, 9000*ms)
	expect(t, "lost at 6 s", readings(f, turns.Lapse), []string{"lapse A>- 2-6"})
}
