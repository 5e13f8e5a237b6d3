package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/nats-io/nats-server/v2/server"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// place is where a store is that a test opens, perhaps again and again.
type place struct {
	t    *testing.T
	opts store.Options
}

func (p place) open() *store.Store {
	p.t.Helper()
	s, err := store.Open(p.t.Context(), p.opts)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = s.Close() }) // again, after a test that has failed
	return s
}

// everywhere runs a test in this process and on a cluster of three.
func everywhere(t *testing.T, test func(t *testing.T, p place)) {
	t.Run("embedded", func(t *testing.T) { test(t, place{t, store.Options{Dir: t.TempDir()}}) })
	t.Run("cluster", func(t *testing.T) {
		if testing.Short() {
			t.Skip("a cluster takes seconds to start")
		}
		test(t, place{t, store.Options{URL: emptyCluster(t)}})
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// head is that of a session of a coach and a client.
func head(id string) record.Head {
	return record.Head{
		ID: id, Title: "Session of " + id, Source: "microphones", Place: record.Room,
		StartedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Rules: turns.DefaultOptions(),
		People: []view.Person{
			{Channel: 0, ID: "coach", Name: "Maya Lindqvist", Role: "coach", Measured: true},
			{Channel: 1, ID: "client", Name: "Tom Okafor", Role: "client", Measured: true},
		},
	}
}

// observed is what a hop showed of a channel of a session.
func observed(id string, hop, channel int) vad.Observation {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, id, hop, channel)
	chance := h.Sum64()
	o := vad.Observation{Probability: vad.Probability(chance >> 60 * 17)}
	for k := range o.Levels {
		o.Levels[k] = vad.Level(90 + chance>>(8*k)&31)
	}
	return o
}

func observe(w *store.Writer, from, to int) {
	for hop := from; hop < to; hop++ {
		w.Observe([]vad.Observation{observed(w.ID(), hop, 0), observed(w.ID(), hop, 1)})
	}
}

// observations are those of observe.
func observations(id string, from, to int) [][]vad.Observation {
	obs := make([][]vad.Observation, 2)
	for k := range obs {
		for hop := from; hop < to; hop++ {
			obs[k] = append(obs[k], observed(id, hop, k))
		}
	}
	return obs
}

var mark = record.Event{At: 700, Mark: &record.Mark{ID: "m1", Text: "a strong question"}}

// recordSession records a session of that many hops.
func recordSession(t *testing.T, s *store.Store, id string, hops int) *record.Record {
	t.Helper()
	w, err := s.Create(t.Context(), head(id))
	must(t, err)
	observe(w, 0, hops)
	w.Event(mark)
	end := timeline.Position(hops) * timeline.HopLen
	must(t, w.Close(t.Context(), end))
	return &record.Record{
		Head: head(id), Observations: observations(id, 0, hops), Events: []record.Event{mark}, End: end, State: record.Closed,
	}
}

func equal(t *testing.T, what string, want, got *record.Record) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%.3000s", what, diff)
	}
}

func load(t *testing.T, s *store.Store, id string) *record.Record {
	t.Helper()
	r, err := s.Load(t.Context(), id)
	must(t, err)
	return r
}

func TestASessionIsKeptAsItWas(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		want := recordSession(t, s, "s1", 110)
		equal(t, "read", want, load(t, s, "s1"))
		must(t, s.Close())
		s = p.open()
		equal(t, "read after the store was opened again", want, load(t, s, "s1"))
		if got := s.List(); len(got) != 1 || got[0].State != record.Closed || got[0].Length != want.End || got[0].Title != want.Title {
			t.Errorf("the list says %+v", got)
		}
	})
}

func TestASessionOfActivityAloneIsKept(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		w, err := s.Create(t.Context(), head("activity"))
		must(t, err)
		changes := []vad.Change{
			{Channel: 0, At: 1600, Activity: vad.Speech},
			{Channel: 1, At: 3200, Activity: vad.Speech, Flags: vad.Noisy},
			{Channel: 0, At: 99 * timeline.Second, Activity: vad.Silent},
		}
		for _, c := range changes {
			w.Change(c)
		}
		must(t, w.Close(t.Context(), 100*timeline.Second))
		equal(t, "read", &record.Record{
			Head: head("activity"), Changes: changes, End: 100 * timeline.Second, State: record.Closed,
		}, load(t, s, "activity"))
	})
}

func TestASessionCanBeReadWhileItIsRecorded(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		w, err := s.Create(t.Context(), head("now"))
		must(t, err)
		observe(w, 0, 58)
		var got *record.Record
		eventually(t, "two blocks are written", func() bool {
			got, err = s.Load(t.Context(), "now")
			return err == nil && got.End == 58*timeline.HopLen
		})
		equal(t, "read", &record.Record{Head: head("now"), Observations: observations("now", 0, 58), End: got.End, State: record.Open}, got)
		if err = s.Erase(t.Context(), "now"); !errors.Is(err, store.ErrRecording) {
			t.Errorf("erased while it is recorded: %v", err)
		}
		must(t, w.Close(t.Context(), got.End))
	})
}

// eventually waits until something is so that another goroutine does. It gives up only when nothing seems to be done.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for range 3000 {
		if so() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("it never came to be that %s", what)
}

func TestASessionThatWasNotClosedIsInterrupted(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	w, err := s.Create(t.Context(), head("cut"))
	must(t, err)
	observe(w, 0, 60)
	must(t, s.Close()) // without closing the session
	s = place{t, store.Options{Dir: dir}}.open()
	equal(t, "read", &record.Record{
		Head: head("cut"), Observations: observations("cut", 0, 60), End: 60 * timeline.HopLen, State: record.Interrupted,
	}, load(t, s, "cut"))
	if sum, err := s.Summary("cut"); err != nil || sum.State != record.Interrupted || sum.Length != 60*timeline.HopLen {
		t.Errorf("the list says %+v, %v", sum, err)
	}
}

func TestAnInterruptedSessionGoesOn(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	h := head("on")
	h.StartedAt = time.Now().Add(-time.Minute).UTC().Truncate(time.Second)
	w, err := s.Create(t.Context(), h)
	must(t, err)
	observe(w, 0, 60)
	must(t, s.Close())
	s = place{t, store.Options{Dir: dir}}.open()
	if _, err = s.Add(t.Context(), "on", record.Entry{Kind: "note"}); err != nil {
		t.Fatal(err)
	}
	w, err = s.Resume(t.Context(), "on")
	must(t, err)
	next := int(w.Next() / timeline.HopLen)
	if w.Next() < 60*timeline.Second || w.Next() > 10*60*timeline.Second {
		t.Errorf("a session that began a minute ago goes on at %v", w.Next().Duration())
	}
	observe(w, next, next+30)
	must(t, w.Close(t.Context(), timeline.Position(next+30)*timeline.HopLen))
	got := load(t, s, "on")
	want := observations("on", 0, next+30)
	for k := range want {
		for hop := 60; hop < next; hop++ {
			want[k][hop] = record.Unrecorded
		}
	}
	if diff := cmp.Diff(want, got.Observations); diff != "" {
		t.Errorf("observations (-want +got):\n%.2000s", diff)
	}
	hole := record.Event{At: 60 * timeline.HopLen, Hole: timeline.Position(next-60) * timeline.HopLen}
	if diff := cmp.Diff([]record.Event{hole}, got.Events); diff != "" || len(got.Entries) != 1 {
		t.Errorf("%d entries, events (-want +got):\n%s", len(got.Entries), diff)
	}
}

func TestOfSeveralProgramsOneGoesOnWithASession(t *testing.T) {
	if testing.Short() {
		t.Skip("a cluster takes seconds to start")
	}
	p := place{t, store.Options{URL: emptyCluster(t)}}
	first := p.open()
	cut := &record.Record{Head: head("cut"), Observations: observations("cut", 0, 60), End: 60 * timeline.HopLen, State: record.Interrupted}
	_, err := first.Put(t.Context(), cut)
	must(t, err)
	const programs = 3
	all := []*store.Store{first}
	for range programs - 1 {
		all = append(all, p.open())
	}
	type outcome struct {
		w   *store.Writer
		err error
	}
	outcomes := make(chan outcome, programs)
	for _, s := range all {
		go func() {
			w, err := s.Resume(context.WithoutCancel(t.Context()), "cut")
			outcomes <- outcome{w, err}
		}()
	}
	var w *store.Writer
	for range programs {
		o := <-outcomes
		switch {
		case o.err == nil && w != nil:
			t.Fatal("two go on with it")
		case o.err == nil:
			w = o.w
		case !errors.Is(o.err, store.ErrRecording):
			t.Errorf("one that does not go on with it is told: %v", o.err)
		}
	}
	if w == nil {
		t.Fatal("none goes on with it")
	}
	next := int(w.Next() / timeline.HopLen)
	observe(w, next, next+30)
	must(t, w.Close(t.Context(), timeline.Position(next+30)*timeline.HopLen))
	got := load(t, p.open(), "cut")
	if diff := cmp.Diff(observations("cut", 0, 60)[0], got.Observations[0][:60]); diff != "" || len(got.Observations[0]) != next+30 {
		t.Errorf("%d hops, the first of them (-want +got):\n%.2000s", len(got.Observations[0]), diff)
	}
}

func TestOfALongBreakTenMinutesAreKept(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	w, err := s.Create(t.Context(), head("long"))
	must(t, err)
	observe(w, 0, 10)
	must(t, s.Close())
	s = place{t, store.Options{Dir: dir}}.open()
	w, err = s.Resume(t.Context(), "long") // it was in 2026
	must(t, err)
	if got := w.Next() - 10*timeline.HopLen; got < 600*timeline.Second || got > 601*timeline.Second {
		t.Errorf("%v are unknown, want ten minutes", got.Duration())
	}
}

func TestASecondProgramIsToldWhoIsThere(t *testing.T) {
	dir := t.TempDir()
	place{t, store.Options{Dir: dir}}.open()
	_, err := store.Open(t.Context(), store.Options{Dir: dir})
	if !errors.Is(err, store.ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v, want ErrInUse with %s", err, dir)
	}
}

func TestEntriesAreNumberedWhoeverAddsThem(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		recordSession(t, s, "notes", 10)
		const mentors, each = 4, 5
		added := make(chan error, mentors)
		for m := range mentors {
			go func() {
				var err error
				for i := range each {
					_, failed := s.Add(context.WithoutCancel(t.Context()), "notes", record.Entry{
						Kind: "note", By: "mentor", Body: json.RawMessage(fmt.Sprintf(`{"text":"%d-%d"}`, m, i)),
					})
					err = errors.Join(err, failed)
				}
				added <- err
			}()
		}
		for range mentors {
			must(t, <-added)
		}
		r := load(t, s, "notes")
		if len(r.Entries) != mentors*each {
			t.Fatalf("%d entries, want %d", len(r.Entries), mentors*each)
		}
		for i, e := range r.Entries {
			if e.Seq != int64(i+1) {
				t.Errorf("entry %d has number %d", i+1, e.Seq)
			}
		}
	})
}

func TestSessionsAreFound(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		recordSession(t, s, "a", 5)
		recordSession(t, s, "b", 5)
		must(t, s.Update(t.Context(), "b", func(sum *store.Summary) { sum.Tags = []string{"Mentor"} }))
		day := head("a").StartedAt
		for _, tc := range []struct {
			name string
			q    store.Query
			want int
		}{
			{"all", store.Query{}, 2},
			{"by a name", store.Query{Person: "maya"}, 2},
			{"by a name in a role", store.Query{Person: "maya", Role: "client"}, 0},
			{"by a tag", store.Query{Tag: "mentor"}, 1},
			{"by words", store.Query{Text: "of B mentor"}, 1},
			{"by words in any order", store.Query{Text: " maya  SESSION"}, 2},
			{"by words of which one is nowhere", store.Query{Text: "maya nowhere"}, 0},
			{"from a day on", store.Query{From: day}, 2},
			{"up to a day", store.Query{To: day}, 0},
			{"by state", store.Query{State: record.Open}, 0},
		} {
			if got := s.Search(tc.q); len(got) != tc.want {
				t.Errorf("%s: %d sessions, want %d", tc.name, len(got), tc.want)
			}
		}
		must(t, s.Close())
		if sum, err := p.open().Summary("b"); err != nil || len(sum.Tags) != 1 {
			t.Errorf("tags after the store was opened again: %v, %v", sum.Tags, err)
		}
	})
}

func TestASessionMovesBetweenStores(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		want := recordSession(t, s, "moved", 100)
		must(t, s.Update(t.Context(), "moved", func(sum *store.Summary) { sum.Tags, sum.Title = []string{"x"}, "First" }))
		note, err := s.Add(t.Context(), "moved", record.Entry{Kind: "note", Body: json.RawMessage(`{}`)})
		must(t, err)
		want.Entries = []record.Entry{note}
		var file bytes.Buffer
		must(t, s.Export(t.Context(), "moved", &file))

		other := place{t, store.Options{Dir: t.TempDir()}}.open()
		sum, err := other.Import(t.Context(), bytes.NewReader(file.Bytes()))
		must(t, err)
		if sum.Title != "First" || len(sum.Tags) != 1 || sum.Length != want.End {
			t.Errorf("the list says %+v", sum)
		}
		equal(t, "read elsewhere", want, load(t, other, "moved"))
		if _, err = other.Import(t.Context(), bytes.NewReader(file.Bytes())); err != nil {
			t.Errorf("the same again: %v", err)
		}
		_, err = other.Add(t.Context(), "moved", record.Entry{Kind: "note"})
		must(t, err)
		if _, err = other.Import(t.Context(), bytes.NewReader(file.Bytes())); err == nil || !strings.Contains(err.Error(), "another version") {
			t.Errorf("another version of it: %v", err)
		}
	})
}

func TestAServerThatKeepsNothingIsTold(t *testing.T) {
	srv, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true})
	must(t, err)
	srv.Start()
	defer srv.Shutdown()
	if _, err = store.Open(t.Context(), store.Options{URL: srv.ClientURL()}); err == nil || !strings.Contains(err.Error(), "-js") {
		t.Errorf("without JetStream: %v", err)
	}
	gone := srv.ClientURL()
	srv.Shutdown()
	srv.WaitForShutdown()
	if _, err = store.Open(t.Context(), store.Options{URL: gone}); err == nil || !strings.Contains(err.Error(), "no NATS server answers") {
		t.Errorf("without a server: %v", err)
	}
}

func TestASessionOfAnID(t *testing.T) {
	s := place{t, store.Options{Dir: t.TempDir()}}.open()
	recordSession(t, s, "taken", 5)
	if _, err := s.Create(t.Context(), head("taken")); err == nil {
		t.Error("two sessions of one ID")
	}
	if _, err := s.Create(t.Context(), head("a.b")); err == nil {
		t.Error("a session whose ID is no word")
	}
	if _, err := s.Load(t.Context(), "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("reading what is not there: %v", err)
	}
}
