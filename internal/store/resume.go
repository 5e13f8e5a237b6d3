package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
)

// maxBreak is the longest time between an interruption and its end that goes into the record as unknown. A longer one is
// shortened to it: nobody goes on with the same conversation after it.
const maxBreak = 10 * time.Minute

// Resume goes on with a record that was interrupted. The time since is unknown, ten minutes of it at most; the Writer's
// Next says where the session goes on.
func (s *Store) Resume(ctx context.Context, id string) (*Writer, error) {
	rec, err := s.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	switch rec.State {
	case record.Interrupted:
	case record.Open:
		return nil, fmt.Errorf("go on with session %s: %w", id, s.recording())
	default:
		return nil, fmt.Errorf("go on with session %s: it was not interrupted, it is %s", id, rec.State)
	}
	away := time.Since(rec.StartedAt.Add(rec.End.Duration()))
	hole := timeline.FromDuration(min(max(away, 0), maxBreak))
	next := (rec.End + hole + timeline.HopLen - 1) / timeline.HopLen
	hole = next*timeline.HopLen - rec.End
	rec.Events = append(rec.Events, record.Event{At: rec.End, Hole: hole})
	if err = s.claim(ctx, id); err != nil {
		return nil, fmt.Errorf("go on with session %s: %w", id, err)
	}
	blocks, err := s.reopen(ctx, rec)
	if err != nil {
		again := s.Update(context.WithoutCancel(ctx), id, func(sum *Summary) { sum.State = record.Interrupted })
		return nil, errors.Join(fmt.Errorf("go on with session %s: %w", id, err), again)
	}
	return s.record(rec.Head, int(next), blocks)
}

// claim says in the list that an interrupted session is being recorded. Of several that try at once, in this program or
// another, one does.
func (s *Store) claim(ctx context.Context, id string) error {
	for {
		e, found := s.list.get(id)
		if !found || e.hidden() {
			return ErrNotFound
		}
		if e.State != record.Interrupted {
			return s.recording()
		}
		sum := e.Summary
		sum.State = record.Open
		err := s.put(ctx, sum, e.revision)
		if !isStale(err) {
			return err
		}
		if err = s.refresh(ctx, id); err != nil {
			return err
		}
	}
}

// recording is ErrRecording, with what there is to know of it.
func (s *Store) recording() error {
	if !s.remote() {
		return ErrRecording
	}
	return fmt.Errorf("%w; if its program has died, it counts as interrupted %.0f s later", ErrRecording, deadAfter.Seconds())
}

// reopen copies a record that has ended to a live stream, with the head last: until then the copy does not count. It
// returns the number of the next block.
func (s *Store) reopen(ctx context.Context, rec *record.Record) (int64, error) {
	if err := s.dropLive(ctx, rec.ID); err != nil {
		return 0, err
	}
	link, id := s.now(), rec.ID
	cfg := jetstream.StreamConfig{Name: liveStream(id), Subjects: []string{liveBlocks(id), liveSubject(id, ">")}}
	if _, err := link.stream(ctx, cfg); err != nil {
		return 0, err
	}
	blocks := rec.Blocks()
	for i := range blocks {
		data, err := record.AppendBlock(nil, &blocks[i])
		if err != nil {
			return 0, err
		}
		if _, err = link.js.Publish(ctx, liveBlocks(id), data); err != nil {
			return 0, err
		}
	}
	text, err := record.AppendHead(nil, &rec.Head)
	if err != nil {
		return 0, err
	}
	if _, err = link.js.Publish(ctx, liveSubject(id, headPart), text); err != nil {
		return 0, err
	}
	return int64(len(blocks)), nil
}
