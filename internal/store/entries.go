package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
)

// Add adds an entry to a record, and returns it with its Seq. Of two that are added at once, each gets its own.
func (s *Store) Add(ctx context.Context, id string, e record.Entry) (record.Entry, error) {
	s.adding.RLock()
	defer s.adding.RUnlock()
	if _, err := s.Summary(id); err != nil {
		return record.Entry{}, err
	}
	for {
		added, err := s.add(ctx, id, e)
		if err == nil {
			return added, nil
		}
		if !isStale(err) {
			return record.Entry{}, fmt.Errorf("add an entry to session %s: %w", id, err)
		}
	}
}

// add adds an entry after the last one there is.
func (s *Store) add(ctx context.Context, id string, e record.Entry) (record.Entry, error) {
	link, subject, after := s.now(), mainSubject(id, entryPart), uint64(0)
	e.Seq = 1
	last, err := link.main.GetLastMsgForSubject(ctx, subject)
	switch {
	case err == nil:
		var before record.Entry
		if before, err = record.DecodeEntry(last.Data); err != nil {
			return e, err
		}
		e.Seq, after = before.Seq+1, last.Sequence
	case !errors.Is(err, jetstream.ErrMsgNotFound):
		return e, err
	}
	text, err := record.AppendEntry(nil, &e)
	if err != nil {
		return e, err
	}
	_, err = link.js.Publish(ctx, subject, text, jetstream.WithExpectLastSequencePerSubject(after))
	return e, err
}
