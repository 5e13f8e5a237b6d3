// Package tape keeps the sound of sessions in which everybody has agreed to that, and plays it. Sound is encoded as FLAC
// and sealed with a key before it leaves this package; what holds it sees neither.
package tape

import (
	"context"
	"log/slog"
	"sync"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
)

// Shelf holds the sound of one session.
type Shelf interface {
	// Keep adds a piece of a channel. Those of one channel come in order.
	Keep(ctx context.Context, channel int, p record.Piece) error
	// Erase removes all of a channel. That there is nothing is no error.
	Erase(ctx context.Context, channel int) error
	// Piece is the piece of a channel that holds a position, or the first after it; found is false when there is neither.
	Piece(ctx context.Context, channel int, at timeline.Position) (p record.Piece, found bool, err error)
}

// Deck records and plays the sound of sessions.
type Deck struct {
	keyFile   string
	logger    *slog.Logger
	recording sync.WaitGroup

	mu  sync.Mutex // guards what follows
	key *Key       // nil: not read yet
}

// NewDeck makes a deck. The key file is made when sound is to be kept for the first time. A nil logger discards.
func NewDeck(keyFile string, logger *slog.Logger) *Deck {
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	return &Deck{keyFile: keyFile, logger: logger}
}

// Close waits until what was recorded has been written.
func (d *Deck) Close() { d.recording.Wait() }

// Record begins the keeping of sound on a shelf.
func (d *Deck) Record(shelf Shelf) (*Recorder, error) {
	key, err := d.read(MakeKey)
	if err != nil {
		return nil, err
	}
	r := newRecorder(shelf, key, d.logger)
	d.recording.Go(r.run)
	return r, nil
}

// Play gives the sound of some channels of a shelf together, as a WAV file of that length. ctx is that of its reading.
func (d *Deck) Play(ctx context.Context, shelf Shelf, channels []int, length timeline.Position) (*Player, error) {
	key, err := d.read(ReadKey)
	if err != nil {
		return nil, err
	}
	return newPlayer(ctx, shelf, key, channels, length)
}

// read is the key, which is read once.
func (d *Deck) read(from func(path string) (*Key, error)) (*Key, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.key != nil {
		return d.key, nil
	}
	var err error
	d.key, err = from(d.keyFile)
	return d.key, err
}
