package dashboard

import (
	"context"
	"errors"
	"time"

	"github.com/gorilla/websocket"
)

// comeBack is how long a browser that lost its connection is waited for when the program stops: it tries again after a
// quarter of a second, half a second, and a second.
const comeBack = 2 * time.Second

// absent are browsers that lost their connection and will be back. The hub's lock guards it.
type absent struct {
	until   []time.Time // when each is no longer waited for, in order
	arrived chan struct{}
}

// lost takes down that a browser lost its connection.
func (a *absent) lost(now time.Time) { a.until = append(a.waited(now), now.Add(comeBack)) }

// back takes down that a browser has connected: one that was waited for, if there is any.
func (a *absent) back(now time.Time) {
	if a.until = a.waited(now); len(a.until) > 0 {
		a.until = a.until[1:]
	}
	if a.arrived != nil {
		close(a.arrived)
		a.arrived = nil
	}
}

// waited are the times of those that are waited for now.
func (a *absent) waited(now time.Time) []time.Time {
	for len(a.until) > 0 && !now.Before(a.until[0]) {
		a.until = a.until[1:]
	}
	return a.until
}

// next is a channel that is closed when a browser connects, and when nobody is waited for any more; false when nobody is
// waited for now.
func (a *absent) next(now time.Time) (arrived <-chan struct{}, until time.Time, waits bool) {
	left := a.waited(now)
	if len(left) == 0 {
		return nil, time.Time{}, false
	}
	if a.arrived == nil {
		a.arrived = make(chan struct{})
	}
	return a.arrived, left[len(left)-1], true
}

// awaitAbsent waits for the browsers that lost their connection a moment ago, so that they see how the session ended. It
// gives up when ctx ends.
func (h *hub) awaitAbsent(ctx context.Context) {
	for {
		h.mu.Lock()
		arrived, until, waits := h.absent.next(time.Now())
		h.mu.Unlock()
		if !waits {
			return
		}
		patience := time.NewTimer(time.Until(until))
		select {
		case <-arrived:
		case <-patience.C:
		case <-ctx.Done():
		}
		patience.Stop()
		if ctx.Err() != nil {
			return
		}
	}
}

// parted says whether a connection that ended with err ended on purpose, on either side.
func parted(err error) bool {
	var why hangup
	return errors.As(err, &why) || errors.Is(err, websocket.ErrReadLimit) ||
		websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway, websocket.CloseNoStatusReceived)
}
