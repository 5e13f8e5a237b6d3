package dashboard

import (
	"context"
	"errors"
	"io"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"github.com/evenkeel/monitor/internal/view"
)

// commandLimit is how long a session may take over a command.
const commandLimit = 5 * time.Second

// receive answers the browser's commands until ctx ends or the connection breaks. When it is the browser that breaks
// the rules, it cancels ctx with the reason and listens on, so that the browser can read it.
func (c *client) receive(ctx context.Context) {
	c.conn.SetReadLimit(maxMessage)
	c.conn.SetPongHandler(func(string) error { return c.heard() })
	for ctx.Err() == nil {
		reply, err := c.answerNext(ctx)
		if err != nil {
			c.cancel(err)
			break
		}
		select {
		case c.replies <- reply:
		case <-ctx.Done():
		}
	}
	c.drain()
}

// heard gives the browser another readLimit.
func (c *client) heard() error {
	return c.conn.SetReadDeadline(time.Now().Add(readLimit))
}

// answerNext waits for the next command, has it done and returns the reply.
func (c *client) answerNext(ctx context.Context) (*message, error) {
	if err := c.heard(); err != nil {
		return nil, err
	}
	kind, data, err := c.conn.ReadMessage()
	switch {
	case err != nil:
		return nil, err
	case kind != websocket.TextMessage:
		return nil, errNotText
	case !utf8.Valid(data):
		return nil, errNotUTF8
	}
	return newMessage("reply", 0, c.answer(ctx, data))
}

// answer has the command in data done, and counts how that went.
func (c *client) answer(ctx context.Context, data []byte) view.Reply {
	command, err := parseCommand(data)
	feed, result := c.greeted.Load(), "done"
	switch {
	case !c.commands.Allow():
		result, err = "limited", errTooManyCommands
	case err != nil:
		result = "invalid"
	case feed == nil || feed != c.hub.current():
		result, err = "stale", errStaleCommand
	default:
		if err = c.do(ctx, feed.session, command); err != nil {
			result = "refused"
		}
	}
	c.hub.metrics.commands.WithLabelValues(result).Inc()
	reply := view.Reply{Type: "reply", ID: command.ID, OK: err == nil}
	if err != nil {
		reply.Error = err.Error()
	}
	return reply
}

func (c *client) do(ctx context.Context, s Session, command view.Command) error {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	err := s.Command(ctx, command)
	if errors.Is(err, context.DeadlineExceeded) {
		return errNoAnswer
	}
	return err
}

// drain reads on without heeding what comes, until the connection ends. Of a message that is too big the websocket
// cannot find the end: what follows are bytes to discard.
func (c *client) drain() {
	for {
		_, _, err := c.conn.NextReader()
		if errors.Is(err, websocket.ErrReadLimit) {
			_, _ = io.Copy(io.Discard, c.conn.NetConn()) // it ends with the connection
		}
		if err != nil {
			return
		}
	}
}
