// Package archive is the sessions that are kept, as people work with them: recorded, found, reviewed, corrected,
// exported and erased.
package archive

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/store"
)

// Options say where sessions are kept and for how long.
type Options struct {
	Dir    string        // of the files
	URL    string        // of a NATS cluster in its place; "": none
	Keep   time.Duration // sessions are erased so long after their end; 0: when somebody erases them
	Logger *slog.Logger  // nil: discards
}

// Archive is the sessions that are kept.
type Archive struct {
	opts    Options
	store   *store.Store
	renewal *renewal
	running sync.WaitGroup
	stop    context.CancelFunc

	mu     sync.Mutex
	opened []*opened // sessions that were looked at lately, the latest first
}

// opened is a session that is looked at.
type opened struct {
	id      string
	mu      sync.Mutex // one entry after another
	session *review.Session
}

// mostOpened is how many sessions stay in memory after they were looked at.
const mostOpened = 8

// ErrAsked is wrapped by errors that say what cannot be asked for.
var ErrAsked = errors.New("")

// asked is an error that says what cannot be asked for.
type asked struct{ error }

func (a asked) Unwrap() []error { return []error{a.error, ErrAsked} }

func refuse(format string, args ...any) error { return asked{fmt.Errorf(format, args...)} }

// Open opens the sessions. Those that are older than Options.Keep are erased now and then once a day.
func Open(ctx context.Context, opts Options) (*Archive, error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	s, err := store.Open(ctx, store.Options{Dir: opts.Dir, URL: opts.URL, Logger: opts.Logger})
	if err != nil {
		return nil, err
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	a := &Archive{opts: opts, store: s, renewal: newRenewal(), stop: stop}
	a.running.Go(func() { a.renewAll(background) })
	a.running.Go(func() { a.retainSound(background) })
	if opts.Keep > 0 {
		a.running.Go(func() { a.retain(background) })
	}
	return a, nil
}

// Close waits until what was recorded is whole, and closes the sessions.
func (a *Archive) Close() error {
	a.stop()
	a.running.Wait()
	return a.store.Close()
}

// retain erases what is too old, once a day.
func (a *Archive) retain(ctx context.Context) {
	day := time.NewTicker(24 * time.Hour)
	defer day.Stop()
	for {
		if _, err := a.EraseOld(ctx, time.Now()); err != nil {
			a.opts.Logger.Error("old sessions not erased", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-day.C:
		}
	}
}

// EraseOld erases the sessions that are older than they are kept, as of now, and says which.
func (a *Archive) EraseOld(ctx context.Context, now time.Time) ([]store.Summary, error) {
	if a.opts.Keep <= 0 {
		return nil, nil
	}
	gone, err := a.store.EraseBefore(ctx, now.Add(-a.opts.Keep))
	for _, s := range gone {
		a.forget(s.ID)
		a.opts.Logger.Info("session erased, as it was kept long enough", "session", s.ID, "kept", a.opts.Keep)
	}
	if err != nil {
		return gone, fmt.Errorf("erase sessions that were kept long enough: %w", err)
	}
	return gone, nil
}

// look is the session of that ID, for looking at.
func (a *Archive) look(ctx context.Context, id string) (*opened, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, o := range a.opened {
		if o.id == id {
			copy(a.opened[1:], a.opened[:i])
			a.opened[0] = o
			return o, nil
		}
	}
	rec, err := a.store.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	s, err := review.New(rec)
	if err != nil {
		return nil, err
	}
	o := &opened{id: id, session: s}
	if rec.State == record.Open {
		return o, nil // there is more to come
	}
	a.opened = append([]*opened{o}, a.opened...)
	if len(a.opened) > mostOpened {
		a.opened = a.opened[:mostOpened]
	}
	return o, nil
}

// forget says that a session that was looked at is another now.
func (a *Archive) forget(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, o := range a.opened {
		if o.id == id {
			a.opened = append(a.opened[:i:i], a.opened[i+1:]...)
			return
		}
	}
}
