package review_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

var update = flag.Bool("update", false, "write the golden messages anew")

// pair is a session of four minutes with all that the review draws.
func pair(t testing.TB) *record.Record {
	t.Helper()
	rec := scripted(t, 240,
		"0.5-6, 20-20.4, 30-33, 34.2-41, 52-52.6, 63.4-68, 78-79.6, 96-99, 108-113, 190.2-196, 228-235",
		"6.4-29, 41.3-58, 68.5-76, 77-92, 99.6-107, 113.4-182, ?183-189, 196.4-212, 212.6-228.8")
	rec.Events = []record.Event{
		{At: timeline.FromSeconds(100), Mark: &record.Mark{ID: "m1", Text: "the goal"}},
		{At: timeline.FromSeconds(120), Mark: &record.Mark{ID: "m2"}},
		{At: timeline.FromSeconds(125), Unmark: "m2"},
	}
	taken := review.Anchor{Family: review.Overlap, Channel: 0, AtMS: 228000}
	mentors := add(t, rec, "mentor", review.NoteKind, review.Note{
		Span: review.Span{StartMS: 228000, EndMS: 228000}, On: &taken, Tags: []string{"6", "5"}, Shared: true,
		Text: "You came in as the client slowed down. What might have followed, had the pause been left open?",
	})
	add(t, rec, "coach", review.NoteKind, review.Note{
		Span: review.Span{StartMS: 228000, EndMS: 228000}, On: &taken, Tags: []string{"5"}, Shared: true, ReplyTo: mentors,
		Text: "I was filling here. I could have stayed.",
	})
	add(t, rec, "coach", review.NoteKind, review.Note{
		Span: review.Span{StartMS: 113000, EndMS: 182000}, Text: "For my own eyes.",
	})
	add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 78000})
	add(t, rec, "mentor", review.BackchannelKind, review.EventRef{Channel: 1, AtMS: 160000})
	add(t, rec, "coach", review.ExcludeKind, review.Exclude{Span: review.Span{StartMS: 200000, EndMS: 210000}, Text: "Exercise"})
	add(t, rec, "coach", review.PhaseKind, review.Phase{Span: review.Span{StartMS: 0, EndMS: 60000}, Name: "Opening"})
	maya := add(t, rec, "coach", review.RenameKind, review.Rename{Channel: 1, Name: "Maya"})
	add(t, rec, "coach", review.UndoKind, review.Undo{Entry: maya})
	guess := 45
	add(t, rec, "mentor", review.ReflectionKind, review.Reflection{TalkShare: &guess})
	add(t, rec, "mentor", "mood", map[string]int{"valence": 3})
	return rec
}

func TestTheGoldenMessagesAreWhatTheirRecordsComeTo(t *testing.T) {
	own := computed(t, pair(t), nil).Digest()
	own.StartedAt = began.AddDate(0, 0, 2)
	four := with(digest(1, record.Room, .2), func(d *review.Digest) { d.Size = 4 })
	five := 5.
	goals := []view.Goal{{ID: "g1", Role: "coach", Measure: "silence", AtLeast: &five}}
	for name, v := range map[string]any{
		"review-pair":     seen(t, pair(t), "mentor"),
		"review-client":   seen(t, pair(t), "client"),
		"review-moved":    computed(t, pair(t), map[string]int64{"lapse": 1000, "long_turn": 30000}).View("coach"),
		"comparison-pair": review.Compare(own, digest(3, record.Room, .42)),
		"trends-coach": review.Trend(
			[]*review.Digest{own, digest(3, record.Room, .42), digest(4, record.Remote, .3), four}, "coach", "", goals),
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			e := json.NewEncoder(&got)
			e.SetEscapeHTML(false)
			e.SetIndent("", "  ")
			if err := e.Encode(v); err != nil {
				t.Fatal(err)
			}
			path := "../view/testdata/" + name + ".json"
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s (-golden +computed):\n%s", path, diff)
			}
		})
	}
}
