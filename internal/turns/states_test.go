package turns_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestSilencesAndOverlapsAreNamedByWhoIsAlone(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          []string
	}{
		{"one voice pauses", "1-2, 3-4", "", "", []string{"pause ->A 2-3"}},
		{"silence before the first and after the last has no label", "1-2", "3-3.05", "", nil},
		{
			"both stop at once, one goes on", "0-2, 3-4", "1-2", "",
			[]string{"overlap_other A>B 1-2", "pause ->A 2-3 joint stop"},
		},
		{
			"both start at once after one's talk", "0-1, 2-4", "2-3", "",
			[]string{"pause ->A 1-2 joint start", "overlap_other ->- 2-3"},
		},
		{
			"silence between two overlaps waits for who is alone first", "0-1, 2-3", "2-3, 4-5", "",
			[]string{"gap A>B 1-2 joint start", "overlap_other ->- 2-3", "gap A>B 3-4 joint stop"},
		},
		{"overlap in a row of three is one", "0-3", "1-4", "2-5", []string{"overlap_between A>C 1-4"}},
		{"a third within an overlap", "0-5", "1-4", "2-3", []string{"overlap_within A>B 1-4"}},
		{"a third between two is no gap of theirs", "0-1", "2-3", "1.2-1.8", []string{"gap A>C 1-1.2", "gap C>B 1.8-2"}},
		{"two take over at once", "0-1", "1-2", "1-3", []string{"overlap_between A>C 1-2"}},
		{"one takes over from two at once", "0-2", "1-2", "2-3", []string{"overlap_between A>C 1-2"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, signals(parse(t, tc.a, tc.b, tc.c).facts(t)), tc.want)
		})
	}
}

func TestAnOverlapNamesAllWhoSpokeInIt(t *testing.T) {
	for _, s := range parse(t, "0-5", "1-4", "2-3", "6-7").facts(t).Signals {
		if s.Kind == turns.OverlapWithin && s.Members != turns.ChannelSet(0).With(0).With(1).With(2) {
			t.Errorf("members = %b, want the first three channels", s.Members)
		}
	}
}

// The silences before the first to speak alone and after the last have no label; everything else has exactly one.
func TestStatesPartitionTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, rapid.IntRange(1, 4).Draw(t, "channels"))
		f := x.facts(t)
		sole, other := joint(f, x.end())
		var named []timeline.Span
		for _, s := range f.Signals {
			if s.Kind != turns.IPU && s.Len() > 0 {
				named = append(named, s.Span)
			}
		}
		slices.SortFunc(named, byStart)
		if len(sole) == 0 {
			return
		}
		other = slices.DeleteFunc(other, func(s state) bool {
			edge := s.End <= sole[0].Start || s.Start >= sole[len(sole)-1].End
			return edge && s.members == 0
		})
		var want []timeline.Span
		for _, s := range other {
			want = append(want, s.Span)
		}
		if !slices.Equal(named, want) {
			t.Fatalf("%v\nnamed %v\n want %v", x, named, want)
		}
	})
}

func byStart(a, b timeline.Span) int { return cmp.Compare(a.Start, b.Start) }

// state is a stretch with the same number of speakers, where two or more are as one.
type state struct {
	timeline.Span
	members turns.ChannelSet
}

// joint cuts a session at the bounds of the IPUs into sole talk and all else.
func joint(f turns.Facts, end timeline.Position) (sole, other []state) {
	cuts := []timeline.Position{0, end}
	for _, s := range f.Signals {
		if s.Kind == turns.IPU {
			cuts = append(cuts, s.Start, s.End)
		}
	}
	slices.Sort(cuts)
	for i, to := range cuts[1:] {
		now := state{Span: timeline.Span{Start: cuts[i], End: to}}
		for _, s := range f.Signals {
			if s.Kind == turns.IPU && s.Contains(cuts[i]) {
				now.members = now.members.With(s.Speaker)
			}
		}
		list := &other
		if now.members.Len() == 1 {
			list = &sole
		}
		last := len(*list) - 1
		switch {
		case now.Len() == 0:
		case last >= 0 && (*list)[last].End == now.Start && min(2, (*list)[last].members.Len()) == min(2, now.members.Len()):
			(*list)[last].End = now.End
			(*list)[last].members |= now.members
		default:
			*list = append(*list, now)
		}
	}
	return sole, other
}

func TestSwappingTwoChannelsSwapsTheLabels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, 2)
		a, b := readingsAsSets(x.facts(t)), swapped(readingsAsSets(x.swapped().facts(t)))
		a, b = append(a, signals(x.facts(t))...), append(b, swapped(signals(x.swapped().facts(t)))...)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Fatalf("%v\n    as is %q\n  swapped %q", x, a, b)
		}
	})
}

// readingsAsSets writes the final readings without saying who came into whom where both started at the very same time.
func readingsAsSets(f turns.Facts) []string {
	var out []string
	for _, r := range f.Readings {
		if r.Status != turns.Final {
			continue
		}
		if r.Kind == turns.SimultaneousStart && r.Lead == 0 {
			r.Speaker, r.Other = turns.Nobody, turns.Nobody
		}
		out = append(out, fmt.Sprintf("%v %s>%s then %s %d-%d %v fto %d %v", r.Kind, named(r.Other), named(r.Speaker),
			named(r.NextHolder), r.Start, r.End, r.Resumed, r.FTO, r.Place))
	}
	return out
}

func TestShiftingTimeChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, rapid.IntRange(1, 3).Draw(t, "channels"))
		by := timeline.Position(rapid.Int64Range(1, 1<<40).Draw(t, "by"))
		want, got := x.facts(t), x.moved(by, 0, 1, 2).facts(t)
		for i := range got.Signals {
			s := &got.Signals[i]
			s.Start, s.End, s.Decided = s.Start-by, s.End-by, s.Decided-by
		}
		for i := range got.Readings {
			r := &got.Readings[i]
			r.Start, r.End, r.Decided = r.Start-by, r.End-by, r.Decided-by
		}
		if !slices.Equal(got.Signals, want.Signals) || !slices.Equal(got.Readings, want.Readings) {
			t.Fatalf("%v by %d\n got %v\nwant %v", x, by, got, want)
		}
	})
}

// moved is x with some of its channels later.
func (x talk) moved(by timeline.Position, channels ...int) talk {
	y := make(talk, len(x))
	for k, spans := range x {
		for _, s := range spans {
			if slices.Contains(channels, k) {
				s.Start, s.End = s.Start+by, s.End+by
			}
			y[k] = append(y[k], s)
		}
	}
	return y
}

// Played backwards, what starts stops: gaps and overlaps between two go the other way, and joint stops are joint starts.
func TestTimeReversalExchangesStartsAndStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, rapid.IntRange(1, 4).Draw(t, "channels"))
		var got, want []string
		for _, s := range x.facts(t).Signals {
			want = append(want, undirected(s))
		}
		for _, s := range x.reversed().facts(t).Signals {
			s.Start, s.End = x.end()-s.End, x.end()-s.Start
			s.JointStart, s.JointStop = s.JointStop, s.JointStart
			if s.Kind == turns.Gap || s.Kind == turns.OverlapBetween {
				s.Speaker, s.Other = s.Other, s.Speaker
			}
			got = append(got, undirected(s))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%v\nbackwards %q\n forwards %q", x, got, want)
		}
	})
}

func (x talk) reversed() talk {
	y := make(talk, len(x))
	for k, spans := range x {
		for _, s := range slices.Backward(spans) {
			y[k] = append(y[k], timeline.Span{Start: x.end() - s.End, End: x.end() - s.Start})
		}
	}
	return y
}

// undirected leaves out who entered an overlap first: backwards, that is who left it last.
func undirected(s turns.Signal) string {
	if s.Kind == turns.OverlapWithin || s.Kind == turns.OverlapOther {
		s.Speaker, s.Other = turns.Nobody, turns.Nobody
	}
	s.Decided = 0
	return fmt.Sprint(s)
}

func TestSkewBetweenTwoChannelsMovesTheirOffsetsOppositely(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, 2)
		skew := timeline.Position(rapid.Int64Range(1, 800).Draw(t, "skew"))
		a, b := transitions(x.facts(t)), transitions(x.moved(skew, 1).facts(t))
		if len(a) != len(b) {
			return
		}
		for i := range a {
			if a[i].Kind != b[i].Kind || a[i].Speaker != b[i].Speaker {
				return // the skew has changed what happened
			}
		}
		for i, s := range b {
			want := a[i].FTO() + skew
			if s.Speaker == 0 {
				want = a[i].FTO() - skew
			}
			if s.FTO() != want {
				t.Fatalf("%v, channel B %d later: FTO of %v is %d, want %d", x, skew, s, s.FTO(), want)
			}
		}
	})
}

func transitions(f turns.Facts) (list []turns.Signal) {
	for _, s := range f.Signals {
		if s.FTO() != turns.None {
			list = append(list, s)
		}
	}
	return list
}
