package session

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// Recorded is a recording that can be read once.
type Recorded interface {
	audio.HopSource
	io.Closer
}

// rehearsed is how much of a recording is listened to beforehand.
const rehearsed = 30 * timeline.Second

// Rehearse lets the feed listen to the beginning of its recording before it begins, to learn how its channels hear each
// other and how their clocks lie: live that takes some seconds, in which less can be told. open opens the same
// recording once more. It is done, and may fail, with the first Next.
func (f *SoundFeed) Rehearse(open func() (Recorded, error)) { f.rehearsal = open }

func (f *SoundFeed) rehearse(ctx context.Context) (err error) {
	open := f.rehearsal
	if f.rehearsal = nil; open == nil || f.Channels() == 1 {
		return nil
	}
	source, err := open()
	if err != nil {
		return fmt.Errorf("listen to the beginning: %w", err)
	}
	counted := f.hearing.metrics
	f.hearing.metrics = nil // it is heard again
	defer func() {
		f.hearing.metrics = counted
		err = errors.Join(err, source.Close())
	}()
	heard := timeline.Position(0)
	for ; heard < rehearsed; heard += timeline.HopLen {
		if err = source.ReadHop(ctx, f.hop); err != nil {
			break
		}
		f.hearing.observe(f.hop, false, f.obs)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("listen to the beginning: %w", err)
	}
	for k := range f.ears {
		f.ears[k].compared = f.hearing.clock(k).Settled
	}
	return f.hearing.rewind(heard, f.hop)
}
