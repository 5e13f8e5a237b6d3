package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

const (
	blockHops  = 29                     // of a block while a session is recorded: 0.9 s, which leaves time to write it within a second
	blockAfter = 800 * time.Millisecond // likewise, of what comes without observations
	maxWaiting = 75                     // blocks that wait to be written: a minute, in which a cluster elects another leader or somebody makes room
	writeLimit = 3 * time.Second        // for one attempt to write
	closeLimit = time.Minute            // for closing a record, which reads and writes all of it
	writeAgain = time.Second            // after an attempt that did not work
	reserve    = 32 << 20               // bytes that are left free on the disk: JetStream stops altogether when there are none
	restartAt  = 2                      // attempts that did not work, until the server is started anew: it gives up a file that it could not write
)

// Writer records a session. None of its methods but Close waits for the disk, and none fails a session: what cannot be written waits for a
// minute, after which the oldest observations are left out, and the gap is marked. It goes on by itself when it can.
type Writer struct {
	s    *Store
	head record.Head
	wake chan struct{} // something is to be written
	quit chan struct{} // closed: no more is to come
	done chan struct{} // closed: the goroutine has ended

	giveUp chan struct{} // closed: what cannot be written at once is lost
	begun  bool          // what a recording needs is there; of the goroutine

	mu      sync.Mutex   // guards what follows
	block   record.Block // that is being filled
	since   time.Time    // when the first of it came; zero: it is empty
	waiting []record.Block
	hole    record.Event // what was left out and is not marked yet
	next    int          // hop that comes next
	seq     int64
	reason  string      // why nothing is being kept; "": it is
	left    bool        // quit is closed
	given   bool        // giveUp is closed
	end     *record.End // nil: it has not ended
}

// Create starts the record of a session. It does not wait for the disk.
func (s *Store) Create(_ context.Context, head record.Head) (*Writer, error) {
	if err := record.CheckID(head.ID); err != nil {
		return nil, fmt.Errorf("record the session: %w", err)
	}
	if _, found := s.list.get(head.ID); found {
		return nil, fmt.Errorf("record the session: there is a session %s already", head.ID)
	}
	return s.record(head, 0, 0)
}

// record starts a writer that goes on at a hop and with a block.
func (s *Store) record(head record.Head, next int, seq int64) (*Writer, error) {
	w := &Writer{
		s: s, head: head, next: next, seq: seq,
		wake: make(chan struct{}, 1), quit: make(chan struct{}), done: make(chan struct{}), giveUp: make(chan struct{}),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errors.New("record the session: the store is closed")
	}
	if s.writers[head.ID] != nil {
		return nil, fmt.Errorf("record session %s: %w", head.ID, ErrRecording)
	}
	s.writers[head.ID] = w
	go w.run()
	return w, nil
}

// ID is that of the session.
func (w *Writer) ID() string { return w.head.ID }

// Next is the position that comes next: 0, or where a session goes on.
func (w *Writer) Next() timeline.Position {
	w.mu.Lock()
	defer w.mu.Unlock()
	return timeline.Position(w.next) * timeline.HopLen
}

// Observe records what the next hop showed, a channel each.
func (w *Writer) Observe(obs []vad.Observation) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b := w.open()
	if b.Observations == nil {
		b.First, b.Observations = w.next, make([][]vad.Observation, len(obs))
	}
	for k := range min(len(obs), len(b.Observations)) {
		b.Observations[k] = append(b.Observations[k], obs[k])
	}
	w.next++
	if b.Hops() >= blockHops {
		w.cut()
	}
}

// Change records a change of activity that was found elsewhere.
func (w *Writer) Change(c vad.Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b := w.open()
	b.Changes = append(b.Changes, c)
}

// Event records an event.
func (w *Writer) Event(e record.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	b := w.open()
	b.Events = append(b.Events, e)
}

// Keeping says whether what is recorded is being kept, and why not.
func (w *Writer) Keeping() (ok bool, reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.reason == "", w.reason
}

// End says that the session has ended there. The record is closed when all of it is written, without anybody waiting.
func (w *Writer) End(at timeline.Position) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.left {
		w.left, w.end = true, &record.End{At: at, State: record.Closed}
		close(w.quit)
	}
}

// Close ends the record, if End has not, and waits until it is closed, or ctx ends: what is not written by then is lost,
// and the next Open closes the record.
func (w *Writer) Close(ctx context.Context, at timeline.Position) error {
	w.End(at)
	select {
	case <-w.done:
	case <-ctx.Done():
		w.leave()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.reason != "" {
		lost := timeline.Position(len(w.waiting)*blockHops) * timeline.HopLen
		return fmt.Errorf("close record %s: the last %.0f s of it are not kept: %s", w.head.ID, lost.Seconds(), w.reason)
	}
	return nil
}

// wait waits until a session that has ended is closed, up to a limit.
func (w *Writer) wait(limit context.Context) {
	w.mu.Lock()
	ended := w.end != nil
	w.mu.Unlock()
	if !ended {
		return
	}
	select {
	case <-w.done:
	case <-limit.Done():
	}
}

// leave gives up what cannot be written at once, and ends the goroutine.
func (w *Writer) leave() {
	w.mu.Lock()
	if !w.left {
		w.left = true
		close(w.quit)
	}
	if !w.given {
		w.given = true
		close(w.giveUp)
	}
	w.mu.Unlock()
	<-w.done
}

// open is the block that is being filled.
func (w *Writer) open() *record.Block {
	if w.since.IsZero() {
		w.since = time.Now()
		w.block = record.Block{Seq: w.seq, First: w.next}
		w.seq++
	}
	return &w.block
}

// cut hands over the block that is being filled. When too many wait, the observations of the oldest are left out; what
// people did is not.
func (w *Writer) cut() {
	w.waiting, w.since = append(w.waiting, w.block), time.Time{}
	if len(w.waiting) > maxWaiting {
		w.leaveOut()
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *Writer) leaveOut() {
	old, next := &w.waiting[0], &w.waiting[1]
	next.Changes = append(old.Changes, next.Changes...)
	next.Events = append(old.Events, next.Events...)
	if w.hole.Hole == 0 {
		w.hole.At = timeline.Position(old.First) * timeline.HopLen
	}
	w.hole.Hole += timeline.Position(old.Hops()) * timeline.HopLen
	w.waiting = w.waiting[1:]
}
