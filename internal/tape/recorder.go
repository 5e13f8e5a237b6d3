package tape

import (
	"context"
	"log/slog"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	mostWaiting = 120              // pieces that wait to be written: two minutes of two people
	writeLimit  = 5 * time.Second  // for one attempt to write
	writeAgain  = time.Second      // after an attempt that did not work
	lastLimit   = 20 * time.Second // for what is left to be written when the recording ends
)

// Recorder keeps the sound of one session. None of its methods waits: what cannot be written waits for two minutes, after
// which the oldest is left out.
type Recorder struct {
	shelf  Shelf
	key    *Key
	logger *slog.Logger
	wake   chan struct{} // something is to be done
	quit   chan struct{} // closed: no more is to come

	mu     sync.Mutex      // guards what follows
	filled map[int]*filled // by channel
	tasks  []task
	last   int // number of the latest task
	ended  bool
}

// filled is a piece that is not whole yet.
type filled struct {
	at      timeline.Position
	samples []int16
}

// task is something to be done on the shelf: a piece to be kept, or a channel to be erased.
type task struct {
	number  int
	channel int
	piece   *filled // nil: erase
}

func newRecorder(shelf Shelf, key *Key, logger *slog.Logger) *Recorder {
	return &Recorder{
		shelf: shelf, key: key, logger: logger, wake: make(chan struct{}, 1), quit: make(chan struct{}),
		filled: make(map[int]*filled),
	}
}

// Keep takes sound of a channel from a position on, samples from -1 to 1. What is left out between two calls stays empty.
func (r *Recorder) Keep(channel int, at timeline.Position, pcm []float32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.filled[channel]
	if p != nil && p.at+timeline.Position(len(p.samples)) != at {
		r.cut(channel)
		p = nil
	}
	if p == nil {
		p = &filled{at: at, samples: make([]int16, 0, pieceLen)}
		r.filled[channel] = p
	}
	for _, v := range pcm {
		p.samples = append(p.samples, quantise(v))
	}
	if len(p.samples) >= pieceLen {
		r.cut(channel)
	}
}

// quantise is a sample in 16 bits.
func quantise(v float32) int16 {
	return int16(max(math.MinInt16, min(math.MaxInt16, math.RoundToEven(float64(v)*-math.MinInt16))))
}

// Erase removes what was kept of a channel; what comes of it later is kept again.
func (r *Recorder) Erase(channel int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.filled, channel)
	r.tasks = slices.DeleteFunc(r.tasks, func(t task) bool { return t.channel == channel })
	r.add(task{channel: channel})
}

// End ends the recording. What is left is written soon after; Deck.Close waits for that.
func (r *Recorder) End() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for channel := range r.filled {
		r.cut(channel)
	}
	if !r.ended {
		r.ended = true
		close(r.quit)
	}
}

// cut hands over the piece of a channel that is being filled. It needs the lock.
func (r *Recorder) cut(channel int) {
	r.add(task{channel: channel, piece: r.filled[channel]})
	delete(r.filled, channel)
	if len(r.tasks) <= mostWaiting {
		return
	}
	if i := slices.IndexFunc(r.tasks, func(t task) bool { return t.piece != nil }); i >= 0 {
		r.tasks = slices.Delete(r.tasks, i, i+1)
	}
}

// add adds a task. It needs the lock.
func (r *Recorder) add(t task) {
	r.last++
	t.number = r.last
	r.tasks = append(r.tasks, t)
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// run does what is to be done, until there is no more.
func (r *Recorder) run() {
	failing := false
	for {
		again := time.NewTimer(writeAgain)
		select {
		case <-r.quit:
			again.Stop()
			r.finish()
			return
		case <-r.wake:
		case <-again.C:
		}
		again.Stop()
		err := r.doAll(context.Background())
		if err != nil && !failing {
			r.logger.Error("audio is not being kept as agreed", "err", err)
		}
		failing = err != nil
	}
}

// finish does what is left.
func (r *Recorder) finish() {
	ctx, cancel := context.WithTimeout(context.Background(), lastLimit)
	defer cancel()
	for {
		err := r.doAll(ctx)
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			r.logger.Error("audio was not kept, or not erased, to the end", "err", err)
			return
		case <-time.After(writeAgain):
		}
	}
}

// doAll does one task after another.
func (r *Recorder) doAll(ctx context.Context) error {
	for {
		t, some := r.first()
		if !some {
			return nil
		}
		if err := r.do(ctx, t); err != nil {
			return err
		}
		r.done(t.number)
	}
}

func (r *Recorder) first() (t task, some bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.tasks) == 0 {
		return task{}, false
	}
	return r.tasks[0], true
}

// done takes a task off the list, if it is still there.
func (r *Recorder) done(number int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tasks = slices.DeleteFunc(r.tasks, func(t task) bool { return t.number == number })
}

func (r *Recorder) do(ctx context.Context, t task) error {
	ctx, cancel := context.WithTimeout(ctx, writeLimit)
	defer cancel()
	if t.piece == nil {
		return r.shelf.Erase(ctx, t.channel)
	}
	data, err := encode(t.piece.samples)
	if err == nil {
		data, err = r.key.seal(data)
	}
	if err != nil {
		return err
	}
	return r.shelf.Keep(ctx, t.channel, record.Piece{
		At: t.piece.at, Length: timeline.Position(len(t.piece.samples)), Sealed: data,
	})
}
