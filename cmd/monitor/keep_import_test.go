package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/view"
)

// usualConfig is the config of somebody who has changed nothing.
func usualConfig(t *testing.T) Config {
	t.Helper()
	cfg, err := loadConfig(emptyFile(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// emptyArchive keeps sessions in a folder of the test.
func emptyArchive(t *testing.T) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), archive.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

// imported imports files, and returns what the list then says.
func imported(t *testing.T, cfg *Config, files ...string) view.RecordEntry {
	t.Helper()
	a := emptyArchive(t)
	id, err := importRecording(t.Context(), a, cfg, files, importOptions{progress: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	list := a.List(archive.Query{Limit: 10})
	if list.Total != 1 || list.Sessions[0].ID != id {
		t.Fatalf("%d sessions are kept, want the one that was imported, %s", list.Total, id)
	}
	v, err := a.Review(t.Context(), id, archive.Reader{As: "mentor"})
	if err != nil || len(v.Lanes) != 2 || len(v.Lanes[0].Speech) == 0 {
		t.Errorf("nobody speaks in its review (%v)", err)
	}
	return list.Sessions[0]
}

// dated gives a file a date.
func dated(t *testing.T, path string, at time.Time) string {
	t.Helper()
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
	return path
}

var ended = time.Date(2026, 11, 14, 10, 0, 0, 0, time.UTC)

func TestAnImportedRecordingIsKeptAsASession(t *testing.T) {
	cfg := usualConfig(t)
	cfg.Channels, cfg.Session.Place = []string{"coach", "Maya"}, "room"
	e := imported(t, &cfg, dated(t, bundledStart(t), ended))
	if e.Title != "start" || e.Source != "recording" || e.Place != "room" || e.State != "closed" || e.People[1].Name != "Maya" {
		t.Errorf("kept as %+v", e)
	}
	if want := ended.Add(-15 * time.Second).Format(time.RFC3339); e.StartedAt != want || e.LengthMS != 15000 {
		t.Errorf("it began at %s and lasted %d ms, want %s and 15000: a recorder writes the file at the end", e.StartedAt, e.LengthMS, want)
	}
}

func TestAnImportedAnnotationIsKeptAsASession(t *testing.T) {
	cfg := usualConfig(t)
	cfg.Session.Title = "Second session"
	path := file(t, "talk.rttm", bundled.Reference())
	e := imported(t, &cfg, dated(t, path, ended))
	if e.Title != "Second session" || e.Source != "activity" || e.Place != "" || e.StartedAt != ended.Format(time.RFC3339) {
		t.Errorf("kept as %+v", e)
	}
	if len(e.Figures) == 0 {
		t.Error("the list has no figures of it")
	}
}

func TestTiersAreImportedAsPeople(t *testing.T) {
	dir := t.TempDir()
	if code, _, errs := monitor(t, "analyze", file(t, "talk.rttm", bundled.Reference()), "-o", dir, "--format", "elan"); code != exitDone {
		t.Fatal(errs)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.eaf"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	cfg := usualConfig(t)
	cfg.Channels = []string{"coach", "Maya=client"}
	if e := imported(t, &cfg, files[0]); e.People[1].Name != "Maya" || e.Source != "activity" {
		t.Errorf("kept as %+v", e)
	}
}

// brief is a context that ends when it was looked at so often.
type brief struct {
	left atomic.Int64
	done chan struct{}
}

func (b *brief) Deadline() (at time.Time, set bool) { return at, false }
func (b *brief) Value(any) any                      { return nil }

func (b *brief) Done() <-chan struct{} {
	if b.left.Add(-1) == 0 {
		close(b.done)
	}
	return b.done
}

func (b *brief) Err() error {
	select {
	case <-b.Done():
		return context.Canceled
	default:
		return nil
	}
}

func TestAnImportThatIsStoppedKeepsNothing(t *testing.T) {
	for _, path := range []string{bundledStart(t), file(t, "talk.rttm", bundled.Reference())} {
		a := emptyArchive(t)
		ctx := &brief{done: make(chan struct{})}
		ctx.left.Store(50)
		cfg := usualConfig(t)
		id, err := importRecording(ctx, a, &cfg, []string{path}, importOptions{progress: io.Discard})
		if !errors.Is(err, context.Canceled) || id != "" {
			t.Errorf("%s: %q, %v, want it stopped", path, id, err)
		}
		if n := a.List(archive.Query{Limit: 10}).Total; n != 0 {
			t.Errorf("%s: %d sessions are kept", path, n)
		}
	}
}

func TestWhatIsToBeKnownOfAnImportedRecordingIsSaid(t *testing.T) {
	cfg := usualConfig(t)
	path := bundledStart(t)
	var told strings.Builder
	if _, err := importRecording(t.Context(), emptyArchive(t), &cfg, []string{"coach=" + path, "client=" + path}, importOptions{progress: &told}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(told.String(), "Note: ") || !strings.Contains(told.String(), "same signal") {
		t.Errorf("of one recording as two people it says %q", told.String())
	}
}

func TestWhatCannotBeImportedIsSaid(t *testing.T) {
	cfg := usualConfig(t)
	cfg.Keep = "90d"
	old := dated(t, bundledStart(t), time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		files []string
		says  string
	}{
		{nil, "name a recording"},
		{[]string{"nowhere.wav"}, "nowhere.wav"},
		{[]string{old}, "2019-12-31, it is older than sessions are kept (keep is 90d)"},
		{[]string{file(t, "empty.wav", bundled.WAV()[:200])}, "no sound in it"},
		{[]string{file(t, "talk.rttm", []byte("no rttm"))}, "talk.rttm"},
	} {
		a := emptyArchive(t)
		_, err := importRecording(t.Context(), a, &cfg, c.files, importOptions{progress: io.Discard})
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, want %q", c.files, err, c.says)
		}
		if n := a.List(archive.Query{Limit: 10}).Total; n != 0 {
			t.Errorf("%v: %d sessions are kept", c.files, n)
		}
	}
}
