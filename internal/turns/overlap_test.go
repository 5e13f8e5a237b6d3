package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestBoundsOfTheTreeBelongToTheFirstOfTwoClasses(t *testing.T) {
	for _, tc := range []struct{ name, a, b, want string }{
		{"lead 0.2 s", "0-5", "0.2-2", "simultaneous_start A>B 0.2-2"},
		{"lead 0.201 s", "0-5", "0.201-2", "butt_in A>B 0.201-2"},
		{"rem 0.2 s", "0-5", "4.8-9", "terminal_overlap A>B 4.8-5"},
		{"rem 0.201 s", "0-5", "4.799-9", "terminal_or_fast_yield A>B 4.799-5"},
		{"rem 0.4 s", "0-5", "4.6-9", "terminal_or_fast_yield A>B 4.6-5"},
		{"rem 0.401 s", "0-5", "4.599-9", "interruption_successful A>B 4.599-5"},
		{"1 s inside", "0-5", "1-2, 2.3-3.3", "short_insert A>B 1-2"},
		{"1.001 s inside", "0-5", "1-2.001, 2.3-3.3", "butt_in A>B 1-2.001"},
		{"both end together", "0-5", "3-5", "butt_in A>B 3-5"},
		{"alone for 1 s before the other is back", "0-5, 6-9", "4-6.1", "interruption_successful A>B 4-5"},
		{"alone for less", "0-5, 6-9", "4-5.999", "interruption_unsuccessful A>B 4-5"},
		{"the other is back after 1.001 s", "0-5, 6.001-9", "4-5.9", "interruption_unresolved A>B 4-5"},
		{"out 0.2 s after the other", "0-5", "4-5.2", "mutual_drop_out A>B 4-5"},
		{"out 0.201 s after the other", "0-5", "4-5.201", "interruption_unresolved A>B 4-5"},
		{"alone for 1 s in two parts", "0-5", "4-5.6, 5.9-6.3", "interruption_successful A>B 4-5"},
		{"in two parts with 1 s between them", "0-5", "4-5.6, 6.6-9", "interruption_unresolved A>B 4-5"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := readings(parse(t, tc.a, tc.b).facts(t), entries[2:]...)
			if len(got) == 0 || got[0] != tc.want {
				t.Errorf("%v: got %q, want %q first", tc, got, tc.want)
			}
		})
	}
}

func TestOfSeveralWhoTalkTheOneWhoRunsLongestIsComeInto(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          []string
	}{
		{"who outlasts the entrant", "0-5", "2-3.5", "1-3", []string{"butt_in A>C 1-3", "butt_in A>B 2-3.5"}},
		{"of two who do, who started first", "0-6", "1-6", "2-4", []string{"butt_in A>B 1-6", "butt_in A>C 2-4"}},
		{"of two who do not, who ended last", "0-3", "1-5", "2-9", []string{
			"interruption_successful A>B 1-3", "interruption_successful B>C 2-5",
		}},
		{"a backchannel is passed over", "0-5", "3.9-4.9", "4.2-9", []string{"interruption_successful A>C 4.2-5"}},
		{"a third's talk does not undo it", "0-5", "4.2-9", "5.4-7", []string{
			"interruption_successful A>B 4.2-5", "butt_in B>C 5.4-7",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := parse(t, tc.a, tc.b, tc.c)
			expect(t, tc, readings(x.facts(t), turns.ButtIn, turns.InterruptionSuccessful), tc.want)
		})
	}
}

func TestASimultaneousStartIsWonByWhoIsAloneFirst(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       int
	}{
		{"the first goes on", "1-5", "1.1-2.5", 0},
		{"the second goes on", "1-2.5", "1.1-5", 1},
		{"alone for 1 s in two parts", "1-2.5", "1.1-3, 3.4-4", 1},
		{"neither", "1-2.5", "1.1-3", turns.Nobody},
		{"both at the same position", "1-2.5", "1-5", 1},
		{"both at the same position, the first goes on", "1-5", "1-2.5", 0},
	} {
		var got []turns.Reading
		for _, r := range parse(t, tc.a, tc.b).facts(t).Readings {
			if r.Kind == turns.SimultaneousStart && r.Status == turns.Final {
				got = append(got, r)
			}
		}
		if len(got) != 1 || got[0].NextHolder != tc.want {
			t.Errorf("%v: %v, want one start won by %s", tc, got, named(tc.want))
		}
	}
}

func TestEvidenceOfAnEntryIsKept(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       turns.Evidence
		next       int
	}{
		{"taken", "0-5", "4.2-9", turns.Evidence{Lead: 4200 * ms, Rem: 800 * ms, Overlap: 800 * ms}, 1},
		{"not taken", "0-5, 5.5-9", "4-5.4", turns.Evidence{Lead: 4000 * ms, Rem: 1000 * ms, Overlap: 1000 * ms}, 0},
		{"inside, rem to the end of the other's talk", "0-9", "3-4.6", turns.Evidence{Lead: 3000 * ms, Rem: 6000 * ms, Overlap: 1600 * ms}, 0},
		{"inside, the other ends soon after", "0-4.7", "3-4.6", turns.Evidence{Lead: 3000 * ms, Rem: 1700 * ms, Overlap: 1600 * ms}, turns.Nobody},
		{"backchannel", "0-9", "3-3.5", turns.Evidence{Lead: 3000 * ms, Rem: 6000 * ms, Overlap: 500 * ms}, 0},
		{"chain", "0-3.7, 5-9", "3-3.5, 3.75-4.4", turns.Evidence{Lead: 3000 * ms, Rem: 700 * ms, Overlap: 500 * ms}, 0},
	} {
		tc.want.FTO = turns.None
		for _, r := range parse(t, tc.a, tc.b).facts(t).Readings {
			entry := r.Status == turns.Final && r.Speaker == 1 && r.Kind != turns.Turn
			if entry && (r.Evidence != tc.want || r.NextHolder != tc.next) {
				t.Errorf("%s: %v has %v, next %s, want %v, %s",
					tc.name, r.Kind, r.Evidence, named(r.NextHolder), tc.want, named(tc.next))
			}
		}
	}
}

func TestLongOverlapsAndThoseOfThreeAreMarked(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          turns.Modifiers
	}{
		{"1.999 s", "0-5", "2-3.999", "", 0},
		{"2 s", "0-5", "2-4", "", turns.Sustained},
		{"a third in it", "0-5", "2-3.5", "1-2.1", turns.Choral},
		{"a third before it", "0-5", "2-3.5", "1-2", 0},
		{"both", "0-5", "2-4.1", "4-4.6", turns.Sustained | turns.Choral},
	} {
		for _, r := range parse(t, tc.a, tc.b, tc.c).facts(t).Readings {
			if r.Kind == turns.ButtIn && r.Status == turns.Final && r.Speaker == 1 && r.Modifiers != tc.want {
				t.Errorf("%v: modifiers %b, want %b", tc, r.Modifiers, tc.want)
			}
		}
	}
	if !turns.Choral.Has(turns.Choral|turns.Sustained) || turns.Choral.Has(turns.Sustained) {
		t.Error("modifiers are not told apart")
	}
}

func TestSignalTooPoorAroundAnOverlapMakesItUnclassifiable(t *testing.T) {
	for _, tc := range []struct {
		name    string
		channel int
		flags   vad.Flags
		from    timeline.Position
		to      timeline.Position
		want    string
	}{
		{"the entrant is masked", 1, vad.Masked, 3300 * ms, 3400 * ms, "unclassifiable A>B 3-4.6"},
		{"the other is clipped", 0, vad.Clipped, 3300 * ms, 3400 * ms, "unclassifiable A>B 3-4.6"},
		{"more than half of the entry is ambiguous", 1, vad.Ambiguous, 3300 * ms, 4101 * ms, "unclassifiable A>B 3-4.6"},
		{"half of it", 1, vad.Ambiguous, 3300 * ms, 4100 * ms, "butt_in A>B 3-4.6"},
		{"more than half of what the other says there", 0, vad.Ambiguous, 2000 * ms, 3801 * ms, "unclassifiable A>B 3-4.6"},
		{"half of that", 0, vad.Ambiguous, 2000 * ms, 3800 * ms, "butt_in A>B 3-4.6"},
		{"ambiguous while the entrant was still silent", 1, vad.Ambiguous, 2700 * ms, 3000 * ms, "butt_in A>B 3-4.6"},
		{"just before", 0, vad.Masked, 2700 * ms, 2801 * ms, "unclassifiable A>B 3-4.6"},
		{"just after", 0, vad.Masked, 4799 * ms, 5000 * ms, "unclassifiable A>B 3-4.6"},
		{"earlier", 0, vad.Masked, 2000 * ms, 2800 * ms, "butt_in A>B 3-4.6"},
		{"later", 0, vad.Masked, 4800 * ms, 5000 * ms, "butt_in A>B 3-4.6"},
		{"noise does not matter", 0, vad.Noisy, 3300 * ms, 3400 * ms, "butt_in A>B 3-4.6"},
		{"nor does a third channel", 2, vad.Masked, 3300 * ms, 3400 * ms, "butt_in A>B 3-4.6"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			list := limited(parse(t, "0-9", "3-4.6", "").changes(), tc.channel, tc.flags, tc.from, tc.to)
			f := run(t, 3, turns.DefaultOptions(), list, 9000*ms)
			expect(t, tc, readings(f, turns.ButtIn, turns.Unclassifiable), []string{tc.want})
		})
	}
}

// limited sets flags on one channel from a position to another.
func limited(list []vad.Change, k int, flags vad.Flags, from, to timeline.Position) []vad.Change {
	at := func(p timeline.Position) (now vad.Change) {
		now = vad.Change{Channel: k}
		for _, c := range list {
			if c.Channel == k && c.At <= p {
				now = c
			}
		}
		now.At = p
		return now
	}
	on, off := at(from), at(to)
	on.Flags |= flags
	if flags.Unobserved() {
		on.Activity = vad.Unobserved
	}
	var out []vad.Change
	for _, c := range list {
		switch inside := c.Channel == k && c.At >= from && c.At < to; {
		case inside && flags.Unobserved():
			continue
		case inside:
			c.Flags |= flags
		}
		out = append(out, c)
	}
	return inOrder(append([]vad.Change{on, off}, out...))
}
