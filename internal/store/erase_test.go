package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// traces are the files under dir in whose path or content any of the words is, and which.
func traces(t *testing.T, dir string, words map[string][]byte) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		content := []byte(path)
		if !d.IsDir() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			content = append(content, data...)
		}
		for name, w := range words {
			if bytes.Contains(content, w) {
				found[name] = append(found[name], path)
			}
		}
		return nil
	}))
	return found
}

// stretches are pieces of what the channels of r showed, as they lie on the disk: coded in small blocks while it was
// recorded, in large ones afterwards.
func stretches(t *testing.T, channels ...[]vad.Observation) map[string][]byte {
	t.Helper()
	words := make(map[string][]byte)
	for _, obs := range channels {
		for _, hops := range []int{29, len(obs)} {
			data, err := record.AppendBlock(nil, &record.Block{Observations: [][]vad.Observation{obs[:hops]}})
			must(t, err)
			for at := 20; at+16 < len(data); at += 100 {
				words[fmt.Sprintf("block of %d from %d", hops, at)] = data[at : at+16]
			}
		}
	}
	return words
}

func TestNothingOfAnErasedSessionIsLeftOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	recordSession(t, s, "first-of-all", 200)
	want := recordSession(t, s, "to-be-erased", 400)
	other := recordSession(t, s, "one-that-stays", 100)
	must(t, s.Update(t.Context(), "to-be-erased", func(sum *store.Summary) { sum.Tags = []string{"privately"} }))
	must(t, s.Update(t.Context(), "to-be-erased", func(sum *store.Summary) { sum.Title = "Of Nwanneka" }))
	_, err := s.Add(t.Context(), "to-be-erased", record.Entry{Kind: "note", Body: json.RawMessage(`{"text":"confidingly"}`)})
	must(t, err)
	words := map[string][]byte{
		"id": []byte("to-be-erased"), "tag": []byte("privately"), "title": []byte("Nwanneka"), "note": []byte("confidingly"),
	}
	before := traces(t, dir, words)
	if len(before) != len(words) {
		t.Errorf("only %v can be found before", before)
	}
	maps.Copy(words, stretches(t, want.Observations...))
	if before = traces(t, dir, words); len(before) < len(words)/2 {
		t.Errorf("only %d of %d traces can be found before", len(before), len(words))
	}
	must(t, s.Erase(t.Context(), "to-be-erased"))
	if left := traces(t, dir, words); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
	if _, err = s.Load(t.Context(), "to-be-erased"); err == nil {
		t.Error("it can still be read")
	}
	equal(t, "another session", other, load(t, s, "one-that-stays"))
	must(t, s.Close())
	if left := traces(t, dir, words); len(left) > 0 {
		t.Errorf("left on the disk after the store was closed: %v", left)
	}
	s = place{t, store.Options{Dir: dir}}.open()
	equal(t, "another session after the store was opened again", other, load(t, s, "one-that-stays"))
	if got := s.List(); len(got) != 2 {
		t.Errorf("the list says %+v", got)
	}
}

func TestNothingOfTheSecondBySecondCopyIsLeftOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	recordSession(t, s, "compact", 400)
	words := map[string][]byte{"messages": []byte("live.compact"), "directory": []byte("LIVE_compact")}
	if left := traces(t, dir, words); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
}

func TestNothingOfAnErasedChannelIsLeftOnDisk(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		want := recordSession(t, s, "two", 400)
		note, err := s.Add(t.Context(), "two", record.Entry{Kind: "note", Body: json.RawMessage(`{}`)})
		must(t, err)
		must(t, s.Update(t.Context(), "two", func(sum *store.Summary) {
			sum.Digested, sum.Figures = "1", []store.Figure{{ID: "talk_share", Text: "Talk: Tom 77 %"}}
		}))
		words := stretches(t, want.Observations[1])
		words["figures"] = []byte("77 %")
		must(t, s.EraseChannel(t.Context(), "two", 1))
		if sum, wrong := s.Summary("two"); wrong != nil || len(sum.Figures) > 0 || sum.Digested != "" {
			t.Errorf("the list says %+v, %v", sum, wrong)
		}
		if p.opts.Dir != "" {
			if left := traces(t, p.opts.Dir, words); len(left) > 0 {
				t.Errorf("left on the disk: %v", left)
			}
		}
		want.Entries = []record.Entry{note}
		for i := range want.Observations[1] {
			want.Observations[1][i] = record.Unrecorded
		}
		equal(t, "what is left", want, load(t, s, "two"))
		if err = s.EraseChannel(t.Context(), "two", 2); err == nil {
			t.Error("a channel erased that is not there")
		}
	})
}

func TestNothingIsAddedToASessionThatIsBeingErased(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	for round := range 5 {
		id := fmt.Sprintf("disputed-%d", round)
		recordSession(t, s, id, 10)
		added := make(chan struct{})
		go func() {
			defer close(added)
			for {
				_, err := s.Add(context.WithoutCancel(t.Context()), id, record.Entry{Kind: "note", Body: json.RawMessage(`{"text":"confidingly"}`)})
				if err == nil {
					err = s.SetDigest(context.WithoutCancel(t.Context()), id, json.RawMessage(`{}`))
				}
				if err != nil {
					return
				}
			}
		}()
		must(t, s.Erase(t.Context(), id))
		<-added
		if left := traces(t, dir, map[string][]byte{"id": []byte(id), "note": []byte("confidingly")}); len(left) > 0 {
			t.Fatalf("left on the disk: %v", left)
		}
	}
}

func TestADigestIsKeptAsLongAsItIsOfTheRecord(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		recordSession(t, s, "digested", 10)
		for _, text := range []string{`{"first":1}`, `{"second":2}`} {
			must(t, s.SetDigest(t.Context(), "digested", json.RawMessage(text)))
			if got, err := s.Digest(t.Context(), "digested"); err != nil || string(got) != text {
				t.Errorf("digest %s, %v; want %s", got, err, text)
			}
		}
		if p.opts.Dir != "" {
			if left := traces(t, p.opts.Dir, map[string][]byte{"digest": []byte("first")}); len(left) > 0 {
				t.Errorf("left of the first digest: %v", left)
			}
		}
		must(t, s.EraseChannel(t.Context(), "digested", 0))
		if got, err := s.Digest(t.Context(), "digested"); err != nil || got != nil {
			t.Errorf("after a channel was erased, the digest is %s, %v", got, err)
		}
	})
}

func TestOnlyOldSessionsAreErasedByTheirAge(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		recordSession(t, s, "old", 10)
		young := &record.Record{Head: head("young"), State: record.Closed, End: timeline.Second}
		young.StartedAt = young.StartedAt.Add(24 * time.Hour)
		_, err := s.Put(t.Context(), young)
		must(t, err)
		gone, err := s.EraseBefore(t.Context(), young.StartedAt)
		must(t, err)
		var ids []string
		for _, sum := range gone {
			ids = append(ids, sum.ID)
		}
		if diff := cmp.Diff([]string{"old"}, ids); diff != "" || len(s.List()) != 1 {
			t.Errorf("%d are left; gone (-want +got):\n%s", len(s.List()), diff)
		}
	})
}
