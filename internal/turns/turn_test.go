package turns_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestTurnsAreStaysOnTheFloor(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          []string
	}{
		{"pauses do not end a turn", "0-2, 3-5, 7.9-9", "", "", []string{"turn ->A 0-9"}},
		{"a lapse does", "0-2, 5-7", "", "", []string{"turn ->A 0-2", "turn A>A 5-7"}},
		{"another's turn does", "0-2, 5-7", "2.2-4.8", "", []string{"turn ->A 0-2", "turn A>B 2.2-4.8", "turn B>A 5-7"}},
		{"a backchannel in a pause does not", "0-2, 3-5", "2.3-2.7", "", []string{"turn ->A 0-5"}},
		{"nor one in talk", "0-5", "2.3-2.7", "", []string{"turn ->A 0-5"}},
		{"a short answer is a turn", "0-2, 5-7", "2.3-2.7", "", []string{"turn ->A 0-2", "turn A>B 2.3-2.7", "turn B>A 5-7"}},
		{"who is never alone has no turn", "0-9", "2-4", "", []string{"turn ->A 0-9"}},
		{"alone for 199 ms is no turn", "0-5, 6.5-9", "3-5.199", "", []string{"turn ->A 0-9"}},
		{"alone for 200 ms is one", "0-5, 6.5-9", "3-5.2", "", []string{"turn ->A 0-5", "turn A>B 3-5.2", "turn B>A 6.5-9"}},
		{
			"a turn starts with the talk that took the floor", "0-5", "4.2-9", "",
			[]string{"turn ->A 0-5", "turn A>B 4.2-9"},
		},
		{
			"or with the talk before it that nobody cut", "0-4.7", "4.2-4.6, 4.9-9", "",
			[]string{"turn ->A 0-4.7", "turn A>B 4.2-9"},
		},
		{"but not with talk that was", "0-5", "4.2-4.6, 4.9-9", "", []string{"turn ->A 0-5", "turn A>B 4.9-9"}},
		{
			"three in a row", "0-2", "2.1-4", "4.2-6",
			[]string{"turn ->A 0-2", "turn A>B 2.1-4", "turn B>C 4.2-6"},
		},
		{"a backchannel does not stop its hearer from being alone", "0-0.1, 1-1.4", "", "0.9-1.6", []string{"turn ->C 0.9-1.6"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, readings(parse(t, tc.a, tc.b, tc.c).facts(t), turns.Turn), tc.want)
		})
	}
}

func TestWhoComesBackWithinASecondHadNotGivenUpTheFloor(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []string
		resumed    bool
	}{
		{"back after 0.5 s", "0-5, 5.5-9", "4-5.4", []string{"turn ->A 0-9"}, true},
		{"back after 1 s, the other alone for less", "0-5, 6-9", "4-5.9", []string{"turn ->A 0-9"}, true},
		{"back after 1 s, the other alone all the time", "0-5, 6-9", "4-6.2", []string{
			"turn ->A 0-5", "turn A>B 4-6.2", "turn B>A 6-9",
		}, false},
		{
			"and what the other had said before is no part of what they say later", "0-5, 5.9-6, 7-7.1", "3.9-5.3, 6.5-6.6, 9-12",
			[]string{"turn ->A 0-7.1", "turn A>B 6.5-12"},
			true,
		},
		{"back later", "0-5, 6.001-9", "4-5.4", []string{"turn ->A 0-5", "turn A>B 4-5.4", "turn B>A 6.001-9"}, false},
		{"back, and the other goes on alone", "0-5, 5.5-6", "4-9", []string{"turn ->A 0-6", "turn A>B 4-9"}, true},
		{"nobody was in between", "0-5, 5.5-9", "", []string{"turn ->A 0-9"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := parse(t, tc.a, tc.b).facts(t)
			expect(t, tc, readings(f, turns.Turn), tc.want)
			for _, r := range f.Readings {
				if r.Kind == turns.Turn && r.Status == turns.Final && r.Speaker == 0 && r.Start == 0 && r.Resumed != tc.resumed {
					t.Errorf("%v: resumed = %v, want %v", tc, r.Resumed, tc.resumed)
				}
			}
		})
	}
}

func TestOffsetsAreFromTheEndOfTheTalkBefore(t *testing.T) {
	const none = turns.None
	for _, tc := range []struct {
		name, a, b string
		want       []timeline.Position // of each turn
	}{
		{"a gap", "0-5", "5.3-9", []timeline.Position{none, 300 * ms}},
		{"an overlap", "0-5", "4.2-9", []timeline.Position{none, -800 * ms}},
		{"no gap", "0-5", "5-9", []timeline.Position{none, 0}},
		{"over one's own backchannel", "0-5", "4.5-4.8, 5.9-9", []timeline.Position{none, 900 * ms}},
		{"over the other's", "0-5, 5.2-5.4", "5.3-9", []timeline.Position{none, -100 * ms}},
		{"after 10 s", "0-5", "15-19", []timeline.Position{none, 10000 * ms}},
		{"after more than 10 s", "0-5", "15.001-19", []timeline.Position{none, none}},
		{"to oneself after a lapse", "0-5, 9-12", "", []timeline.Position{none, none}},
		{"from a turn that had begun 200 ms before", "0-2", "0.2-5", []timeline.Position{none, none}},
		{"from one that had begun 201 ms before", "0-2", "0.201-5", []timeline.Position{none, -1799 * ms}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []timeline.Position
			for _, r := range parse(t, tc.a, tc.b).facts(t).Readings {
				if r.Kind == turns.Turn && r.Status == turns.Final {
					got = append(got, r.FTO)
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("%v: offsets %v, want %v", tc, got, tc.want)
			}
		})
	}
}

func TestATurnHasNoOffsetFromWhoDidNotHoldTheFloorInTheEnd(t *testing.T) {
	// C starts when B has the floor; then A comes back, so that B never had it.
	x := parse(t, "0-5, 5.9-6.6", "4-5.7", "5.55-9")
	for _, r := range x.facts(t).Readings {
		if r.Kind == turns.Turn && r.Status == turns.Final && r.Speaker == 2 && (r.Other != 0 || r.FTO != turns.None) {
			t.Errorf("%v: after %s with offset %d, want after A without", r, named(r.Other), r.FTO)
		}
	}
	expect(t, x, readings(x.facts(t), turns.Turn), []string{"turn ->A 0-6.6", "turn A>C 5.55-9"})
}

func TestTheNextHolderOfATurnIsWhoTookTheFloor(t *testing.T) {
	var got []string
	for _, r := range parse(t, "0-2, 9-10", "2.2-4").facts(t).Readings {
		if r.Kind == turns.Turn && r.Status == turns.Final {
			got = append(got, fmt.Sprintf("%s then %s", named(r.Speaker), named(r.NextHolder)))
		}
	}
	expect(t, "next holders", got, []string{"A then B", "B then -", "A then -"})
}

// In a session of which all is observed, a turn has its speaker alone for Solo, nobody has two turns at once, and nobody
// is alone for Take outside a turn unless it is too early to tell a token from talk.
func TestEveryTurnHoldsTheFloor(t *testing.T) {
	o := turns.DefaultOptions()
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, rapid.IntRange(1, 4).Draw(t, "channels"))
		f := x.facts(t)
		var list []turns.Reading
		for _, r := range f.Readings {
			if r.Kind == turns.Turn && r.Status == turns.Final {
				list = append(list, r)
			}
		}
		for i, r := range list {
			if alone := longestAlone(x, r); alone < o.Solo {
				t.Fatalf("%v\n%v: alone for %d at most", x, r, alone)
			}
			for _, s := range list[:i] {
				if s.Speaker == r.Speaker && s.Span.Overlap(r.Span).Len() > 0 {
					t.Fatalf("%v\n%v and %v overlap", x, s, r)
				}
			}
		}
		sole, _ := joint(f, x.end())
		for _, s := range sole {
			held := slices.ContainsFunc(list, func(r turns.Reading) bool {
				return r.Speaker == s.members.Sole() && r.Start <= s.Start && r.End >= s.End
			})
			if !held && s.Len() > o.Take && s.members.Len() == 1 {
				t.Fatalf("%v\n%s is alone %v, but has no turn: %v", x, named(s.members.Sole()), s.Span, list)
			}
		}
	})
}

// longestAlone is how long the speaker of r was alone in it, as long as backchannels do not count.
func longestAlone(x talk, r turns.Reading) (longest timeline.Position) {
	c := newOracle(turns.DefaultOptions(), x)
	var cuts []timeline.Position
	for _, u := range c.ipus {
		cuts = append(cuts, u.Start, u.End)
	}
	slices.Sort(cuts)
	start := timeline.Position(-1)
	for i, at := range cuts {
		var talking turns.ChannelSet
		for _, u := range c.ipus {
			if u.Contains(at) && !c.silent(u) {
				talking = talking.With(u.channel)
			}
		}
		switch alone := talking.Sole() == r.Speaker && r.Contains(at); {
		case alone && start < 0:
			start = at
		case !alone:
			start = -1
		}
		if start >= 0 && i+1 < len(cuts) {
			longest = max(longest, cuts[i+1]-start)
		}
	}
	return longest
}

// silent says whether u is part of a backchannel.
func (r *oracle) silent(u utterance) bool {
	for _, first := range r.ipus {
		if first.channel == u.channel && first.leads && first.chain == u.chain {
			return r.listens(first)
		}
	}
	return false
}
