package capture

import (
	"context"
	"fmt"
	"sync"

	"github.com/evenkeel/monitor/internal/audio"
)

// aheadHops is how far an Ahead reads ahead: 2 s.
const aheadHops = 64

// Ahead is a recording that is read ahead of whoever listens to it, on a core of its own.
type Ahead struct {
	*WAVSource
	read  chan *audio.Hop // in order; closed when there are no more
	spare chan *audio.Hop
	leave context.CancelFunc
	done  sync.WaitGroup
	err   error // why there are no more; to be read after read is closed
}

// ReadAhead begins to read s ahead, until it ends or is closed. From now on s is to be read through what it returns only.
func ReadAhead(s *WAVSource) *Ahead {
	ctx, leave := context.WithCancel(context.Background())
	a := &Ahead{WAVSource: s, read: make(chan *audio.Hop, aheadHops), spare: make(chan *audio.Hop, aheadHops), leave: leave}
	for range aheadHops {
		a.spare <- audio.NewHop(s.Channels())
	}
	a.done.Go(func() { a.run(ctx) })
	return a
}

// run reads until there is nothing more to read.
func (a *Ahead) run(ctx context.Context) {
	defer close(a.read)
	for {
		select {
		case <-ctx.Done():
			a.err = ctx.Err()
			return
		case h := <-a.spare:
			if a.err = a.WAVSource.ReadHop(ctx, h); a.err != nil {
				return
			}
			a.read <- h // there is room: there are no more hops than that
		}
	}
}

// ReadHop fills h with the next hop.
func (a *Ahead) ReadHop(ctx context.Context, h *audio.Hop) error {
	if len(h.Channels) != a.Channels() {
		return errOtherChannels
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("read recording: %w", ctx.Err())
	case next, more := <-a.read:
		if !more {
			return a.err
		}
		h.Start = next.Start
		for k := range h.Channels {
			to, from := &h.Channels[k], &next.Channels[k]
			copy(to.PCM, from.PCM)
			to.Unknown, to.Clipped = from.Unknown, from.Clipped
		}
		a.spare <- next
		return nil
	}
}

// Close stops reading and closes the recording.
func (a *Ahead) Close() error {
	a.leave()
	a.done.Wait()
	return a.WAVSource.Close()
}
