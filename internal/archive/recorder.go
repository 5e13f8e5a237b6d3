package archive

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
)

// closing is how long is waited for the last of a session to be written.
const closing = 30 * time.Second

// Recorder records one session.
type Recorder struct {
	*store.Writer
	a *Archive
}

// Record begins the record of a session, whose head gets its ID.
func (a *Archive) Record(ctx context.Context, head *record.Head) (*Recorder, error) {
	head.ID = newID(head.StartedAt)
	w, err := a.store.Create(ctx, *head)
	if err != nil {
		return nil, err
	}
	return &Recorder{w, a}, nil
}

// newID is an ID that nobody has: the time, for people, and what makes it unique.
func newID(at time.Time) string {
	var unique [4]byte
	_, _ = rand.Read(unique[:]) // it never fails
	return at.UTC().Format("20060102-150405") + "-" + hex.EncodeToString(unique[:])
}

// End says that the session has ended there. The record is closed soon after; Archive.Close waits for that.
func (r *Recorder) End(at timeline.Position) {
	r.a.running.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), closing)
		defer cancel()
		logger := r.a.opts.Logger
		if err := r.Close(ctx, at); err != nil {
			logger.Error("record not closed", "session", r.ID(), "err", err)
			return
		}
		if err := r.a.digest(ctx, r.ID()); err != nil {
			logger.Error("figures of the session not listed", "session", r.ID(), "err", err)
		}
	})
}

// Interrupted is the session that was interrupted last, or the one of that ID, as it is and as it is gone on with.
func (a *Archive) Interrupted(ctx context.Context, id string) (*record.Record, *Recorder, error) {
	if id == "" {
		list := a.store.Search(store.Query{State: record.Interrupted})
		if open := a.store.Search(store.Query{State: record.Open}); len(list) == 0 && len(open) > 0 {
			list = open[:1] // Resume says why that cannot be
		}
		if len(list) == 0 {
			return nil, nil, refuse("no session was interrupted: there is nothing to go on with")
		}
		id = list[0].ID
	}
	rec, err := a.store.Load(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	w, err := a.store.Resume(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	return rec, &Recorder{w, a}, nil
}
