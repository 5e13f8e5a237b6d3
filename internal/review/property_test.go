package review_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// drawRecord draws a session of two or three people with holes.
func drawRecord(outer *testing.T, t *rapid.T) *record.Record {
	people := rapid.IntRange(2, 3).Draw(t, "people")
	rec := scripted(outer, float64(rapid.IntRange(20, 700).Draw(t, "length")), make([]string, people)...)
	for k := range people {
		at := timeline.Position(0)
		for at < rec.End {
			at += timeline.Position(rapid.Int64Range(1, 90).Draw(t, "tenths")) * 1600
			c := vad.Change{Channel: k, At: at, Activity: vad.Activity(rapid.IntRange(0, 2).Draw(t, "activity"))}
			if at < rec.End {
				rec.Changes = append(rec.Changes, c)
			}
		}
	}
	return rec
}

// drawEntry draws an entry; some cannot be added.
func drawEntry(outer *testing.T, t *rapid.T, rec *record.Record) record.Entry {
	at := func(name string) int64 { return rapid.Int64Range(0, rec.End.Milliseconds()).Draw(t, name) }
	channel := func(name string) int { return rapid.IntRange(0, 2).Draw(t, name) }
	seq := int64(len(rec.Entries)) + 1
	by := rapid.SampledFrom([]string{"coach", "client", "mentor"}).Draw(t, "by")
	bodies := map[review.Kind]any{
		review.NotInterruptionKind: review.EventRef{Channel: channel("who"), AtMS: at("at")},
		review.BackchannelKind:     review.EventRef{Channel: channel("who"), AtMS: at("at")},
		review.SwapKind:            review.Swap{Channels: [2]int{channel("a"), channel("b")}, FromMS: at("from")},
		review.ExcludeKind:         review.Exclude{Span: review.Span{StartMS: at("start"), EndMS: at("end")}, Text: "Exercise"},
		review.DropChannelKind:     review.DropChannel{Channel: channel("dropped")},
		review.RenameKind:          review.Rename{Channel: channel("renamed"), Role: "observer"},
		review.UndoKind:            review.Undo{Entry: rapid.Int64Range(0, seq).Draw(t, "undone")},
	}
	kind := rapid.SampledFrom([]review.Kind{
		review.NotInterruptionKind, review.BackchannelKind, review.SwapKind, review.ExcludeKind, review.DropChannelKind,
		review.RenameKind, review.UndoKind,
	}).Draw(t, "kind")
	return entry(outer, seq, by, kind, bodies[kind])
}

func TestWhateverIsAddedTheFiguresAgreeWithTheMoments(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		rec := drawRecord(outer, t)
		for range rapid.IntRange(0, 6).Draw(t, "entries") {
			rec.Entries = append(rec.Entries, drawEntry(outer, t, rec))
		}
		r := computed(outer, rec, nil)
		v := r.View("mentor")
		checkMoments(t, v)
		for _, row := range v.Balance.Rows {
			if row.State == string(deference.Withheld) && len(row.Units) > 0 {
				t.Errorf("%s is withheld and has evidence", row.ID)
			}
		}
		if v.Balance.Mode == "pair" && v.People[0].Measured && v.People[1].Measured {
			checkDrift(outer, t, r, v)
		}
	})
}

func checkMoments(t *rapid.T, v *view.Review) {
	ids := make(map[string]bool)
	for _, m := range v.Moments {
		if ids[m.ID] || m.Text == "" || m.EndMS < m.StartMS {
			t.Errorf("a moment twice, or without words or time: %+v", m)
		}
		ids[m.ID] = true
	}
}

// checkDrift checks that what happened in all stretches is what the indicators count.
func checkDrift(outer *testing.T, t *rapid.T, r *review.Result, v *view.Review) {
	for _, k := range []int{v.Balance.Left, v.Balance.Right} {
		taken := count(v, k, func(p view.DriftPerson) int { return p.Taken })
		if want := takenBy(outer, r, k); taken != want {
			t.Errorf("channel %d took the floor %d times in all stretches, %d in all", k, taken, want)
		}
		broken := count(v, k, func(p view.DriftPerson) int { return p.Broken })
		if want := figure(outer, r, deference.BreakingSilences, "silences_broken", k); broken != want {
			t.Errorf("channel %d broke %d silences in all stretches, %d in all", k, broken, want)
		}
	}
}

func TestUndoingEverythingIsAsIfNothingHadBeenAdded(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		rec := drawRecord(outer, t)
		want := computed(outer, rec, nil).View("mentor")
		for range rapid.IntRange(1, 4).Draw(t, "entries") {
			rec.Entries = append(rec.Entries, drawEntry(outer, t, rec))
		}
		for n := int64(len(rec.Entries)); n > 0; n-- {
			add(outer, rec, rec.Entries[n-1].By, review.UndoKind, review.Undo{Entry: n})
		}
		got := computed(outer, rec, nil).View("mentor")
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(view.Review{}, "Log", "Undo")); diff != "" {
			t.Errorf("review (-before +after all was undone):\n%s", diff)
		}
	})
}

func TestAddingToASessionIsAsIfItHadBeenThere(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		rec := drawRecord(outer, t)
		s, err := review.New(rec)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 5).Draw(t, "entries") {
			e := drawEntry(outer, t, rec)
			rec.Entries = append(rec.Entries, e)
			if s, err = s.With(e); err != nil {
				t.Fatal(err)
			}
		}
		r, err := s.Compute(s.Defaults())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(computed(outer, rec, nil).View("coach"), r.View("coach")); diff != "" {
			t.Errorf("review (-there from the beginning +added):\n%s", diff)
		}
	})
}
