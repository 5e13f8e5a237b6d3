package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
)

// liveRecord is what is there of a session that is being recorded, or was when its program died.
type liveRecord struct {
	whole     bool // its head is there
	assembler *record.Assembler
	end       *record.End // nil: not yet, or the program died
	last      time.Time   // when anything was written
}

// record is the record as far as it is there.
func (l *liveRecord) record() *record.Record {
	rec := l.assembler.Record()
	if l.end != nil {
		rec.End, rec.State = l.end.At, l.end.State
	}
	return rec
}

// readLive reads the stream of a session. Without one, nothing is whole.
func readLive(ctx context.Context, js jetstream.JetStream, id string) (*liveRecord, error) {
	stream, err := js.Stream(ctx, liveStream(id))
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return new(liveRecord), nil
	}
	if err != nil {
		return nil, err
	}
	state := stream.CachedInfo().State
	l := &liveRecord{last: state.LastTime}
	var head *record.Head
	var blocks []*record.Block
	err = eachMessage(ctx, stream, state.LastSeq, func(subject string, data []byte) error {
		switch subject {
		case liveSubject(id, headPart):
			head = new(record.Head)
			return decodeTo(head, data, record.DecodeHead)
		case liveSubject(id, endPart):
			l.end = new(record.End)
			return decodeTo(l.end, data, record.DecodeEnd)
		default:
			blocks = append(blocks, nil)
			return decodeTo(&blocks[len(blocks)-1], data, record.DecodeBlock)
		}
	})
	if err != nil || head == nil {
		return l, err
	}
	l.whole, l.assembler = true, record.NewAssembler(*head)
	for _, b := range blocks {
		if err = l.assembler.Add(b); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// decodeTo puts in to what decode makes of data.
func decodeTo[T any](to *T, data []byte, decode func([]byte) (T, error)) (err error) {
	*to, err = decode(data)
	return err
}

// eachMessage calls f with the messages of a stream up to last.
func eachMessage(ctx context.Context, stream jetstream.Stream, last uint64, f func(subject string, data []byte) error) error {
	if last == 0 {
		return nil
	}
	consumer, err := stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return err
	}
	messages, err := consumer.Messages()
	if err != nil {
		return err
	}
	defer messages.Stop()
	for {
		m, err := messages.Next(jetstream.NextContext(ctx))
		if err != nil {
			return err
		}
		if err = f(m.Subject(), m.Data()); err != nil {
			return err
		}
		at, err := m.Metadata()
		if err != nil {
			return err
		}
		if at.Sequence.Stream >= last {
			return nil
		}
	}
}

// finish makes the record of a session that has ended of its live stream, which goes. Interrupted and done again it comes
// to the same: what is not whole yet does not count, and what is whole is written again as it is.
func (s *Store) finish(ctx context.Context, id string) error {
	link := s.now()
	live, err := readLive(ctx, link.js, id)
	if err != nil {
		return fmt.Errorf("close record %s: %w", id, err)
	}
	if live.whole {
		rec := live.record()
		if err = s.replace(ctx, rec); err != nil {
			return err
		}
		if err = s.closeSummary(ctx, rec); err != nil {
			return err
		}
	}
	return s.dropLive(ctx, id)
}

// closeSummary says in the list that a session has ended.
func (s *Store) closeSummary(ctx context.Context, rec *record.Record) error {
	change := func(sum *Summary) { ended(sum, rec) }
	if _, found := s.list.get(rec.ID); found {
		return s.Update(ctx, rec.ID, change)
	}
	sum := summaryOf(&rec.Head)
	change(&sum)
	return s.put(ctx, sum, 0)
}

// ended says in sum how a session has ended.
func ended(sum *Summary, rec *record.Record) {
	sum.Length, sum.State, sum.People = rec.End, rec.State, rec.PeopleAtEnd()
}

// dropLive removes the stream of a session with its files.
func (s *Store) dropLive(ctx context.Context, id string) error {
	if err := s.removeStream(ctx, liveStream(id)); err != nil {
		return fmt.Errorf("remove what was written second by second of session %s: %w", id, err)
	}
	return nil
}

// removeStream removes a stream with its files. That it is not there is no error.
func (s *Store) removeStream(ctx context.Context, name string) error {
	if err := s.now().js.DeleteStream(ctx, name); err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
		return err
	}
	if s.remote() {
		return nil
	}
	// The server renames the directory and removes it in its own time.
	for _, dir := range []string{name, "." + name} {
		if err := os.RemoveAll(streamDir(s.opts.Dir, dir)); err != nil {
			return err
		}
	}
	return nil
}

// deadAfter is how long a recording on a cluster has written nothing when its program is taken for dead: a recording
// writes every second, and a cluster that has lost a node needs some seconds to write again.
const deadAfter = time.Minute

// recover closes the records that a program left open when it died, and brings to its end what was being erased.
func (s *Store) recover(ctx context.Context) error {
	names := s.now().js.StreamNames(ctx, jetstream.WithStreamListSubject(liveSubjects+"*.>"))
	var ids []string
	for name := range names.Name() {
		ids = append(ids, name[len(livePrefix):])
	}
	if err := names.Err(); err != nil {
		return fmt.Errorf("find the sessions that were not closed: %w", err)
	}
	if err := s.dropUnknown(livePrefix, ids); err != nil {
		return err
	}
	var recorded []string // by other programs
	for _, id := range ids {
		alive, err := s.recoverLive(ctx, id)
		if err != nil {
			return err
		}
		if alive {
			recorded = append(recorded, id)
		}
	}
	for _, e := range s.list.all() {
		if err := s.recoverListed(ctx, e, slices.Contains(recorded, e.ID)); err != nil {
			return err
		}
	}
	return s.recoverSound(ctx)
}

// dropUnknown removes what is left of streams whose names begin with prefix and that the server does not know: it was
// killed while it made or removed them. known are the rest of the names of those that it does.
func (s *Store) dropUnknown(prefix string, known []string) error {
	if s.remote() {
		return nil
	}
	dir := streamDir(s.opts.Dir, "")
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("find the sessions that were not closed: %w", err)
	}
	for _, f := range files {
		id, ours := strings.CutPrefix(strings.TrimPrefix(f.Name(), "."), prefix)
		if !ours || slices.Contains(known, id) && f.Name() == prefix+id {
			continue
		}
		if err = os.RemoveAll(filepath.Join(dir, f.Name())); err != nil {
			return fmt.Errorf("remove what was left of session %s: %w", id, err)
		}
	}
	return nil
}

// recoverLive closes a record that was left open. alive says that another program on the cluster is writing it.
func (s *Store) recoverLive(ctx context.Context, id string) (alive bool, err error) {
	if s.remote() {
		stream, err := s.now().js.Stream(ctx, liveStream(id))
		if err != nil {
			return false, fmt.Errorf("find out whether session %s is being recorded: %w", id, err)
		}
		if time.Since(stream.CachedInfo().State.LastTime) < deadAfter {
			return true, nil
		}
	}
	if e, found := s.list.get(id); found && e.Erasing == eraseAll {
		return false, nil // the rest of it goes too
	}
	s.opts.Logger.Warn("session closed that was interrupted", "session", id)
	return false, s.finish(ctx, id)
}

// recoverListed brings to its end what the list says is under way, unless another program on the cluster may be at it.
// recorded says that one is recording it.
func (s *Store) recoverListed(ctx context.Context, e *listed, recorded bool) error {
	busy := s.remote() && time.Since(e.at) < deadAfter
	switch {
	case e.Erasing == beingAdded && busy:
		return nil
	case e.Erasing != "": // whoever else erases it too does the same
		return s.resumeErasing(ctx, e.Summary)
	case e.State == record.Open && !recorded && !busy:
		return s.recoverOpen(ctx, e.ID)
	}
	return nil
}

// recoverOpen says of a session which the list takes for open what it is: its program died before anything was written,
// or before it went on with it.
func (s *Store) recoverOpen(ctx context.Context, id string) error {
	rec, err := s.load(ctx, id, true)
	switch {
	case errors.Is(err, ErrNotFound):
		return s.Update(ctx, id, func(sum *Summary) { sum.State = record.Interrupted })
	case err != nil || rec.State == record.Open:
		return err
	}
	return s.closeSummary(ctx, rec)
}
