package dashboard

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

// Limits of one browser's websocket.
const (
	pingEvery  = 15 * time.Second // twice within readLimit, so that one lost ping does no harm
	readLimit  = 40 * time.Second // without a word from the browser, not even a pong
	writeLimit = 10 * time.Second // for one message; whoever takes longer has stopped reading
	closeLimit = time.Second      // for the browser to answer a close

	maxMessage = 8 << 10 // bytes of one message from a browser; an agreement takes less than 1 KiB
	maxReplies = 8       // that wait for a browser to read; then its next command waits, and nobody else's

	commandsPerSecond = 20 // dragging a slider sends about 10
	commandBurst      = 40

	snapshotsPerSecond = 4 // to one browser, however often it falls behind
)

// client is one browser's websocket. One goroutine writes to it, one reads from it, and run owns both.
type client struct {
	hub    *hub
	conn   *websocket.Conn
	id     string                  // of the session asked for, or currentID
	cancel context.CancelCauseFunc // set before the hub knows the client

	greeted   atomic.Pointer[Feed] // what the browser sees, and what its commands are for
	at        cursor               // of the writer
	replies   chan *message
	commands  *rate.Limiter
	snapshots *rate.Limiter
}

func newClient(h *hub, conn *websocket.Conn, id string) *client {
	return &client{
		hub:       h,
		conn:      conn,
		id:        id,
		replies:   make(chan *message, maxReplies),
		commands:  rate.NewLimiter(commandsPerSecond, commandBurst),
		snapshots: rate.NewLimiter(snapshotsPerSecond, snapshotsPerSecond),
	}
}

// run talks to the browser until either side ends it. No goroutine that it starts outlives it.
func (c *client) run(ctx context.Context) {
	ctx, c.cancel = context.WithCancelCause(ctx)
	defer c.cancel(nil)
	if err := c.hub.join(c); err != nil {
		c.turnAway(err)
		return
	}
	received := make(chan struct{})
	go func() { defer close(received); c.receive(ctx) }()
	err := c.send(ctx)
	c.hangUp(err, received)
	c.hub.leave(c, err)
}

// turnAway ends a connection that has only just begun.
func (c *client) turnAway(why error) {
	c.conn.SetReadLimit(maxMessage)
	received := make(chan struct{})
	go func() { defer close(received); c.drain() }()
	c.hangUp(why, received)
}

// hangUp ends the connection. A browser that is told why has a moment to hang up as well: what it may just be sending
// would else break the connection before it has read the reason.
func (c *client) hangUp(err error, received <-chan struct{}) {
	if c.tell(err) {
		patience := time.NewTimer(closeLimit)
		defer patience.Stop()
		select {
		case <-received:
		case <-patience.C:
		}
	}
	_ = c.conn.Close() // it may have ended by itself
	<-received
}

// tell sends the browser the reason for the end, and reports whether it has been told.
func (c *client) tell(err error) bool {
	var why hangup
	if !errors.As(err, &why) {
		return errors.Is(err, websocket.ErrReadLimit) // the websocket has told it by itself
	}
	frame := websocket.FormatCloseMessage(why.code, why.reason)
	return c.conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(closeLimit)) == nil
}
