package dashboard

import (
	"errors"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/evenkeel/monitor/internal/view"
)

const (
	// resyncAfter is how long after a delta that was not sent a snapshot makes up for it, at least.
	resyncAfter = 2 * time.Second / view.MaxDeltasPerSecond

	// backlog is how many deltas are kept: a second of them. A browser that is further behind is better served by a
	// snapshot.
	backlog = view.MaxDeltasPerSecond
)

var (
	errLost    = errors.New("deltas were missed")
	errRetired = errors.New("another session has taken its place")
)

// Feed takes the deltas of one session to the browsers that watch it.
//
// It keeps the last deltas once, for everybody, and a browser is no more than a cursor into them: the Seq that it has
// reached. It is sent a snapshot, which sets the cursor, then the delta after the cursor, and so on; whatever it finds
// missing is replaced by another snapshot. So each browser gets every number after its snapshot, in order, no matter
// when it joined, and publishing costs the same however slowly it reads.
type Feed struct {
	id      string
	session Session
	metrics *metrics

	logger   *slog.Logger
	complain rate.Sometimes // as the session would otherwise fail ten times a second

	snapshots sync.Mutex // guards cached; taken before the session's own locks and before mu
	cached    *message
	cachedIn  int // generation of cached

	mu         sync.Mutex // guards what follows; never held while the session is called
	pace       view.Pace
	unpaced    bool              // for benchmarks
	ring       [backlog]*message // the delta with Seq s is at s % backlog
	kept       int64             // how many of the ring are valid: those with Seq in (last-kept, last]
	last       int64             // Seq of the newest delta that browsers are sent
	seen       int64             // Seq of the newest delta published
	generation int               // counts up when the numbering starts again
	changed    chan struct{}     // closed when next may answer otherwise
	resync     *time.Timer       // runs while deltas are withheld
	retired    bool
}

// cursor is how far a browser has been told; the zero cursor has been told nothing.
type cursor struct {
	generation int
	seq        int64
}

func newFeed(s Session, unpaced bool, m *metrics, logger *slog.Logger) *Feed {
	return &Feed{
		id:         s.ID(),
		session:    s,
		metrics:    m,
		logger:     logger,
		complain:   rate.Sometimes{First: 1, Interval: time.Minute},
		unpaced:    unpaced,
		generation: 1,
		changed:    make(chan struct{}),
	}
}

// Publish sends d to every browser that watches the session, and returns without waiting for any of them. It is for one
// goroutine at a time, within view.Pace; d.Seq is the one before plus 1, and a Snapshot taken
// from now on contains d. The caller may change d afterwards.
//
// A delta that comes too soon, or cannot be encoded, is not sent: browsers get a snapshot in its place within a second.
// Publish does nothing once another session has taken this one's place.
func (f *Feed) Publish(d *view.Delta) {
	m, err := newMessage("delta", d.Seq, d)
	if err != nil {
		f.complain.Do(func() { f.logger.Error("delta not sent", "seq", d.Seq, "err", err) })
	}
	if waiting := f.add(d.Seq, m); waiting != nil {
		close(waiting) // not under the lock, which is what all who wake up take first
	}
}

// add takes up the delta with that Seq, which is nil when it could not be encoded. It returns the channel to close when
// browsers are to be sent something.
func (f *Feed) add(seq int64, m *message) chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.retired {
		return nil
	}
	if seq <= f.seen { // the numbering has started again: no cursor means anything now
		f.generation++
		f.last, f.kept = seq-1, 0
	}
	f.seen = seq
	if m == nil || f.resync != nil || !f.allow() {
		f.withhold()
		return nil
	}
	f.keep(m)
	return f.wake()
}

// allow counts a delta against the pace, unless it comes too soon.
func (f *Feed) allow() bool {
	now := time.Now()
	if !f.unpaced && !f.pace.Free(now) {
		return false
	}
	f.pace.Mark(now)
	return true
}

// keep puts m into the ring. Where a number is missing before it, older deltas lead nowhere and are forgotten.
func (f *Feed) keep(m *message) {
	if m.seq != f.last+1 {
		f.kept = 0
	}
	f.last = m.seq
	f.kept = min(f.kept+1, backlog)
	f.ring[index(m.seq)] = m
}

// withhold keeps the delta just seen from browsers, and has them sent a snapshot as soon as the pace allows.
func (f *Feed) withhold() {
	f.metrics.withheld.Inc()
	if f.resync == nil {
		f.resync = time.AfterFunc(max(resyncAfter, time.Until(f.pace.Next())), f.endWithholding)
	}
}

func (f *Feed) endWithholding() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.retired {
		return
	}
	f.resync = nil
	f.last, f.kept = f.seen, 0
	close(f.wake())
}

// settle has browsers sent at once what was withheld from them: it may be how the session ended.
func (f *Feed) settle() {
	f.mu.Lock()
	withheld := f.resync != nil
	f.mu.Unlock()
	if withheld {
		f.endWithholding()
	}
}

// wake returns the channel that browsers wait on, to be closed, and has them wait on another from now on.
func (f *Feed) wake() chan struct{} {
	waiting := f.changed
	f.changed = make(chan struct{})
	return waiting
}

// retire ends the feed: from now on next returns errRetired.
func (f *Feed) retire() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.retired {
		return
	}
	f.retired = true
	if f.resync != nil {
		f.resync.Stop()
	}
	close(f.changed)
}

// next returns the delta after the cursor. When there is none yet it returns nil and a channel that is closed when next
// is worth asking again. The error is errLost when the way from the cursor to now is lost, or errRetired.
func (f *Feed) next(at cursor) (*message, <-chan struct{}, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.retired:
		return nil, nil, errRetired
	case at.generation != f.generation:
		return nil, nil, errLost
	case at.seq >= f.last:
		return nil, f.changed, nil
	case at.seq < f.last-f.kept:
		return nil, nil, errLost
	}
	return f.ring[index(at.seq+1)], f.changed, nil
}

// snapshot returns a snapshot that is no older than the last delta, and the cursor that follows from it. Browsers that
// need one at the same time share it.
func (f *Feed) snapshot() (*message, cursor, error) {
	f.snapshots.Lock()
	defer f.snapshots.Unlock()
	f.mu.Lock()
	generation, last := f.generation, f.last
	f.mu.Unlock()
	if f.cached == nil || f.cachedIn != generation || f.cached.seq < last {
		s := f.session.Snapshot()
		m, err := newMessage("snapshot", s.Seq, s)
		if err != nil {
			return nil, cursor{}, err
		}
		f.cached, f.cachedIn = m, generation
	}
	return f.cached, cursor{generation: generation, seq: f.cached.seq}, nil
}

// index is where the delta with that Seq is kept. A Seq is never negative in a session, but must not harm if it is.
func index(seq int64) int64 { return (seq%backlog + backlog) % backlog }
