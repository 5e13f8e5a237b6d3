package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// list is what is said of all sessions, in memory.
type list struct {
	mu     sync.RWMutex // guards what follows
	byID   map[string]*listed
	sorted []*listed // the latest first; nil: to be made anew
}

// listed is a summary with what is needed to find and to replace it.
type listed struct {
	Summary
	revision uint64
	at       time.Time // when it was written
	text     string    // title, names and tags in lower case
}

// hidden says that the session is not whole yet, or not any more.
func (e *listed) hidden() bool { return e.Erasing == eraseAll || e.Erasing == beingAdded }

func newList() *list { return &list{byID: make(map[string]*listed)} }

// set puts a summary in, unless a later one is there.
func (l *list) set(s Summary, revision uint64, at time.Time) {
	words := append([]string{s.Title}, s.Tags...)
	for _, p := range s.People {
		words = append(words, p.Name)
	}
	e := &listed{Summary: s, revision: revision, at: at, text: strings.ToLower(strings.Join(words, "\n"))}
	l.mu.Lock()
	defer l.mu.Unlock()
	if old := l.byID[s.ID]; old == nil || old.revision <= revision {
		l.byID[s.ID], l.sorted = e, nil
	}
}

func (l *list) remove(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.byID, id)
	l.sorted = nil
}

func (l *list) get(id string) (listed, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	e := l.byID[id]
	if e == nil {
		return listed{}, false
	}
	return *e, true
}

// all are the summaries, the latest first.
func (l *list) all() []*listed {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sorted == nil {
		l.sorted = make([]*listed, 0, len(l.byID))
		for _, e := range l.byID {
			l.sorted = append(l.sorted, e)
		}
		slices.SortFunc(l.sorted, func(a, b *listed) int {
			return cmp.Or(b.StartedAt.Compare(a.StartedAt), cmp.Compare(a.ID, b.ID))
		})
	}
	return l.sorted
}

// List are the sessions, the latest first.
func (s *Store) List() []Summary { return s.Search(Query{}) }

// Search are the sessions that q chooses, the latest first.
func (s *Store) Search(q Query) []Summary {
	var found []Summary
	for _, e := range s.list.all() {
		if !e.hidden() && q.matches(e) {
			found = append(found, e.Summary)
		}
	}
	return found
}

// Summary is what the list says of a session.
func (s *Store) Summary(id string) (Summary, error) {
	e, found := s.list.get(id)
	if !found || e.hidden() {
		return Summary{}, fmt.Errorf("session %s: %w", id, ErrNotFound)
	}
	return e.Summary, nil
}

// Update changes what the list says of a session. change may be called more than once.
func (s *Store) Update(ctx context.Context, id string, change func(*Summary)) error {
	for {
		e, found := s.list.get(id)
		if !found {
			return fmt.Errorf("change what the list says of session %s: %w", id, ErrNotFound)
		}
		sum := e.Summary
		change(&sum)
		sum.ID = id
		err := s.put(ctx, sum, e.revision)
		if !isStale(err) {
			return err
		}
		if err = s.refresh(ctx, id); err != nil {
			return err
		}
	}
}

// isStale says that somebody else was earlier.
func isStale(err error) bool {
	var refused *jetstream.APIError
	return errors.As(err, &refused) &&
		(refused.ErrorCode == jetstream.JSErrCodeStreamWrongLastSequence || refused.ErrorCode == codeEarlierInFlight)
}

// codeEarlierInFlight is what a cluster answers when somebody else is earlier, but not done yet.
const codeEarlierInFlight jetstream.ErrorCode = 10164

// put writes a summary in place of the one of that revision; 0: there is none. The one before is erased.
func (s *Store) put(ctx context.Context, sum Summary, before uint64) error {
	text, err := json.Marshal(sum)
	if err != nil {
		return fmt.Errorf("list session %s: %w", sum.ID, err)
	}
	link := s.now()
	revision, err := link.kv.Update(ctx, sum.ID, text, before)
	if err != nil {
		return fmt.Errorf("list session %s: %w", sum.ID, err)
	}
	s.list.set(sum, revision, time.Now())
	if before == 0 {
		return nil
	}
	if err = s.eraseMessages(ctx, link.list, before); err != nil {
		return fmt.Errorf("list session %s: %w", sum.ID, err)
	}
	return nil
}

// refresh reads a summary again.
func (s *Store) refresh(ctx context.Context, id string) error {
	e, err := s.now().kv.Get(ctx, id)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		s.list.remove(id)
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what the list says of session %s: %w", id, err)
	}
	return s.take(e)
}

func (s *Store) take(e jetstream.KeyValueEntry) error {
	var sum Summary
	if err := json.Unmarshal(e.Value(), &sum); err != nil {
		return fmt.Errorf("read what the list says of session %s: %w", e.Key(), err)
	}
	sum.ID = e.Key()
	s.list.set(sum, e.Revision(), e.Created())
	return nil
}

// follow reads the list, and goes on reading it until ctx ends: others may write to it.
func (s *Store) follow(ctx context.Context) error {
	link := s.now()
	w, err := link.kv.WatchAll(ctx, jetstream.IncludeHistory())
	if err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	var older []uint64
	for e := range w.Updates() {
		if e == nil {
			break // that was all of them
		}
		if was, twice := s.list.get(e.Key()); twice {
			older = append(older, was.revision)
		}
		if err = s.take(e); err != nil {
			s.opts.Logger.Warn("session left out of the list", "err", err)
		}
	}
	if err = s.eraseMessages(ctx, link.list, older...); err != nil {
		return err
	}
	if !s.remote() {
		return w.Stop() // nobody else writes
	}
	s.running.Add(1)
	go s.keepFollowing(ctx, w, link.conn)
	return nil
}

func (s *Store) keepFollowing(ctx context.Context, w jetstream.KeyWatcher, conn *nats.Conn) {
	defer s.running.Done()
	erased := make(chan *nats.Msg, 64) // far more than anybody erases at once
	sub, err := conn.ChanSubscribe(erasedNote, erased)
	if err == nil {
		defer func() { _ = sub.Unsubscribe() }() // the connection closes with the store
	}
	for {
		select {
		case <-ctx.Done():
			_ = w.Stop() // likewise
			return
		case e, more := <-w.Updates():
			if !more {
				return
			}
			if e != nil {
				if err := s.take(e); err != nil {
					s.opts.Logger.Warn("session left out of the list", "err", err)
				}
			}
		case m := <-erased:
			s.list.remove(string(m.Data))
		}
	}
}
