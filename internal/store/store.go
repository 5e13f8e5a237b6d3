// Package store keeps the records of sessions. It is JetStream: in this process, with its files under one directory and
// without any port, or a cluster elsewhere that is reached by an address. The code is the same for both.
//
// A session that is being recorded has a stream of its own, live.<id>.>, which takes a block every 0.8 s. When it has
// ended, its blocks become a few large ones in the stream sessions.<id>.>, and its own stream goes, with its directory:
// so nothing of the many small ones is left to be erased. What the list says of a session is in a key-value bucket.
package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Options say where the records are.
type Options struct {
	Dir    string       // of the files, made if need be; used when URL is empty
	URL    string       // of a NATS cluster with JetStream; "": none, everything is in this process
	Logger *slog.Logger // nil: discards
}

// Store keeps records.
type Store struct {
	opts Options
	lock *lockFile // nil with a cluster
	list *list

	stop    context.CancelFunc // ends what Open has started
	running sync.WaitGroup

	adding sync.RWMutex // held for reading by whoever adds to a session, and locked while one is marked as being erased

	mu      sync.Mutex // guards what follows
	link    *link
	linked  time.Time          // since when
	writers map[string]*Writer // of the sessions that are recorded here
	closed  bool
	erasing int // how many are erasing something
}

// ErrNotFound is returned when there is no session of that ID.
var ErrNotFound = errors.New("there is no such session: see monitor sessions list")

// ErrRecording is returned when something cannot be done while a session is being recorded.
var ErrRecording = errors.New("the session is being recorded: end it first")

// Open opens the store, and closes the records that a program left open when it died.
func Open(ctx context.Context, opts Options) (s *Store, err error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.URL == "" {
		if opts.Dir, err = filepath.Abs(opts.Dir); err != nil {
			return nil, fmt.Errorf("open the sessions: %w", err)
		}
	}
	s = &Store{opts: opts, list: newList(), writers: make(map[string]*Writer)}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open the sessions in %s: %w", s.where(), err), s.Close())
			s = nil
		}
	}()
	if opts.URL == "" {
		if s.lock, err = lockDir(opts.Dir); err != nil {
			return s, err
		}
	}
	if !s.remote() {
		if err = overwriteRemains(opts.Dir); err != nil {
			return s, err
		}
	}
	if s.link, err = connect(ctx, s.opts); err != nil {
		return s, err
	}
	s.linked = time.Now()
	if err = s.follow(background); err != nil {
		return s, err
	}
	return s, s.recover(ctx)
}

// where names the store for people.
func (s *Store) where() string {
	if s.opts.URL != "" {
		return s.opts.URL
	}
	return s.opts.Dir
}

// endLimit is how long Close waits for records that have ended.
const endLimit = 10 * time.Second

// Close closes the store. It waits for the records of sessions that have ended; those that are still being recorded are
// left open, and the next Open closes them.
func (s *Store) Close() error {
	s.mu.Lock()
	s.closed = true
	writers := slices.Collect(maps.Values(s.writers))
	s.mu.Unlock()
	limit, cancel := context.WithTimeout(context.Background(), endLimit)
	defer cancel()
	for _, w := range writers {
		w.wait(limit)
		w.leave()
	}
	s.stop()
	s.running.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.link != nil {
		s.link.close()
	}
	if s.lock == nil {
		return nil
	}
	return s.lock.release()
}

// forgetWriter says that a session is not being recorded any more.
func (s *Store) forgetWriter(w *Writer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writers[w.head.ID] == w {
		delete(s.writers, w.head.ID)
	}
}

// now is the link as it is now.
func (s *Store) now() *link {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.link
}

// remote says whether the records are in a cluster.
func (s *Store) remote() bool { return s.opts.URL != "" }
