package archive_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// opened is an archive in a folder of its own.
func opened(t *testing.T, dir string, keep time.Duration) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), archive.Options{Dir: dir, Keep: keep})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// agreement is what people agree on who change nothing.
func agreement() view.Agreement { return view.Agreement{LapseMS: 3000, SeenBy: "everybody"} }

// kept plays the bundled session, as it was planned, and keeps it. It returns its ID and what came of it live.
func kept(t *testing.T, dir, title string) (string, *export.Session) {
	t.Helper()
	segments, err := rttm.Parse(strings.NewReader(string(bundled.Reference())))
	if err != nil {
		t.Fatal(err)
	}
	return keptFrom(t, dir, title, session.NewActivityFeed(segments, bundled.Speakers()))
}

func keptFrom(t *testing.T, dir, title string, feed session.Feed) (string, *export.Session) {
	t.Helper()
	a := opened(t, dir, 0)
	var seats []session.Seat
	for _, p := range session.NewParticipants(bundled.Speakers()) {
		seats = append(seats, session.Seat{Participant: p})
	}
	id := ""
	live, err := session.New(session.Options{
		Title: title, Source: session.FromBundled, Feed: feed, Seats: seats, Agreement: agreement(), Rules: turns.DefaultOptions(),
		Record: func(head *record.Head) (session.Recorder, error) {
			r, err := a.Record(t.Context(), head)
			id = head.ID
			return r, err
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err = live.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err = a.Close(); err != nil {
		t.Fatal(err)
	}
	return id, live.Outcome()
}

var mentor = archive.Reader{As: "mentor"}

// again opens the archive once more, until the test ends.
func again(t *testing.T, dir string) *archive.Archive {
	t.Helper()
	a := opened(t, dir, 0)
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func reviewed(t *testing.T, a *archive.Archive, id string, r archive.Reader) *view.Review {
	t.Helper()
	v, err := a.Review(t.Context(), id, r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAKeptSessionIsReviewedAsItWas(t *testing.T) {
	dir := t.TempDir()
	id, live := kept(t, dir, "Session 1")
	a := again(t, dir)
	v := reviewed(t, a, id, mentor)
	if v.Session.Title != "Session 1" || v.Session.State != "closed" || v.Session.LengthMS != int64(live.LengthS*1000) {
		t.Errorf("it is %+v", v.Session)
	}
	s, err := a.Outcome(t.Context(), id, archive.Copy{Reader: mentor})
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range live.Counts {
		if got := s.Counts[kind]; got != want {
			t.Errorf("%d of %s in the review, %d live", got, kind, want)
		}
	}
	list := a.List(archive.Query{Limit: 10})
	if list.Total != 1 || list.Sessions[0].ID != id || len(list.Sessions[0].Figures) == 0 {
		t.Errorf("the list has %+v", list)
	}
	if e := a.List(archive.Query{As: "mentor", Limit: 10}).Sessions[0]; !e.Asks || len(e.Figures) != 0 {
		t.Errorf("before the mentor's guess the list says %+v", e)
	}
}

func TestASettingChangesWhatIsFound(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Session 1")
	a := again(t, dir)
	usual, long := reviewed(t, a, id, mentor), reviewed(t, a, id, archive.Reader{As: "mentor", Parameters: map[string]int64{"lapse": 9000}})
	if usual.Pauses.Count <= long.Pauses.Count || !long.Settings.Differ || usual.Settings.Differ {
		t.Errorf("%d silences count from 3 s, %d from 9 s; differ: %v, %v", usual.Pauses.Count, long.Pauses.Count, usual.Settings.Differ, long.Settings.Differ)
	}
	if _, err := a.Review(t.Context(), id, archive.Reader{As: "mentor", Parameters: map[string]int64{"lapse": 1}}); !errors.Is(err, archive.ErrAsked) {
		t.Errorf("a silence of 1 ms: %v, want it refused", err)
	}
}

func TestACorrectionIsKeptAndTakenBack(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Session 1")
	a := opened(t, dir, 0)
	taken := func(v *view.Review) (counting, corrected int) {
		for _, c := range v.Counts {
			if c.Kind == "taken" {
				return c.Count, c.Corrected
			}
		}
		t.Fatal("no count of floors taken")
		return 0, 0
	}
	v := reviewed(t, a, id, mentor)
	before, _ := taken(v)
	i := slices.IndexFunc(v.Moments, func(m view.Moment) bool { return m.Kind == "taken" })
	if i < 0 {
		t.Fatal("nobody took the floor")
	}
	offer := v.Moments[i].Offers[0]
	body, err := json.Marshal(offer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = a.Add(t.Context(), id, mentor, offer.Kind, body); err != nil {
		t.Fatal(err)
	}
	if err = a.Close(); err != nil {
		t.Fatal(err)
	}
	b := again(t, dir)
	v = reviewed(t, b, id, archive.Reader{As: "coach"})
	if n, corrected := taken(v); n != before-1 || corrected != 1 {
		t.Errorf("%d count and %d are corrected, want %d and 1", n, corrected, before-1)
	}
	if v, err = b.Add(t.Context(), id, mentor, "undo", json.RawMessage(`{"entry": 1}`)); err != nil {
		t.Fatal(err)
	}
	if n, corrected := taken(v); n != before || corrected != 0 {
		t.Errorf("after the undo %d count and %d are corrected, want %d and none", n, corrected, before)
	}
	if _, err = b.Add(t.Context(), id, mentor, "rename", json.RawMessage(`{"channel": 9, "name": "X"}`)); !errors.Is(err, archive.ErrAsked) {
		t.Errorf("somebody who is not there is renamed: %v", err)
	}
}

func TestASessionIsCalledOtherwise(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Session 1")
	a := again(t, dir)
	title, place, tags := "  First  hour ", "room", []string{"mcc", "mcc", " "}
	e, err := a.Change(t.Context(), id, "", view.RecordChange{Title: &title, Place: &place, Tags: &tags})
	if err != nil {
		t.Fatal(err)
	}
	if e.Title != "First hour" || e.Place != "room" || !slices.Equal(e.Tags, []string{"mcc"}) {
		t.Errorf("it is called %+v", e)
	}
	if got := reviewed(t, a, id, mentor).Session.Title; got != "First hour" {
		t.Errorf("the review is called %q", got)
	}
	if l := a.List(archive.Query{Query: store.Query{Tag: "mcc"}, Limit: 10}); l.Total != 1 || !slices.Equal(l.Tags, []string{"mcc"}) {
		t.Errorf("by tag: %+v", l)
	}
	if l := a.List(archive.Query{Query: store.Query{Text: "second"}, Limit: 10}); l.Total != 0 {
		t.Errorf("by another title: %+v", l)
	}
	empty, elsewhere := "", "moon"
	for _, c := range []view.RecordChange{{Title: &empty}, {Place: &elsewhere}} {
		if _, err = a.Change(t.Context(), id, "", c); !errors.Is(err, archive.ErrAsked) {
			t.Errorf("%+v: %v, want it refused", c, err)
		}
	}
}

func TestEveryFileOfAKeptSession(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Secret title")
	a := again(t, dir)
	if _, err := a.Add(t.Context(), id, mentor, "note", json.RawMessage(`{"start_ms": 1000, "end_ms": 1000, "text": "privately", "shared": false, "tags": []}`)); err != nil {
		t.Fatal(err)
	}
	file := func(name string, c archive.Copy) string {
		t.Helper()
		var b bytes.Buffer
		if err := a.Export(t.Context(), id, name, c, &b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return b.String()
	}
	for _, name := range append(export.FileNames(), archive.RecordFile) {
		if len(file(name, archive.Copy{Reader: mentor})) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	if plain := file("session.json", archive.Copy{Reader: mentor}); strings.Contains(plain, "privately") || !strings.Contains(plain, "Secret title") {
		t.Error("session.json holds a note that was not asked for, or no title")
	}
	if noted := file("session.json", archive.Copy{Reader: mentor, Notes: true}); !strings.Contains(noted, "privately") {
		t.Error("session.json lacks the note that was asked for")
	}
	if others := file("session.json", archive.Copy{Reader: archive.Reader{As: "coach"}, Notes: true}); strings.Contains(others, "privately") {
		t.Error("the coach reads a private note of the mentor")
	}
	if masked := file("session.json", archive.Copy{Reader: mentor, Pseudonymous: true}); strings.Contains(masked, "Secret title") {
		t.Error("the title is in a file without names")
	}
	if err := a.Export(t.Context(), id, "nothing.csv", archive.Copy{Reader: mentor}, new(bytes.Buffer)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that there is not: %v", err)
	}
}

func TestWhatIsErasedIsGone(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Session 1")
	other, _ := kept(t, dir, "Session 2")
	a := again(t, dir)
	v, err := a.EraseChannel(t.Context(), id, 1, mentor)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Lanes[1].Speech) > 0 || len(v.Lanes[0].Speech) == 0 {
		t.Errorf("after erasing the client: %d and %d stretches of speech", len(v.Lanes[0].Speech), len(v.Lanes[1].Speech))
	}
	if err = a.Erase(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err = a.Review(t.Context(), id, mentor); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an erased session: %v", err)
	}
	if l := a.List(archive.Query{Limit: 10}); l.Total != 1 || l.Sessions[0].ID != other {
		t.Errorf("the list has %+v", l)
	}
}

func TestSessionsAreKeptAsLongAsWasSaid(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Session 1")
	a := opened(t, dir, 24*time.Hour)
	defer func() { _ = a.Close() }()
	if l := a.List(archive.Query{Limit: 10}); l.Total != 1 || l.Sessions[0].KeptUntil == "" || l.Keeping.Text != "Kept for a day" {
		t.Errorf("on the first day: %+v", l)
	}
	gone, err := a.EraseOld(t.Context(), time.Now().Add(25*time.Hour))
	if err != nil || len(gone) != 1 || gone[0].ID != id {
		t.Errorf("after a day: %v, %v", gone, err)
	}
}

func TestASessionGoesOnWhereItWasInterrupted(t *testing.T) {
	dir := t.TempDir()
	a := again(t, dir)
	if _, _, err := a.Interrupted(t.Context(), ""); !errors.Is(err, archive.ErrAsked) {
		t.Errorf("nothing was interrupted: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := archive.Open(ctx, archive.Options{Dir: dir}); err == nil {
		t.Error("two archives in one folder")
	}
}
