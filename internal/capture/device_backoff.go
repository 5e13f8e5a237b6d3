package capture

import (
	"context"
	"time"
)

// How long after it was lost a device is opened again: twice as long each time, until it has worked for backoffHealthy.
const (
	backoffLeast   = 200 * time.Millisecond
	backoffMost    = 5 * time.Second
	backoffHealthy = 5 * time.Second
)

// backoff paces the opening of a device.
type backoff struct{ next time.Duration }

// wait waits before the next try. worked is how long the device worked this time.
func (b *backoff) wait(ctx context.Context, worked time.Duration) {
	if b.next == 0 || worked >= backoffHealthy {
		b.next = backoffLeast
	}
	select {
	case <-ctx.Done():
	case <-time.After(b.next):
	}
	b.next = min(2*b.next, backoffMost)
}
