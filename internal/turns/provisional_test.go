package turns_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// lives are what became of the entries of a speaker, one line each time they are told.
func lives(f turns.Facts, speaker int) (out []string) {
	for _, r := range f.Readings {
		entry := r.Kind != turns.Turn && r.Kind != turns.ClearStart && r.Kind != turns.Lapse
		if r.Speaker == speaker && entry {
			out = append(out, fmt.Sprintf("%v %v at %v", r.Kind, r.Status, r.Decided.Seconds()))
		}
	}
	return out
}

func TestReadingsAreProvisionalUntilTheyCanBeTold(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []string
	}{
		{"a backchannel in talk", "0-9", "3-3.5", []string{
			"overlap_open provisional at 3.2", "backchannel provisional at 3.7", "backchannel final at 9",
		}},
		{"a backchannel in a pause", "0-5, 5.9-9", "5.2-5.5", []string{
			"backchannel provisional at 5.7", "backchannel final at 8.5",
		}},
		{"one that cannot be sure", "0-5, 5.9-9", "5.2-5.7", []string{
			"backchannel provisional at 6", "backchannel final at 6.7",
		}},
		{"a short answer", "0-5", "5.2-5.5, 8-9", []string{
			"backchannel provisional at 5.7", "backchannel withdrawn at 6.5",
		}},
		{"talk that goes on after a token", "0-9", "3-3.5, 4-6", []string{
			"overlap_open provisional at 3.2", "backchannel provisional at 3.7", "overlap_open provisional at 4.2",
			"backchannel withdrawn at 5", "short_insert final at 9", "butt_in final at 9",
		}},
		{"a chain", "0-9", "3-3.5, 4-4.5", []string{
			"overlap_open provisional at 3.2", "backchannel provisional at 3.7", "overlap_open provisional at 4.2",
			"overlap_open withdrawn at 5.5", "backchannel final at 9",
		}},
		{"an interruption", "0-5", "4.2-9", []string{
			"overlap_open provisional at 4.4", "interruption_successful final at 6",
		}},
		{"one that the other came back from", "0-5, 5.5-9", "4-5.4, 12-13.5", []string{
			"overlap_open provisional at 4.2", "interruption_unsuccessful final at 5.6",
		}},
		{"both stop", "0-5, 7.5-9", "3.9-5.1", []string{
			"overlap_open provisional at 4.1", "mutual_drop_out final at 6.1",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, lives(parse(t, tc.a, tc.b).facts(t), 1), tc.want)
		})
	}
}

func TestATurnIsProvisionalWhenItTakesTheFloor(t *testing.T) {
	f := parse(t, "0-5, 5.9-9", "4-5.8").facts(t)
	var got []string
	for _, r := range f.Readings {
		if r.Kind == turns.Turn {
			got = append(got, fmt.Sprintf("%d %s %v at %v", r.ID, named(r.Speaker), r.Status, r.Decided.Seconds()))
		}
	}
	expect(t, "B takes the floor for 0.8 s", got, []string{
		"2 A provisional at 1", "4 B provisional at 5.2", "4 B withdrawn at 6", "2 A final at 9",
	})
}

// The life of every reading: IDs count up, content changes only while it is provisional, and in the end nothing is.
func TestReadingsComeToAnEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channels := rapid.IntRange(1, 4).Draw(t, "channels")
		list := drawChanges(t, channels, rapid.Bool().Draw(t, "holes"))
		f := run(t, channels, drawOptions(t), list, drawEnd(t, list))
		latest, decided := map[int]turns.Reading{}, timeline.Position(0)
		for _, r := range f.Readings {
			was, known := latest[r.ID]
			switch {
			case !known && r.ID != len(latest)+1:
				t.Fatalf("%v: ID is not the next after %d", r, len(latest))
			case known && was.Status != turns.Provisional:
				t.Fatalf("%v after %v", r, was)
			case known && was.Kind != r.Kind && was.Kind != turns.OverlapOpen:
				t.Fatalf("%v became %v", was, r)
			case r.Decided < decided || r.Decided < r.End:
				t.Fatalf("%v: decided before what it tells, or after %d", r, decided)
			case r.Kind == turns.OverlapOpen && r.Status == turns.Final:
				t.Fatalf("%v is final", r)
			}
			latest[r.ID], decided = r, r.Decided
		}
		for _, r := range latest {
			if r.Status == turns.Provisional {
				t.Fatalf("%v is provisional in the end", r)
			}
		}
	})
}
