package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
)

// The sound of each channel has a stream of its own, so that it can go at once and as a whole.
const (
	soundPrefix   = "AUDIO_"
	soundSubjects = "audio."
)

// soundReserve is how much is left free on the disk by sound: the record itself is worth more.
const soundReserve = 8 * reserve

func soundStream(id string, channel int) string {
	return soundPrefix + id + "_" + strconv.Itoa(channel)
}

func soundSubject(id string, channel int) string {
	return soundSubjects + id + "." + strconv.Itoa(channel)
}

// Sound is the sound of one session, as everybody in it has agreed to keep it: sealed pieces, which nothing here can
// read. It is for one goroutine.
type Sound struct {
	s     *Store
	id    string
	until string
	begun map[int]bool           // channels that the list names
	read  map[int]*soundPosition // by channel
}

// soundPosition is where the reading of a channel has come to.
type soundPosition struct {
	stream jetstream.Stream
	seq    uint64 // of the piece read last
}

// Sound is the sound of a session. until is the day on which it is erased, as KeptSound has it, for what is kept of it
// from now on, unless a day was set before.
func (s *Store) Sound(id, until string) *Sound {
	return &Sound{s: s, id: id, until: until, begun: make(map[int]bool), read: make(map[int]*soundPosition)}
}

// Keep adds a piece of a channel. Those of one channel come in order.
func (a *Sound) Keep(ctx context.Context, channel int, p record.Piece) error {
	err := a.s.checkSoundRoom()
	if err == nil && !a.begun[channel] {
		err = a.begin(ctx, channel)
	}
	if err == nil {
		_, err = a.s.now().js.Publish(ctx, soundSubject(a.id, channel), record.AppendPiece(nil, &p),
			jetstream.WithExpectStream(soundStream(a.id, channel)))
	}
	if err != nil {
		return fmt.Errorf("keep the audio of channel %d of session %s: %w", channel, a.id, err)
	}
	return nil
}

func (s *Store) checkSoundRoom() error {
	if s.remote() {
		return nil
	}
	if free, err := room(s.opts.Dir); err != nil || free >= soundReserve {
		return err
	}
	return errFull
}

// begin makes what a channel needs. The list names it first: what the list does not name is no sound of a session.
func (a *Sound) begin(ctx context.Context, channel int) error {
	err := a.s.Update(ctx, a.id, func(sum *Summary) {
		kept := &KeptSound{Until: a.until}
		if sum.Sound != nil {
			kept.Until, kept.Channels = sum.Sound.Until, slices.Clone(sum.Sound.Channels)
		}
		if !slices.Contains(kept.Channels, channel) {
			kept.Channels = append(kept.Channels, channel)
			slices.Sort(kept.Channels)
		}
		sum.Sound = kept
	})
	if err != nil {
		return err
	}
	_, err = a.s.now().stream(ctx, jetstream.StreamConfig{
		Name: soundStream(a.id, channel), Subjects: []string{soundSubject(a.id, channel)},
	})
	a.begun[channel] = err == nil
	return err
}

// Erase removes all of a channel. That there is nothing is no error.
func (a *Sound) Erase(ctx context.Context, channel int) error {
	delete(a.begun, channel)
	delete(a.read, channel)
	err := a.s.Update(ctx, a.id, func(sum *Summary) {
		if sum.Sound == nil {
			return
		}
		kept := &KeptSound{Until: sum.Sound.Until}
		for _, k := range sum.Sound.Channels {
			if k != channel {
				kept.Channels = append(kept.Channels, k)
			}
		}
		if sum.Sound = kept; len(kept.Channels) == 0 {
			sum.Sound = nil
		}
	})
	if err == nil || errors.Is(err, ErrNotFound) {
		err = a.s.wipeStream(ctx, soundStream(a.id, channel))
	}
	if err != nil {
		return fmt.Errorf("erase the audio of channel %d of session %s: %w", channel, a.id, err)
	}
	return nil
}

// Piece is the piece of a channel that holds a position, or the first after it; found is false when there is neither.
func (a *Sound) Piece(ctx context.Context, channel int, at timeline.Position) (p record.Piece, found bool, err error) {
	if a.read[channel] == nil {
		var stream jetstream.Stream
		if stream, err = a.s.now().js.Stream(ctx, soundStream(a.id, channel)); err == nil {
			a.read[channel] = &soundPosition{stream: stream}
		}
	}
	if err == nil {
		p, found, err = a.read[channel].search(ctx, at)
	}
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return record.Piece{}, false, nil
	}
	if err != nil {
		return record.Piece{}, false, fmt.Errorf("read the audio of session %s: %w", a.id, err)
	}
	return p, found, nil
}

// search finds the first piece that ends after a position: most often it is the one after the piece read last.
func (f *soundPosition) search(ctx context.Context, at timeline.Position) (record.Piece, bool, error) {
	state := f.stream.CachedInfo().State
	low, high := state.FirstSeq, state.LastSeq+1 // the one that is looked for is among these; the last stands for none
	var best record.Piece
	for next := f.seq + 1; low < high; next = low + (high-low)/2 {
		seq := min(max(next, low), high-1)
		m, err := f.stream.GetMsg(ctx, seq)
		if err != nil {
			return best, false, err
		}
		p, err := record.DecodePiece(m.Data)
		if err != nil {
			return best, false, err
		}
		if p.End() <= at {
			low = seq + 1
			continue
		}
		high, best = seq, p
		if p.At <= at {
			low = high // those before it end before it begins
		}
	}
	f.seq = high
	return best, best.Length > 0, nil
}

// EraseSound removes all that is kept of the sound of a session. The rest of it stays.
func (s *Store) EraseSound(ctx context.Context, id string) error {
	sum, err := s.Summary(id)
	if err != nil {
		return err
	}
	if sum.State == record.Open {
		return fmt.Errorf("erase the audio of session %s: %w", id, ErrRecording)
	}
	if err = s.Update(ctx, id, func(sum *Summary) { sum.Sound = nil }); err != nil {
		return err
	}
	return s.dropSound(ctx, id)
}

// EraseSoundUntil removes the sound that is to be erased on a day or was before it, and returns the sessions that it is
// gone from.
func (s *Store) EraseSoundUntil(ctx context.Context, day time.Time) ([]Summary, error) {
	var gone []Summary
	today := day.Format(time.DateOnly)
	for _, sum := range s.List() {
		if sum.Sound == nil || sum.Sound.Until > today || sum.State == record.Open {
			continue
		}
		if err := s.EraseSound(ctx, sum.ID); err != nil {
			return gone, err
		}
		gone = append(gone, sum)
	}
	return gone, nil
}

// dropSound removes the streams of a session's sound.
func (s *Store) dropSound(ctx context.Context, id string) error {
	names, err := s.soundStreams(ctx, id)
	for i := 0; err == nil && i < len(names); i++ {
		err = s.wipeStream(ctx, names[i])
	}
	if err != nil {
		return fmt.Errorf("erase the audio of session %s: %w", id, err)
	}
	return nil
}

// soundStreams are the streams of a session's sound; of all sessions with "*".
func (s *Store) soundStreams(ctx context.Context, id string) ([]string, error) {
	list := s.now().js.StreamNames(ctx, jetstream.WithStreamListSubject(soundSubjects+id+".*"))
	var names []string
	for name := range list.Name() {
		names = append(names, name)
	}
	return names, list.Err()
}

// wipeStream overwrites the messages of a stream where they are on this disk, and removes it.
func (s *Store) wipeStream(ctx context.Context, name string) error {
	if !s.remote() {
		files, err := filepath.Glob(filepath.Join(streamDir(s.opts.Dir, name), "msgs", "*.blk"))
		for i := 0; err == nil && i < len(files); i++ {
			err = zero(files[i])
		}
		if err != nil {
			return err
		}
	}
	return s.removeStream(ctx, name)
}

// zero fills a file with zeros.
func zero(path string) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	zeros := make([]byte, 1<<20)
	for left := info.Size(); left > 0; left -= int64(len(zeros)) {
		if _, err = f.Write(zeros[:min(left, int64(len(zeros)))]); err != nil {
			return err
		}
	}
	return f.Sync()
}

// recoverSound removes the sound that the list does not name: it was being erased when the program died.
func (s *Store) recoverSound(ctx context.Context) error {
	names, err := s.soundStreams(ctx, "*")
	if err != nil {
		return fmt.Errorf("find the audio that is kept: %w", err)
	}
	known := make([]string, len(names))
	for i, name := range names {
		known[i] = strings.TrimPrefix(name, soundPrefix)
	}
	if err = s.dropUnknown(soundPrefix, known); err != nil {
		return err
	}
	for _, name := range names {
		id, number, _ := strings.Cut(strings.TrimPrefix(name, soundPrefix), "_") // an ID has no such letter
		if s.remote() {
			if err = s.refresh(ctx, id); err != nil { // somebody else may have begun it since
				return err
			}
		}
		channel, wrong := strconv.Atoi(number)
		e, found := s.list.get(id)
		if found && wrong == nil && e.Sound != nil && slices.Contains(e.Sound.Channels, channel) {
			continue
		}
		if err = s.wipeStream(ctx, name); err != nil {
			return fmt.Errorf("erase audio that is no session's: %w", err)
		}
	}
	return nil
}
