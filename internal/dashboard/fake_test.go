package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"sync"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/view"
)

// fakeSession counts. It publishes under the lock that Snapshot takes, as a session may.
type fakeSession struct {
	id      string
	command func(context.Context, view.Command) error
	notYet  error // what Ready returns

	mu     sync.Mutex
	feed   *dashboard.Feed
	seq    int64
	ahead  int64   // how much later a Snapshot's Seq is than what was published
	broken float64 // NaN makes what is sent impossible to encode
	taken  int     // snapshots
}

func (s *fakeSession) ID() string { return s.id }

func (s *fakeSession) Ready() error { return s.notYet }

func (s *fakeSession) Snapshot() *view.Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken++
	shot := &view.Snapshot{Type: "snapshot", Seq: s.seq + s.ahead, AtMS: s.seq * 100}
	shot.Session.ID, shot.Session.Speed = s.id, s.broken
	return shot
}

func (s *fakeSession) Command(ctx context.Context, c view.Command) error {
	if s.command == nil {
		return nil
	}
	return s.command(ctx, c)
}

func (s *fakeSession) Facts(_ context.Context, w io.Writer) error {
	_, err := fmt.Fprintf(w, `{"people":[],"rows":[],"session":%q}`, s.id)
	return err
}

func (s *fakeSession) Export(_ context.Context, name string, w io.Writer) error {
	switch name {
	case "facts.csv":
		_, err := io.WriteString(w, "start_s,end_s\n")
		return err
	case "timeline.TextGrid", "timeline.eaf", "labels.txt", "turns.vtt":
		_, err := io.WriteString(w, name)
		return err
	case "session.json":
		_, _ = io.WriteString(w, `{"half":`)
		return errors.New("the disk of Ann is full")
	}
	return fmt.Errorf("export %s: %w", name, fs.ErrNotExist)
}

// publish publishes the next delta.
func (s *fakeSession) publish() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	d := view.Delta{Type: "delta", Seq: s.seq, AtMS: s.seq * 100}
	if s.broken != 0 {
		d.Session = &view.Session{Speed: s.broken}
	}
	s.feed.Publish(&d)
}

// set changes the session as if other goroutines did.
func (s *fakeSession) set(change func(*fakeSession)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *fakeSession) now() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seq
}

var notANumber = math.NaN()
