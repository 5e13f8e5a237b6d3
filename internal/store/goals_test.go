package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/view"
)

func TestGoalsAreKeptUntilTheyAreRemoved(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		if goals, err := s.Goals(t.Context()); err != nil || len(goals) != 0 {
			t.Errorf("before any was set: %v, %v", goals, err)
		}
		if err := s.RemoveGoal(t.Context(), "g1"); !errors.Is(err, store.ErrNoGoal) {
			t.Errorf("removing one before any was set: %v", err)
		}
		least := 5.
		first := view.Goal{ID: "g1", Person: "Maya", Role: "coach", Measure: "silence", AtLeast: &least, SetAt: "2026-11-22T09:00:00Z"}
		second := view.Goal{ID: "g2", Person: "Maya", Role: "coach", Measure: "talk_share", AtMost: &least, Text: "a quieter hour"}
		second.SetAt = "2026-11-23T09:00:00Z"
		must(t, s.SetGoal(t.Context(), &second))
		must(t, s.SetGoal(t.Context(), &first))
		must(t, s.Close())
		s = p.open()
		goals, err := s.Goals(t.Context())
		must(t, err)
		if diff := cmp.Diff([]view.Goal{first, second}, goals); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		must(t, s.RemoveGoal(t.Context(), "g2"))
		for _, id := range []string{"g2", "g3", "goals.*"} {
			if err = s.RemoveGoal(t.Context(), id); !errors.Is(err, store.ErrNoGoal) {
				t.Errorf("removing %s, which is not there: %v", id, err)
			}
		}
		if goals, err = s.Goals(t.Context()); err != nil || len(goals) != 1 || goals[0].ID != "g1" {
			t.Errorf("after one was removed: %v, %v", goals, err)
		}
	})
}

func TestARemovedGoalIsGoneFromTheDisk(t *testing.T) {
	p := place{t, store.Options{Dir: t.TempDir()}}
	s := p.open()
	must(t, s.SetGoal(t.Context(), &view.Goal{ID: "g1", Person: "Maya", Text: "a quieter hour"}))
	if !onDisk(t, p.opts.Dir, "a quieter hour") {
		t.Fatal("a goal that is set is nowhere on the disk: the search finds nothing")
	}
	must(t, s.RemoveGoal(t.Context(), "g1"))
	if onDisk(t, p.opts.Dir, "a quieter hour") {
		t.Error("a removed goal is still on the disk")
	}
}

func onDisk(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found = found || strings.Contains(string(data), text)
		return err
	}))
	return found
}
