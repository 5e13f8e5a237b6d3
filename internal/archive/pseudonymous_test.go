package archive_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// named keeps a session in which Maya and Tom talk by turns, with names and words wherever people can put them.
func named(t *testing.T, a *archive.Archive) (id string) {
	t.Helper()
	head := &record.Head{
		Title: "Maya and Tom", Source: "recording", Label: "maya-tom.wav", StartedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
		Rules: turns.DefaultOptions(), Agreement: agreement(), People: []view.Person{
			{Channel: 0, ID: "maya", Name: "Maya", Role: "person", Measured: true},
			{Channel: 1, ID: "tom", Name: "Tom", Role: "client", Measured: true},
		},
	}
	d := a.Draft(head)
	for at := timeline.Position(0); at < 120*timeline.Second; at += 6 * timeline.Second {
		k := int(at/(6*timeline.Second)) % 2
		d.Change(vad.Change{Channel: k, At: at, Activity: vad.Speech})
		d.Change(vad.Change{Channel: k, At: at + 5*timeline.Second})
	}
	d.Event(record.Event{At: timeline.Second, Mark: &record.Mark{ID: "m1", Text: "Tom sighs"}})
	d.Event(record.Event{At: 2 * timeline.Second, People: head.People})
	d.Event(record.Event{At: 3 * timeline.Second, Quality: json.RawMessage(`[{"channel":"maya","text":"good"},{"channel":"tom","text":"good"}]`)})
	d.End(120 * timeline.Second)
	if err := d.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, e := range []struct {
		kind review.Kind
		body any
	}{
		{review.NoteKind, review.Note{Span: review.Span{StartMS: 1000, EndMS: 1000}, Text: "Tom defers", Shared: true}},
		{review.RenameKind, review.Rename{Channel: 1, Name: "Thomas"}},
		{review.RenameKind, review.Rename{Channel: 0, Name: "Maya L.", Role: "coach"}},
		{review.UndoKind, review.Undo{Entry: 2}},
		{review.ExcludeKind, review.Exclude{Span: review.Span{StartMS: 60000, EndMS: 90000}, Text: "Tom on the phone"}},
		{review.DropChannelKind, review.DropChannel{Channel: 1}},
		{review.UndoKind, review.Undo{Entry: 6}},
		{review.PhaseKind, review.Phase{Span: review.Span{StartMS: 0, EndMS: 60000}, Name: "Maya begins"}},
		{review.TagsKind, review.Tags{Tags: []review.Tag{{ID: "t", Name: "Tom"}}}},
	} {
		text, err := json.Marshal(e.body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = a.Add(t.Context(), head.ID, mentor, string(e.kind), text); err != nil {
			t.Fatalf("%s: %v", e.kind, err)
		}
	}
	place, tags := "room", []string{"Tom"}
	if _, err := a.Change(t.Context(), head.ID, "", view.RecordChange{Place: &place, Tags: &tags}); err != nil {
		t.Fatal(err)
	}
	return head.ID
}

func TestAPseudonymousRecordHasNoNamesAndTheSameFigures(t *testing.T) {
	a, other := again(t, t.TempDir()), again(t, t.TempDir())
	id := named(t, a)
	masked := archive.Copy{Reader: mentor, Pseudonymous: true}
	var file bytes.Buffer
	if err := a.Export(t.Context(), id, archive.RecordFile, masked, &file); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"maya", "tom", "thomas", "phone", "sighs", "defers", "begins"} {
		if strings.Contains(strings.ToLower(file.String()), word) {
			t.Errorf("%q is in it", word)
		}
	}
	if _, err := other.Import(t.Context(), &file); err != nil {
		t.Fatal(err)
	}
	outcome := func(a *archive.Archive) string {
		s, err := a.Outcome(t.Context(), id, masked)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.MarshalIndent(s, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if diff := cmp.Diff(outcome(a), outcome(other)); diff != "" {
		t.Errorf("what comes of it elsewhere (-here +there):\n%.3000s", diff)
	}
	if sum, err := other.Summary(id); err != nil || sum.Place != record.Room || sum.Title == "" {
		t.Errorf("the list there says %+v, %v", sum, err)
	}
}
