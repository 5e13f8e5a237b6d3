package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/vad"
)

// Summary.Erasing of a session that goes as a whole, and of one that goes unless it becomes whole.
const (
	eraseAll   = "all"
	beingAdded = "added"
)

// eraseMessages overwrites messages and takes them out. That one is not there is no error.
func (s *Store) eraseMessages(ctx context.Context, stream jetstream.Stream, seqs ...uint64) error {
	if len(seqs) == 0 {
		return nil
	}
	done, err := s.beginErasing()
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		err = stream.SecureDeleteMsg(ctx, seq)
		if refused, is := errors.AsType[*jetstream.APIError](err); is && refused.ErrorCode == codeNoMessage {
			err = nil
		}
		if err != nil {
			return err // the mark stays, in case it was deleted but not overwritten
		}
	}
	return done()
}

// codeNoMessage is what the server answers when a message to be erased is not there.
const codeNoMessage jetstream.ErrorCode = 10043

// Erase removes a session from the list and from the disk: its observations, what was added to it, its sound, what the
// list says of it, and every copy of these.
func (s *Store) Erase(ctx context.Context, id string) error {
	_, err := s.erasable(id)
	if err == nil {
		err = s.needRoom()
	}
	if err == nil {
		err = s.markErasing(ctx, id, eraseAll)
	}
	if err == nil {
		err = s.eraseWhole(ctx, id)
	}
	if err != nil {
		return fmt.Errorf("erase session %s: %w", id, err)
	}
	return nil
}

// EraseChannel removes the observations of one channel, which are unknown from then on, and its sound. The rest stays.
func (s *Store) EraseChannel(ctx context.Context, id string, channel int) error {
	sum, err := s.erasable(id)
	if err == nil && (channel < 0 || channel >= (&record.Head{People: sum.People}).Channels()) {
		err = fmt.Errorf("it has no channel %d", channel)
	}
	if err == nil {
		err = s.needRoom()
	}
	if err == nil {
		err = s.markErasing(ctx, id, strconv.Itoa(channel))
	}
	if err == nil {
		err = s.eraseOne(ctx, id, channel)
	}
	if err != nil {
		return fmt.Errorf("erase channel %d of session %s: %w", channel, id, err)
	}
	return nil
}

// EraseBefore erases the sessions that had ended by a time, and returns those that are gone.
func (s *Store) EraseBefore(ctx context.Context, t time.Time) ([]Summary, error) {
	var gone []Summary
	for _, sum := range s.List() {
		if sum.State == record.Open || sum.StartedAt.Add(sum.Length.Duration()).After(t) {
			continue
		}
		if err := s.Erase(ctx, sum.ID); err != nil {
			return gone, err
		}
		gone = append(gone, sum)
	}
	return gone, nil
}

// erasable is the summary of a session that may be erased from.
func (s *Store) erasable(id string) (Summary, error) {
	e, found := s.list.get(id)
	switch {
	case !found || e.Erasing == beingAdded:
		return Summary{}, ErrNotFound
	case e.State == record.Open:
		return Summary{}, ErrRecording
	}
	return e.Summary, nil
}

// markErasing says what is being erased. What was being added to the session is there when it returns, and nothing is
// added after it.
func (s *Store) markErasing(ctx context.Context, id, what string) error {
	s.adding.Lock()
	defer s.adding.Unlock()
	return s.Update(ctx, id, func(sum *Summary) { sum.Erasing = what })
}

// resumeErasing goes on with what was being erased when the program died.
func (s *Store) resumeErasing(ctx context.Context, sum Summary) error {
	switch sum.Erasing {
	case beingAdded:
		s.opts.Logger.Warn("session erased that was being added when the program died", "session", sum.ID)
		return s.eraseWhole(ctx, sum.ID)
	case eraseAll:
		return s.eraseWhole(ctx, sum.ID)
	}
	channel, err := strconv.Atoi(sum.Erasing)
	if err != nil {
		return fmt.Errorf("go on erasing of session %s: %w", sum.ID, err)
	}
	return s.eraseOne(ctx, sum.ID, channel)
}

// eraseWhole erases a session; what the list says of it last, since that says what is under way.
func (s *Store) eraseWhole(ctx context.Context, id string) error {
	done, err := s.beginErasing() // until the indexes that name it are gone as well
	if err != nil {
		return err
	}
	if err = s.eraseParts(ctx, id); err != nil {
		return err
	}
	if err = done(); err != nil {
		return err
	}
	return s.now().conn.Publish(erasedNote, []byte(id))
}

func (s *Store) eraseParts(ctx context.Context, id string) error {
	if err := s.dropLive(ctx, id); err != nil {
		return err
	}
	if err := s.dropSound(ctx, id); err != nil {
		return err
	}
	link := s.now()
	for _, from := range []struct {
		stream  jetstream.Stream
		subject string
	}{{link.main, mainSubject(id, ">")}, {link.list, listSubjects + id}} {
		if err := s.eraseSubject(ctx, from.stream, from.subject); err != nil {
			return err
		}
	}
	s.list.remove(id)
	return s.scrub()
}

// eraseSubject erases every message of a subject.
func (s *Store) eraseSubject(ctx context.Context, stream jetstream.Stream, subject string) error {
	var seqs []uint64
	for seq := uint64(1); ; seq++ {
		m, err := stream.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(subject))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return s.eraseMessages(ctx, stream, seqs...)
		}
		if err != nil {
			return err
		}
		seq = m.Sequence
		seqs = append(seqs, seq)
	}
}

// scrub removes the indexes of the streams, which name the subjects. The server writes them anew within some minutes and
// when it stops; without them it reads the messages when it starts.
func (s *Store) scrub() error {
	if s.remote() {
		return nil
	}
	for _, stream := range []string{mainStream, listStream} {
		err := os.Remove(filepath.Join(streamDir(s.opts.Dir, stream), "msgs", indexOfStream))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// eraseOne makes the observations of a channel unknown.
func (s *Store) eraseOne(ctx context.Context, id string, channel int) error {
	if err := s.Sound(id, "").Erase(ctx, channel); err != nil {
		return err
	}
	rec, err := s.load(ctx, id, false)
	if err != nil {
		return err
	}
	forget(rec, channel)
	if err = s.replace(ctx, rec); err != nil {
		return err
	}
	return s.Update(ctx, id, func(sum *Summary) { sum.Erasing, sum.Digested, sum.Figures = "", "", nil })
}

// forget makes what rec knows of a channel unknown.
func forget(rec *record.Record, channel int) {
	if channel < len(rec.Observations) {
		obs := rec.Observations[channel]
		for i := range obs {
			obs[i] = record.Unrecorded
		}
	}
	if rec.Changes != nil {
		kept := []vad.Change{{Channel: channel, Activity: vad.Unobserved, Flags: vad.Unknown}}
		for _, c := range rec.Changes {
			if c.Channel != channel {
				kept = append(kept, c)
			}
		}
		rec.Changes = kept
	}
	for i := range rec.Events {
		if h := rec.Events[i].Health; channel < len(h) {
			h[channel] = deference.Health{}
		}
	}
}
