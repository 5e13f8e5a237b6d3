package archive

import (
	"context"
	"errors"
	"sync"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/store"
)

// renewal makes the figures of sessions anew whose list has none, or those of an older program, one after another.
type renewal struct {
	wake chan struct{}

	mu      sync.Mutex // guards what follows
	waiting []string
	known   map[string]bool // sessions that wait; false: their records cannot be read
}

func newRenewal() *renewal {
	return &renewal{wake: make(chan struct{}, 1), known: make(map[string]bool)}
}

// ask asks for a session's figures. It says whether they will be there some time.
func (r *renewal) ask(id string) (coming bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if coming, known := r.known[id]; known {
		return coming
	}
	r.known[id] = true
	r.waiting = append(r.waiting, id)
	select {
	case r.wake <- struct{}{}:
	default:
	}
	return true
}

// next is the session that is to be worked on.
func (r *renewal) next() (id string, some bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.waiting) == 0 {
		return "", false
	}
	id, r.waiting = r.waiting[0], r.waiting[1:]
	return id, true
}

// done says how it went with a session. One that cannot be read is not tried again by this program.
func (r *renewal) done(id string, unreadable bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if delete(r.known, id); unreadable {
		r.known[id] = false
	}
}

// renewAll makes figures anew until ctx ends.
func (a *Archive) renewAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-a.renewal.wake:
		}
		for id, some := a.renewal.next(); some && ctx.Err() == nil; id, some = a.renewal.next() {
			err := a.renew(ctx, id)
			if err != nil {
				a.opts.Logger.Error("figures of a session not made anew", "session", id, "err", err)
			}
			a.renewal.done(id, err != nil)
		}
	}
}

// renew makes the figures of a session anew, unless somebody has by then, or has erased it.
func (a *Archive) renew(ctx context.Context, id string) error {
	rec, err := a.store.Load(ctx, id)
	if err == nil {
		err = a.relist(ctx, rec)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
		return err
	}
	return nil
}

func (a *Archive) relist(ctx context.Context, rec *record.Record) error {
	sum, err := a.store.Summary(rec.ID)
	if err != nil || a.digestOf(ctx, &sum) != nil {
		return err
	}
	s, err := review.New(rec)
	if err != nil {
		return err
	}
	return a.list(ctx, rec.ID, s)
}
