package dashboard

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/gorilla/websocket"

	"github.com/evenkeel/monitor/internal/view"
)

// send writes what the browser is to be told until ctx ends or a write fails, and returns the reason.
func (c *client) send(ctx context.Context) error {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	if err := c.greet(); err != nil {
		return err
	}
	for {
		more, err := c.catchUp(ctx)
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-more:
		case m := <-c.replies:
			err = c.write(m)
		case <-ping.C:
			err = c.conn.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeLimit))
		}
		if err != nil {
			return err
		}
	}
}

// catchUp writes all that the browser has not been told yet, and returns a channel that is closed when there is more.
// What was published before ctx ended is still written: it may be how the session ended.
func (c *client) catchUp(ctx context.Context) (<-chan struct{}, error) {
	for {
		m, more, err := c.greeted.Load().next(c.at)
		switch {
		case errors.Is(err, errLost) && errors.Is(context.Cause(ctx), errGoingAway):
			return nil, cmp.Or(c.shoot(), context.Cause(ctx)) // at once: it is the last
		case m == nil && ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case errors.Is(err, errRetired):
			err = c.greet()
		case errors.Is(err, errLost):
			err = c.resync(ctx)
		case m == nil:
			return more, nil
		default:
			c.at.seq = m.seq
			err = c.write(m)
		}
		if err != nil {
			return nil, err
		}
	}
}

// greet says hello for the session that runs now. A browser that asked for one session by its name is not shown another.
func (c *client) greet() error {
	feed := c.hub.find(c.id)
	if feed == nil {
		return errNoSession
	}
	c.at = cursor{}
	c.greeted.Store(feed)
	hello, err := newMessage("hello", 0, view.Hello{
		Type: "hello", Protocol: view.Protocol, Version: c.hub.version, Session: feed.id,
	})
	if err != nil {
		return err
	}
	return c.write(hello)
}

// resync sends a snapshot, the first or in place of deltas that were missed.
func (c *client) resync(ctx context.Context) error {
	if c.snapshots.Wait(ctx) != nil {
		if errors.Is(context.Cause(ctx), errGoingAway) {
			return nil // the last one does not wait
		}
		return context.Cause(ctx)
	}
	return c.shoot()
}

// shoot sends a snapshot.
func (c *client) shoot() error {
	feed := c.greeted.Load()
	m, at, err := feed.snapshot()
	if err != nil {
		feed.complain.Do(func() { feed.logger.Error("snapshot not sent", "err", err) })
		return errNoSnapshot
	}
	if c.at != (cursor{}) {
		c.hub.metrics.drops.Inc()
	}
	c.at = at
	return c.write(m)
}

func (c *client) write(m *message) error {
	if err := c.conn.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return err
	}
	if err := c.conn.WritePreparedMessage(m.prepared); err != nil {
		return err
	}
	metrics := c.hub.metrics
	metrics.messages.WithLabelValues(m.kind).Inc()
	metrics.bytes.Add(float64(m.size))
	if m.kind == "delta" {
		metrics.delivery.Observe(time.Since(m.made).Seconds())
	}
	return nil
}
