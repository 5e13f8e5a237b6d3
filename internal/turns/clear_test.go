package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/turns"
)

func TestTalkInTheClearIsAStartUnlessItGoesOn(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []string
	}{
		{"after another", "1-3", "3.5-6", []string{"clear_start ->A 1-1", "clear_start A>B 3.5-3.5"}},
		{"after oneself", "1-3, 3.5-6", "", []string{"clear_start ->A 1-1"}},
		{"after oneself and a lapse", "1-3, 6-8", "", []string{"clear_start ->A 1-1", "clear_start ->A 6-6"}},
		{"after one's own talk and the other's backchannel", "1-3, 4-6", "3.3-3.6", []string{"clear_start ->A 1-1"}},
		{"when both had stopped at once", "1-3, 3.5-6", "2-3", []string{"clear_start ->A 1-1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, readings(parse(t, tc.a, tc.b).facts(t), turns.ClearStart), tc.want)
		})
	}
}

func TestAnEntryIntoAPauseIsNoInterruption(t *testing.T) {
	const entry = "pause_entry A>B 2.5-3"
	for _, tc := range []struct {
		name, a, b string
		want       []string
	}{
		{"the other tries to go on", "1-2, 3-5", "2.5-4.5", []string{entry}},
		{"after a pause of 0.2 s", "1-2, 3-5", "2.2-4.5", []string{"pause_entry A>B 2.2-3"}},
		{"after less, which is no pause", "1-2, 3-5", "2.199-4.5", nil},
		{"after 1 s", "1-2, 3.5-5", "3-4.5", []string{"pause_entry A>B 3-3.5"}},
		{"after more: the floor was free", "1-2, 3.5-5", "3.001-4.5", nil},
		{"the other tries within 1 s", "1-2, 3.5-5", "2.5-4.5", []string{"pause_entry A>B 2.5-3.5"}},
		{"the other tries later", "1-2, 3.501-5", "2.5-4.5", nil},
		{"the other goes on after the entrant's end", "1-2, 4.5-5", "2.5-4.4", nil},
		{"the other only gives a backchannel", "1-2, 3.4-3.8", "2.3-6", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := parse(t, tc.a, tc.b).facts(t)
			expect(t, tc, readings(f, turns.PauseEntry), tc.want)
		})
	}
}

func TestThePauseBeforeAnEntryIsKept(t *testing.T) {
	for _, r := range parse(t, "1-2, 3-5", "2.5-4.5").facts(t).Readings {
		if r.Kind == turns.PauseEntry && r.FTO != 500*ms {
			t.Errorf("pause before %v is %d, want 500 ms", r, r.FTO)
		}
	}
}
