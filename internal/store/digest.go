package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nats-io/nats.go/jetstream"
)

// digestPart is what was computed of a record, kept so that it need not be computed again. It goes when the observations
// change.
const digestPart = "digest"

// SetDigest keeps what was computed of a record, in place of what was kept before.
func (s *Store) SetDigest(ctx context.Context, id string, digest json.RawMessage) error {
	s.adding.RLock()
	defer s.adding.RUnlock()
	if _, err := s.Summary(id); err != nil {
		return err
	}
	link, subject := s.now(), mainSubject(id, digestPart)
	before, err := link.main.GetLastMsgForSubject(ctx, subject)
	if err == nil || errors.Is(err, jetstream.ErrMsgNotFound) {
		_, err = link.js.Publish(ctx, subject, digest)
	}
	if err == nil && before != nil {
		err = s.eraseMessages(ctx, link.main, before.Sequence)
	}
	if err != nil {
		return fmt.Errorf("keep the digest of session %s: %w", id, err)
	}
	return nil
}

// Digest is what SetDigest has kept; nil when there is none.
func (s *Store) Digest(ctx context.Context, id string) (json.RawMessage, error) {
	m, err := s.now().main.GetLastMsgForSubject(ctx, mainSubject(id, digestPart))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the digest of session %s: %w", id, err)
	}
	return m.Data, nil
}
