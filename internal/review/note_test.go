package review_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/view"
)

// told are the texts of notes.
func told(v *view.Review) []string {
	list := []string{}
	for _, n := range v.Notes {
		list = append(list, n.Text)
	}
	return list
}

func noteAt(ms int64, text string, shared bool) review.Note {
	return review.Note{Span: review.Span{StartMS: ms, EndMS: ms}, Text: text, Shared: shared}
}

func TestPrivateNotesAreForTheirAuthorsRole(t *testing.T) {
	rec := takings(t)
	add(t, rec, "mentor", review.NoteKind, noteAt(9000, "open", true))
	secret := add(t, rec, "mentor", review.NoteKind, noteAt(8000, "hidden", false))
	answer := add(t, rec, "mentor", review.NoteKind, review.Note{Text: "hidden too", ReplyTo: secret})
	add(t, rec, "mentor", review.UndoKind, review.Undo{Entry: answer})
	add(t, rec, "mentor", review.NoteEditKind, review.NoteEdit{Note: secret, Text: "hidden still"})
	guess := 12
	add(t, rec, "mentor", review.ReflectionKind, review.Reflection{TalkShare: &guess})
	if got := told(seen(t, rec, "mentor")); !slices.Equal(got, []string{"hidden still", "open"}) {
		t.Errorf("the mentor sees %q", got)
	}
	v := seen(t, rec, "coach")
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "hidden") || len(v.Guesses.Given) != 0 || v.Guesses.Asked {
		t.Errorf("the coach sees what is private: notes %q, guesses %+v", told(v), v.Guesses)
	}
	if len(v.Log) != 0 || chip(t, v, "note") != "1" {
		t.Errorf("the coach can tell that there is something private: %+v, %s", v.Log, chip(t, v, "note"))
	}
}

func TestSharingANoteCanBeTakenBack(t *testing.T) {
	rec := takings(t)
	n := add(t, rec, "mentor", review.NoteKind, noteAt(9000, "a thought", false))
	for _, step := range []struct {
		kind review.Kind
		body any
		want int
	}{
		{review.ShareKind, review.NoteRef{Note: n}, 1},
		{review.UnshareKind, review.NoteRef{Note: n}, 0},
		{review.UndoKind, review.Undo{Entry: n + 2}, 1},
		{review.UndoKind, review.Undo{Entry: n + 1}, 0},
	} {
		add(t, rec, "mentor", step.kind, step.body)
		if got := told(seen(t, rec, "coach")); len(got) != step.want {
			t.Errorf("after %s the coach sees %q, want %d", step.kind, got, step.want)
		}
	}
}

func TestNotesAreBoundToTheirMoment(t *testing.T) {
	rec := takings(t)
	on := review.Anchor{Family: review.Overlap, Channel: 0, AtMS: 9200}
	n := add(t, rec, "mentor", review.NoteKind, review.Note{On: &on, Text: "here", Shared: true})
	v := seen(t, rec, "coach")
	if v.Notes[0].Moment != v.Moments[0].ID || !slices.Equal(v.Moments[0].Notes, []int64{n}) {
		t.Errorf("the note is on %q, the moment %q has notes %v", v.Notes[0].Moment, v.Moments[0].ID, v.Moments[0].Notes)
	}
	v = computed(t, rec, map[string]int64{"term_wide": 1000}).View("coach")
	if len(v.Notes) != 1 || v.Notes[0].Moment != "" {
		t.Errorf("without the moment the notes are %+v", v.Notes)
	}
}

func TestANoteStaysWithItsMomentWhenPeopleSwap(t *testing.T) {
	swap := func(ms int64) review.Swap { return review.Swap{Channels: [2]int{0, 1}, FromMS: ms} }
	for _, tc := range []struct {
		name        string
		coach       string
		client      string
		before, now int64 // swaps, -1: none
		want        string
	}{
		{"a turn, written after a swap", "0-70", "72-80", 0, -1, "Client held the floor for 1:10"},
		{"a turn, swapped afterwards", "0-70", "72-80", -1, 0, "Client held the floor for 1:10"},
		{"a turn, swapped back", "0-70", "72-80", 0, 0, "Coach held the floor for 1:10"},
		{"a silence in the middle of which they swap", "0-10", "20-40", -1, 15000, "Silence of 10.0 s, broken by coach"},
		{"a silence after a swap within it", "0-10", "20-40", 15000, 15000, "Silence of 10.0 s, broken by client"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec := scripted(t, 90, tc.coach, tc.client)
			if tc.before >= 0 {
				add(t, rec, "mentor", review.SwapKind, swap(tc.before))
			}
			m := seen(t, rec, "mentor").Moments[0]
			on := review.Anchor{Family: review.Family(m.Anchor.Family), Channel: m.Anchor.Channel, AtMS: m.Anchor.AtMS}
			n := add(t, rec, "mentor", review.NoteKind, review.Note{On: &on, Text: "here", Shared: true})
			if tc.now >= 0 {
				add(t, rec, "mentor", review.SwapKind, swap(tc.now))
			}
			v := seen(t, rec, "mentor")
			if m = v.Moments[0]; m.Text != tc.want || !slices.Equal(m.Notes, []int64{n}) {
				t.Errorf("%q has notes %v, want %q with note %d", m.Text, m.Notes, tc.want, n)
			}
		})
	}
}

func TestADeletedNoteStaysEmptyWhileItIsAnswered(t *testing.T) {
	rec := takings(t)
	n := add(t, rec, "mentor", review.NoteKind, noteAt(9000, "a question", true))
	answer := add(t, rec, "coach", review.NoteKind, review.Note{Text: "an answer", Shared: true, ReplyTo: n})
	deleted := add(t, rec, "mentor", review.NoteDeleteKind, review.NoteRef{Note: n})
	if diff := cmp.Diff([]string{"an answer", ""}, told(seen(t, rec, "coach"))); diff != "" {
		t.Errorf("deleted (-want +got):\n%s", diff)
	}
	gone := add(t, rec, "coach", review.NoteDeleteKind, review.NoteRef{Note: answer})
	if got := told(seen(t, rec, "coach")); len(got) != 0 {
		t.Errorf("both deleted: %q", got)
	}
	add(t, rec, "coach", review.UndoKind, review.Undo{Entry: gone})
	add(t, rec, "mentor", review.UndoKind, review.Undo{Entry: deleted})
	if diff := cmp.Diff([]string{"an answer", "a question"}, told(seen(t, rec, "coach"))); diff != "" {
		t.Errorf("both restored (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeAddedIsSaidInASentence(t *testing.T) {
	rec := takings(t)
	secret := add(t, rec, "mentor", review.NoteKind, noteAt(9000, "hidden", false))
	open := add(t, rec, "mentor", review.NoteKind, noteAt(9000, "open", true))
	gone := add(t, rec, "mentor", review.PhaseKind, review.Phase{Span: review.Span{EndMS: 1000}, Name: "Opening"})
	add(t, rec, "mentor", review.UndoKind, review.Undo{Entry: gone})
	s, err := review.New(rec)
	if err != nil {
		t.Fatal(err)
	}
	much := 101
	for _, tc := range []struct {
		by   string
		kind review.Kind
		body any
		want string
	}{
		{"coach", "mood", 1, `this version does not know entries of the kind "mood"`},
		{"stranger", review.NoteKind, noteAt(0, "x", true), `"stranger" is no role that can add anything`},
		{"coach", review.NoteKind, noteAt(0, " ", true), "the note is empty"},
		{"coach", review.NoteKind, noteAt(61000, "x", true), "1:01 is not within the session, which ends at 1:00"},
		{
			"coach", review.NoteKind,
			review.Note{Text: "x", On: &review.Anchor{Family: review.Turn, AtMS: 72000000}},
			"20:00:00 is not within the session, which ends at 1:00",
		},
		{"coach", review.NoteKind, review.Note{Text: "x", ReplyTo: secret}, "there is no note 1"},
		{"coach", review.NoteEditKind, review.NoteEdit{Note: secret, Text: "x"}, "there is no note 1"},
		{"coach", review.NoteEditKind, review.NoteEdit{Note: open, Text: "x"}, "only its author, the mentor, can change this note"},
		{"coach", review.ShareKind, review.NoteRef{Note: open}, "only its author, the mentor, can change this note"},
		{"coach", review.UndoKind, review.Undo{Entry: secret}, "there is no entry 1 that you can take back"},
		{"mentor", review.UndoKind, review.Undo{Entry: gone}, "entry 3 is taken back already"},
		{"coach", review.UndoKind, review.Undo{Entry: 99}, "there is no entry 99 that you can take back"},
		{"coach", review.NotInterruptionKind, review.EventRef{Channel: 2}, "nobody is measured on channel 2"},
		{"coach", review.SwapKind, review.Swap{}, "a swap takes two different people"},
		{"coach", review.RenameKind, review.Rename{Channel: 1}, "there is neither a new name nor a new role"},
		{"coach", review.RenameKind, review.Rename{Channel: 1, Name: " ** "}, "there is neither a new name nor a new role"},
		{"coach", review.RenameKind, review.Rename{Channel: 1, Role: "boss"}, `"boss" is no role: coach, client, observer or person`},
		{"coach", review.RenameKind, review.Rename{Channel: 9, Name: "x"}, "nobody has channel 9"},
		{"coach", review.ExcludeKind, review.Exclude{Span: review.Span{StartMS: 5, EndMS: 5}, Text: "x"}, "the end lies before the start, or on it"},
		{"coach", review.ExcludeKind, review.Exclude{Span: review.Span{StartMS: 5, EndMS: 6}}, "the name of the stretch is empty"},
		{"coach", review.ReflectionKind, review.Reflection{TalkShare: &much}, "101 is not from 0 to 100"},
		{"coach", review.TagsKind, review.Tags{Tags: []review.Tag{{ID: "1", Name: "a"}, {ID: "1", Name: "b"}}}, `two tags are called "1"`},
		{"coach", review.PhaseKind, review.Phase{Span: review.Span{StartMS: 5, EndMS: 6}, Name: strings.Repeat("x", 101)}, "the name is longer than 100 characters"},
		{"mentor", review.NoteEditKind, review.NoteEdit{Note: secret, Text: "better"}, ""},
		{"coach", review.NoteKind, review.Note{Text: "x", ReplyTo: open}, ""},
	} {
		got := ""
		if err := s.Check(entry(t, 5, tc.by, tc.kind, tc.body)); err != nil {
			got = err.Error()
		}
		if got != tc.want {
			t.Errorf("%s of the %s %+v\n got %q\nwant %q", tc.kind, tc.by, tc.body, got, tc.want)
		}
	}
}

func TestTagsAreTheCompetenciesUntilSomebodyChangesThem(t *testing.T) {
	rec := takings(t)
	if tags := seen(t, rec, "coach").Tags; len(tags) != 8 || tags[5] != (view.Tag{ID: "6", Name: "Listens actively"}) {
		t.Errorf("tags to start with: %+v", tags)
	}
	add(t, rec, "coach", review.TagsKind, review.Tags{Tags: []review.Tag{{ID: "a", Name: "Silence"}}})
	if tags := seen(t, rec, "coach").Tags; len(tags) != 1 || tags[0].Name != "Silence" {
		t.Errorf("tags: %+v", tags)
	}
}

func TestAGuessIsComparedWithWhatWasMeasured(t *testing.T) {
	rec := pair(t)
	share, taken := 60, 0
	add(t, rec, "client", review.ReflectionKind, review.Reflection{TalkShare: &share, Taken: &taken, Shared: true})
	v := seen(t, rec, "client")
	if got := v.Guesses.Questions[0].Text; got != "What share of the talk was the client’s?" || !v.Guesses.Asked {
		t.Errorf("the client is asked %q, asked: %v", got, v.Guesses.Asked)
	}
	want := []string{"Guessed 60 %, measured 79 %", "Guessed 0, measured 0"}
	var got []string
	for _, g := range v.Guesses.Given {
		got = append(got, g.Text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("guesses: %q, want %q", got, want)
	}
	if n := len(seen(t, rec, "coach").Guesses.Given); n != 2 {
		t.Errorf("the coach sees %d of the client's shared guesses, want 2", n)
	}
}
