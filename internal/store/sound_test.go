package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
)

// pieces are what looks like sealed sound of a channel: n of 2 s, the second of which comes 10 s late.
func pieces(channel, n int) []record.Piece {
	random := rand.NewChaCha8([32]byte{byte(channel)})
	all := make([]record.Piece, n)
	at := timeline.Position(0)
	for i := range all {
		if i == 1 {
			at += 10 * timeline.Second
		}
		all[i] = record.Piece{At: at, Length: 2 * timeline.Second, Sealed: make([]byte, 3000)}
		_, _ = random.Read(all[i].Sealed) // it never fails
		at = all[i].End()
	}
	return all
}

// keepSound keeps sound of both channels of a session that has ended.
func keepSound(t *testing.T, s *store.Store, id string, n int) {
	t.Helper()
	recordSession(t, s, id, 50)
	a := s.Sound(id, "2026-11-29")
	for channel := range 2 {
		for _, p := range pieces(channel, n) {
			must(t, a.Keep(t.Context(), channel, p))
		}
	}
}

// sounds are the ends of pieces, as they lie on the disk.
func sounds(channel, n int) map[string][]byte {
	words := make(map[string][]byte)
	for i, p := range pieces(channel, n) {
		words[fmt.Sprintf("piece %d of channel %d", i, channel)] = p.Sealed[2000:2032]
	}
	return words
}

func TestAPieceOfSoundIsFoundByItsPosition(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		const n = 20
		keepSound(t, s, "loud", n)
		want := pieces(1, n)
		a := s.Sound("loud", "")
		expect := func(at timeline.Position) {
			t.Helper()
			i := slices.IndexFunc(want, func(p record.Piece) bool { return p.End() > at })
			got, found, err := a.Piece(t.Context(), 1, at)
			must(t, err)
			if found != (i >= 0) {
				t.Fatalf("at %d: found is %v", at, found)
			}
			if found {
				if diff := cmp.Diff(want[i], got); diff != "" {
					t.Fatalf("at %d (-want +got):\n%.500s", at, diff)
				}
			}
		}
		for at := timeline.Position(0); at < 60*timeline.Second; at += timeline.Second {
			expect(at)
		}
		for at := 60 * timeline.Second; at >= 0; at -= 7 * timeline.Second / 3 {
			expect(at)
		}
		if _, found, err := a.Piece(t.Context(), 2, 0); found || err != nil {
			t.Errorf("of somebody who is not there: %v, %v", found, err)
		}
	})
}

func TestNothingOfErasedSoundIsLeftOnDisk(t *testing.T) {
	const n = 40
	for _, tc := range []struct {
		name  string
		erase func(ctx context.Context, s *store.Store) error
		gone  []int // channels
		stays []int // that the list names
	}{
		{"somebody's", func(ctx context.Context, s *store.Store) error { return s.Sound("heard", "").Erase(ctx, 1) }, []int{1}, []int{0}},
		{"somebody's channel", func(ctx context.Context, s *store.Store) error { return s.EraseChannel(ctx, "heard", 1) }, []int{1}, []int{0}},
		{"all sound", func(ctx context.Context, s *store.Store) error { return s.EraseSound(ctx, "heard") }, []int{0, 1}, nil},
		{"the session", func(ctx context.Context, s *store.Store) error { return s.Erase(ctx, "heard") }, []int{0, 1}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, p place) {
				s := p.open()
				keepSound(t, s, "heard", n)
				if dir := p.opts.Dir; dir != "" {
					if before := traces(t, dir, sounds(1, n)); len(before) != n {
						t.Fatalf("only %d of %d pieces can be found before", len(before), n)
					}
				}
				must(t, tc.erase(t.Context(), s))
				check := func(when string) {
					t.Helper()
					for _, channel := range tc.gone {
						if _, found, err := s.Sound("heard", "").Piece(t.Context(), channel, 0); found || err != nil {
							t.Errorf("%s: channel %d is found: %v, %v", when, channel, found, err)
						}
						if p.opts.Dir != "" {
							if left := traces(t, p.opts.Dir, sounds(channel, n)); len(left) > 0 {
								t.Errorf("%s: left on the disk: %v", when, left)
							}
						}
					}
				}
				check("at once")
				if sum, err := s.Summary("heard"); err == nil {
					if got := sum.Sound; (got == nil) != (tc.stays == nil) || got != nil && !slices.Equal(got.Channels, tc.stays) {
						t.Errorf("the list says %+v", got)
					}
				} else if !errors.Is(err, store.ErrNotFound) {
					t.Error(err)
				}
				for _, channel := range tc.stays {
					if _, found, err := s.Sound("heard", "").Piece(t.Context(), channel, 0); !found || err != nil {
						t.Errorf("channel %d is not found: %v", channel, err)
					}
				}
				must(t, s.Close())
				s = p.open()
				check("after it was opened again")
			})
		})
	}
}

func TestOverwrittenSoundIsGoneFromAFileThatSomebodyHolds(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	keepSound(t, s, "held", 3)
	words := sounds(0, 3)
	var held []byte
	for _, files := range traces(t, dir, words) {
		file, err := os.Open(files[0])
		must(t, err)
		must(t, s.EraseSound(t.Context(), "held"))
		held, err = io.ReadAll(file)
		must(t, errors.Join(err, file.Close()))
		break
	}
	if len(held) == 0 {
		t.Fatal("nothing was held")
	}
	for name, w := range words {
		if bytes.Contains(held, w) {
			t.Errorf("%s is left in what was deleted", name)
		}
	}
}

func TestSoundThatWasBeingErasedGoesWhenTheStoreIsOpened(t *testing.T) {
	dir := t.TempDir()
	s := place{t, store.Options{Dir: dir}}.open()
	keepSound(t, s, "half", 5)
	must(t, s.Update(t.Context(), "half", func(sum *store.Summary) { sum.Sound.Channels = []int{0} }))
	must(t, s.Close())
	s = place{t, store.Options{Dir: dir}}.open()
	if left := traces(t, dir, sounds(1, 5)); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
	if _, found, err := s.Sound("half", "").Piece(t.Context(), 0, 0); !found || err != nil {
		t.Errorf("the other's is not found: %v", err)
	}
}

func TestSoundIsErasedOnItsDay(t *testing.T) {
	everywhere(t, func(t *testing.T, p place) {
		s := p.open()
		keepSound(t, s, "kept", 3) // until 29 November
		a := s.Sound("kept", "2027-01-01")
		must(t, a.Keep(t.Context(), 0, record.Piece{At: 3600 * timeline.Second, Length: 1, Sealed: []byte{1}}))
		eve := time.Date(2026, 11, 28, 23, 59, 0, 0, time.Local)
		gone, err := s.EraseSoundUntil(t.Context(), eve)
		if err != nil || len(gone) > 0 {
			t.Errorf("on the day before: %v, %v", gone, err)
		}
		gone, err = s.EraseSoundUntil(t.Context(), eve.Add(time.Minute))
		if err != nil || len(gone) != 1 || gone[0].ID != "kept" {
			t.Errorf("on the day: %v, %v", gone, err)
		}
		if sum, err := s.Summary("kept"); err != nil || sum.Sound != nil {
			t.Errorf("the list says %+v, %v", sum.Sound, err)
		}
		load(t, s, "kept")
	})
}

func TestSoundOfASessionThatIsRecordedIsErasedByItsPeopleOnly(t *testing.T) {
	s := place{t, store.Options{Dir: t.TempDir()}}.open()
	w, err := s.Create(t.Context(), head("open"))
	must(t, err)
	for hop := 0; len(s.List()) == 0; hop += 25 {
		observe(w, hop, hop+25)
		time.Sleep(10 * time.Millisecond)
	}
	must(t, s.Sound("open", "2026-11-29").Keep(t.Context(), 0, pieces(0, 1)[0]))
	if err = s.EraseSound(t.Context(), "open"); !errors.Is(err, store.ErrRecording) {
		t.Errorf("erased while it is recorded: %v", err)
	}
	must(t, w.Close(t.Context(), 1))
	if sum, err := s.Summary("open"); err != nil || sum.Sound == nil || sum.Sound.Until != "2026-11-29" {
		t.Errorf("after its end the list says %+v, %v", sum.Sound, err)
	}
}
