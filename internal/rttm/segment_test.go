package rttm_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
)

func segment(speaker string, start, end timeline.Position) rttm.Segment {
	return rttm.Segment{Speaker: speaker, Span: timeline.Span{Start: start, End: end}}
}

func TestSegmentsComeSortedInPositions(t *testing.T) {
	in := line("2.5", "0.5", "b") + line("0.1", "0.2", "b") + line("0.1", "1", "a")
	got, err := rttm.Parse(strings.NewReader(in))
	want := []rttm.Segment{segment("a", 1600, 17600), segment("b", 1600, 4800), segment("b", 40000, 48000)}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestParsePassesErrorsOn(t *testing.T) {
	if _, err := rttm.Parse(strings.NewReader(line("0", "-1", "a"))); err == nil {
		t.Error("a negative duration: no error")
	}
}

func TestMergeJoinsWhatOneSpeakerSays(t *testing.T) {
	for _, tc := range []struct {
		name     string
		in, want []rttm.Segment
	}{
		{
			"overlapping",
			[]rttm.Segment{segment("a", 50, 200), segment("a", 0, 100)},
			[]rttm.Segment{segment("a", 0, 200)},
		},
		{
			"touching",
			[]rttm.Segment{segment("a", 0, 100), segment("a", 100, 200)},
			[]rttm.Segment{segment("a", 0, 200)},
		},
		{
			"one inside the other",
			[]rttm.Segment{segment("a", 0, 300), segment("a", 100, 200), segment("a", 250, 310)},
			[]rttm.Segment{segment("a", 0, 310)},
		},
		{
			"apart",
			[]rttm.Segment{segment("a", 0, 100), segment("a", 101, 200)},
			[]rttm.Segment{segment("a", 0, 100), segment("a", 101, 200)},
		},
		{
			"two speakers overlap as they are",
			[]rttm.Segment{segment("b", 0, 100), segment("a", 50, 150), segment("b", 90, 120)},
			[]rttm.Segment{segment("b", 0, 120), segment("a", 50, 150)},
		},
		{
			"empty ones go", []rttm.Segment{segment("a", 70, 70), segment("b", 9, 5)}, nil,
		},
	} {
		in := slices.Clone(tc.in)
		if got := rttm.Merge(tc.in); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
		if !slices.Equal(in, tc.in) {
			t.Errorf("%s: Merge changed its input to %v", tc.name, tc.in)
		}
	}
}

func TestSpeakersAreInTheOrderInWhichPeopleCount(t *testing.T) {
	names := []string{"ch10", "coach", "ch2", "ch0", "ch02", "Ch1", "ch", "2", "10", "ch2b"}
	var in []rttm.Segment
	for _, name := range append(names, names...) {
		in = append(in, segment(name, 0, 1))
	}
	want := []string{"2", "10", "Ch1", "ch", "ch0", "ch02", "ch2", "ch2b", "ch10", "coach"}
	if got := rttm.Speakers(in); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := rttm.Speakers(nil); len(got) != 0 {
		t.Errorf("of nothing: %q, want none", got)
	}
}

func TestMergingMergedSegmentsChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 100 {
		var in []rttm.Segment
		for range r.IntN(40) {
			start := timeline.Position(r.IntN(1000))
			in = append(in, segment(string(rune('a'+r.IntN(3))), start, start+timeline.Position(r.IntN(100))))
		}
		once := rttm.Merge(in)
		if twice := rttm.Merge(once); !slices.Equal(twice, once) {
			t.Fatalf("%v merges to %v, then to %v", in, once, twice)
		}
		for p := range timeline.Position(1100) {
			if a, b := talking(in, p), talking(once, p); a != b {
				t.Fatalf("at %d: who speaks in %[3]v is %[2]v, once merged %[4]v", p, a, in, b)
			}
		}
	}
}

// talking is who speaks at p, as a set of letters.
func talking(segments []rttm.Segment, p timeline.Position) (who [3]bool) {
	for _, s := range segments {
		if s.Contains(p) {
			who[s.Speaker[0]-'a'] = true
		}
	}
	return who
}
