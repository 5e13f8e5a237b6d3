package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// sureAndNot are how many final backchannels are sure, and how many are not.
func sureAndNot(f turns.Facts) (sure, not int) {
	for _, r := range f.Readings {
		switch {
		case r.Kind != turns.Backchannel || r.Status != turns.Final:
		case r.Sure:
			sure++
		default:
			not++
		}
	}
	return sure, not
}

func TestABackchannelIsSureWhereSomebodyPlainlyListens(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		sure       int
	}{
		{"short, in long talk", "0-12", "5-5.45", 1},
		{"longer than 450 ms", "0-12", "5-5.451", 0},
		{"a chain that is longer", "0-12", "5-5.2, 5.5-5.7", 0},
		{"in a pause of long talk", "0-5, 5.8-12", "5.2-5.5", 1},
		{"after 3.5 s of talk", "0-12", "3.5-3.9", 1},
		{"after less", "0-12", "3.499-3.9", 0},
		{"after 3.5 of the last 5 s", "0-2, 3.5-12", "6-6.4", 1},
		{"after less of them", "0-1.999, 3.5-12", "6-6.4", 0},
		{"3 s after one's own talk", "0-15", "3-5, 8-8.4", 1},
		{"less than that", "0-15", "3-5, 7.999-8.4", 0},
		{"3 s before one's own talk", "0-15", "5-5.4, 8.4-11", 1},
		{"less than that", "0-15", "5-5.4, 8.399-11", 0},
		{"too close to the end to tell", "0-8", "5-5.4", 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if sure, not := sureAndNot(parse(t, tc.a, tc.b).facts(t)); sure != tc.sure || sure+not != 1 {
				t.Errorf("%d sure and %d other backchannels, want %d sure of one", sure, not, tc.sure)
			}
		})
	}
}

func TestABackchannelThatMayBeAnothersIsNotSure(t *testing.T) {
	x := parse(t, "0-5, 5.8-12", "5.2-5.5")
	list := limited(x.changes(), 1, vad.Ambiguous, 5200*ms, 5300*ms)
	if sure, not := sureAndNot(run(t, 2, turns.DefaultOptions(), inOrder(list), x.end())); sure != 0 || not != 1 {
		t.Errorf("%d sure and %d other backchannels, want one that is not", sure, not)
	}
}

func TestSilenceThatWasNotHeardMakesNothingSure(t *testing.T) {
	x := parse(t, "0-12", "6-6.4")
	list := limited(x.changes(), 1, vad.Unknown, 3500*ms, 4000*ms)
	if sure, not := sureAndNot(run(t, 2, turns.DefaultOptions(), list, x.end())); sure != 0 || not != 1 {
		t.Errorf("%d sure and %d other backchannels, want one that is not", sure, not)
	}
}
