//go:build linux

package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
)

// mostStops is how often a child is looked at, at most.
const mostStops = 12

// stops are copies of the folder of a child, each as it would be had the child been killed there: from when it says that
// it begins until it says that it is done.
func stops(t *testing.T, act string) (dirs []string) {
	t.Helper()
	dir := t.TempDir()
	cmd, out := child(t, act, dir, nil)
	if !out.Scan() || out.Text() != "begin" {
		t.Fatalf("the child says %q", out.Text())
	}
	pause := 200 * time.Microsecond
	for len(dirs) < mostStops {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil {
			t.Fatal(err)
		}
		if !status.Stopped() {
			break // it is done
		}
		copied := filepath.Join(t.TempDir(), "data")
		must(t, os.CopyFS(copied, os.DirFS(dir)))
		dirs = append(dirs, copied)
		must(t, cmd.Process.Signal(syscall.SIGCONT))
		time.Sleep(pause) // so that it comes a little further
		pause += pause / 4
		_ = cmd.Process.Signal(syscall.SIGSTOP) // it may be done
	}
	_ = cmd.Process.Signal(syscall.SIGCONT) // likewise
	for out.Scan() {
		if out.Text() != "done" {
			t.Errorf("the child says %q", out.Text())
		}
	}
	_ = cmd.Wait() // likewise: it may have been waited for above
	return dirs
}

// soundPieces is how many pieces of sound of each channel such a session has.
const soundPieces = 3

// begun opens a store with a session that stays and, unless id is "", one of that ID with sound, and says that what a test looks at begins.
func begun(dir, id string, do func(ctx context.Context, s *store.Store) error) error {
	ctx := context.Background()
	s, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	if _, err = s.Put(ctx, wholeRecord("one-that-stays")); err != nil {
		return err
	}
	if id != "" {
		if err = putWithSound(ctx, s, id); err != nil {
			return err
		}
	}
	fmt.Println("begin")
	if err = syscall.Kill(os.Getpid(), syscall.SIGSTOP); err != nil { // until the test goes on with it
		return err
	}
	if err = do(ctx, s); err != nil {
		return err
	}
	fmt.Println("done")
	return s.Close()
}

func putWithSound(ctx context.Context, s *store.Store, id string) error {
	if _, err := s.Put(ctx, wholeRecord(id)); err != nil {
		return err
	}
	sound := s.Sound(id, "2099-01-01")
	for channel := range 2 {
		for _, p := range pieces(channel, soundPieces) {
			if err := sound.Keep(ctx, channel, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// wholeRecord is a session of some blocks, with an entry.
func wholeRecord(id string) *record.Record {
	r := &record.Record{
		Head: head(id), Observations: observations(id, 0, 400), Events: []record.Event{mark}, End: 400 * timeline.HopLen,
		State: record.Interrupted,
	}
	for seq := range 4 {
		r.Entries = append(r.Entries, record.Entry{Seq: int64(seq + 1), Kind: "note", Body: json.RawMessage(`{"text":"confidingly"}`)})
	}
	return r
}

func addOne(dir string) error {
	return begun(dir, "", func(ctx context.Context, s *store.Store) error {
		_, err := s.Put(ctx, wholeRecord("stopped-midway"))
		return err
	})
}

func eraseOne(dir string) error {
	return begun(dir, "stopped-midway", func(ctx context.Context, s *store.Store) error { return s.Erase(ctx, "stopped-midway") })
}

func eraseAChannel(dir string) error {
	return begun(dir, "stopped-midway", func(ctx context.Context, s *store.Store) error {
		return s.EraseChannel(ctx, "stopped-midway", 1)
	})
}

// goOn goes on with a session that was interrupted.
func goOn(dir string) error {
	return begun(dir, "", func(ctx context.Context, s *store.Store) error {
		_, err := s.Resume(ctx, "one-that-stays")
		return err
	})
}

func TestStoppedAnywhereASessionThatGoesOnCanGoOnAgain(t *testing.T) {
	t.Parallel()
	for _, dir := range stops(t, "on") {
		s := place{t, store.Options{Dir: dir}}.open()
		got := load(t, s, "one-that-stays")
		if diff := cmp.Diff(wholeRecord("one-that-stays").Observations[1], got.Observations[1][:400]); diff != "" {
			t.Errorf("what was there (-want +got):\n%.1000s", diff)
		}
		if sum, err := s.Summary("one-that-stays"); err != nil || sum.State != record.Interrupted || got.State != record.Interrupted {
			t.Errorf("the list says %+v, %v, and the record %s", sum, err, got.State)
		}
		w, err := s.Resume(t.Context(), "one-that-stays")
		must(t, err)
		must(t, w.Close(t.Context(), w.Next()))
		must(t, s.Close())
	}
}

func TestStoppedAnywhereWhatIsAddedIsThereWhollyOrNotAtAll(t *testing.T) {
	t.Parallel()
	checkStops(t, "add", wholeRecord("stopped-midway"), nil)
}

func TestStoppedAnywhereWhatIsErasedIsThereWhollyOrNotAtAll(t *testing.T) {
	t.Parallel()
	checkStops(t, "erase", wholeRecord("stopped-midway"), nil)
}

func TestStoppedAnywhereAChannelThatIsErasedIsThereWhollyOrNotAtAll(t *testing.T) {
	t.Parallel()
	less := wholeRecord("stopped-midway")
	for i := range less.Observations[1] {
		less.Observations[1][i] = record.Unrecorded
	}
	checkStops(t, "drop", wholeRecord("stopped-midway"), less)
}

// checkStops opens what a child has left wherever it was stopped: the session is as it was, or as it should become; nil
// is nothing of it at all.
func checkStops(t *testing.T, act string, was, becomes *record.Record) {
	t.Helper()
	words := stretches(t, was.Observations[1])
	maps.Copy(words, sounds(1, soundPieces))
	if becomes == nil {
		maps.Copy(words, sounds(0, soundPieces))
		words["id"], words["title"] = []byte(was.ID), []byte(was.Title)
	}
	midway := 0
	for _, dir := range stops(t, act) {
		raw := len(traces(t, dir, words))
		s := place{t, store.Options{Dir: dir}}.open()
		equal(t, "the other session", wholeRecord("one-that-stays"), load(t, s, "one-that-stays"))
		whole := isThere(t, s, was, becomes)
		opened := traces(t, dir, words)
		must(t, s.Close())
		closed := traces(t, dir, words)
		if !whole && len(opened)+len(closed) > 0 {
			t.Fatalf("left on the disk when the store was opened: %v; and when it was closed: %v", opened, closed)
		}
		if !whole && raw > 0 {
			midway++
		}
	}
	if midway == 0 {
		t.Skip("the child was never stopped midway: this machine is too busy")
	}
}

// isThere says whether a session is there as it was; if not, it has to be as it should become.
func isThere(t *testing.T, s *store.Store, was, becomes *record.Record) bool {
	t.Helper()
	got, err := s.Load(t.Context(), was.ID)
	switch {
	case err == nil && got.Observations[1][0] != record.Unrecorded:
		equal(t, "a session that is there", was, got)
		return true
	case becomes == nil && !errors.Is(err, store.ErrNotFound):
		t.Errorf("a session that is not there: %v", err)
	case becomes != nil:
		must(t, err)
		equal(t, "what is left of it", becomes, got)
	}
	return false
}
