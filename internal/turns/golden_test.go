package turns_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/turns"
)

// The vectors of the definitions, §1.3. The dyad is that of the tests of pympi, whose classifier follows Heldner and
// Edlund (2010).
func TestStatesAreNamedByWhoSpeaksAloneAroundThem(t *testing.T) {
	dyad := parse(t, "0-1, 1.2-2, 2.8-4, 4.2-4.8, 20-20.5", "2.2-3, 4-5, 14.8-15")
	want := []string{
		"pause ->A 1-1.2", "gap A>B 2-2.2", "overlap_between B>A 2.8-3", "gap A>B 4-4", "overlap_within B>A 4.2-4.8",
		"pause ->B 5-14.8", "gap B>A 15-20",
	}
	expect(t, "dyad", signals(dyad.facts(t)), want)
	expect(t, "dyad, swapped", signals(dyad.swapped().facts(t)), swapped(want))
	triad := parse(t, "0-2, 6-7", "1.8-4", "3-3.4, 4.6-6.5")
	expect(t, "triad", signals(triad.facts(t)), []string{
		"overlap_between A>B 1.8-2", "overlap_within B>C 3-3.4", "gap B>C 4-4.6", "overlap_between C>A 6-6.5",
	})
}

// entries are the kinds of readings that the tree tells of who comes in.
var entries = []turns.ReadingKind{
	turns.Backchannel, turns.ClearStart, turns.SimultaneousStart, turns.TerminalOverlap, turns.TerminalOrFastYield,
	turns.ShortInsert, turns.ButtIn, turns.InterruptionSuccessful, turns.InterruptionUnsuccessful,
	turns.InterruptionUnresolved, turns.MutualDropOut, turns.Unclassifiable, turns.PauseEntry,
}

// The cases of the definitions, §3.4, with what the other people's entries are besides.
func TestTheTreeTellsOverlapsApart(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          []string
	}{
		{"after the end", "0-5", "5.3-9", "", []string{"clear_start ->A 0-0", "clear_start A>B 5.3-5.3"}},
		{"at the very end", "0-5", "4.85-9", "", []string{"clear_start ->A 0-0", "terminal_overlap A>B 4.85-5"}},
		{"near the end", "0-5", "4.65-9", "", []string{"clear_start ->A 0-0", "terminal_or_fast_yield A>B 4.65-5"}},
		{"well before it", "0-5", "4.2-9", "", []string{"clear_start ->A 0-0", "interruption_successful A>B 4.2-5"}},
		{"short and inside", "0-8", "3-3.5", "", []string{"clear_start ->A 0-0", "backchannel A>B 3-3.5"}},
		{"short over the end", "0-5, 5.6-9", "4.5-5.2", "", []string{"clear_start ->A 0-0", "backchannel A>B 4.5-5.2"}},
		{"long and inside", "0-8", "3-4.6", "", []string{"clear_start ->A 0-0", "butt_in A>B 3-4.6"}},
		{"two inside, too long for a chain", "0-8", "3-3.9, 4.3-5.25", "", []string{
			"clear_start ->A 0-0", "short_insert A>B 3-3.9", "short_insert A>B 4.3-5.25",
		}},
		{"the other comes back", "0-5, 5.5-9", "4-5.4, 12-13.5", "", []string{
			"clear_start ->A 0-0", "interruption_unsuccessful A>B 4-5", "clear_start B>A 5.5-5.5", "clear_start ->B 12-12",
		}},
		{"nearly at once", "0-5", "0.15-1.4", "", []string{"clear_start ->A 0-0", "simultaneous_start A>B 0.15-1.4"}},
		{"both stop", "0-5, 7.5-9", "3.9-5.1", "", []string{
			"clear_start ->A 0-0", "mutual_drop_out A>B 3.9-5", "clear_start B>A 7.5-7.5",
		}},
		{"over a backchannel", "3-3.6", "3.2-8", "", []string{"backchannel B>A 3-3.6", "clear_start ->B 3.2-3.2"}},
		{"a third comes in", "0-6", "2-2.4", "5-9", []string{
			"clear_start ->A 0-0", "backchannel A>B 2-2.4", "interruption_successful A>C 5-6",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := parse(t, tc.a, tc.b, tc.c)
			expect(t, tc, readings(x.facts(t), entries...), tc.want)
			expect(t, tc, readings(x.swapped().facts(t), entries...), swapped(tc.want))
		})
	}
}

// swapped exchanges A and B.
func swapped(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, strings.Map(func(r rune) rune {
			switch r {
			case 'A':
				return 'B'
			case 'B':
				return 'A'
			}
			return r
		}, line))
	}
	return out
}
