package dashboard

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// currentID stands for whichever session is running in the addresses of the dashboard.
const currentID = "current"

// hub knows the running session's feed and the browsers that are connected.
type hub struct {
	version    string
	maxClients int
	unpaced    bool // for benchmarks
	metrics    *metrics
	logger     *slog.Logger
	upgrader   websocket.Upgrader

	mu      sync.Mutex // guards what follows; a feed's locks are never taken under it
	feed    *Feed      // nil before the first use
	clients map[*client]struct{}
	absent  absent
	closed  bool
	talking sync.WaitGroup // a count for each websocket; never added to once closed
}

// newHub returns a hub without a session. Messages are not compressed: a session sends a browser some 5 kB a second, and
// deflating a message takes ten times as long as writing it (69 to 6 µs for a snapshot of 9.6 kB, on loopback).
func newHub(version string, maxClients int, m *metrics, logger *slog.Logger) *hub {
	return &hub{
		version:    version,
		maxClients: maxClients,
		metrics:    m,
		logger:     logger,
		upgrader:   websocket.Upgrader{HandshakeTimeout: writeLimit},
		clients:    make(map[*client]struct{}),
	}
}

// use makes s the session that browsers see. Those that are connected are greeted anew.
func (h *hub) use(s Session) *Feed {
	f := newFeed(s, h.unpaced, h.metrics, h.logger.With("session", s.ID()))
	h.mu.Lock()
	old, closed := h.feed, h.closed
	h.feed = f
	h.mu.Unlock()
	if old != nil {
		old.retire()
	}
	if closed {
		f.retire()
	}
	return f
}

// current is the feed of the running session, or nil before there is one.
func (h *hub) current() *Feed {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.feed
}

// find is the feed of the session with that id, or nil.
func (h *hub) find(id string) *Feed {
	f := h.current()
	if f == nil || id != currentID && id != f.id {
		return nil
	}
	return f
}

// ServeHTTP connects a browser to the session that the path value "id" names, and returns when it has left.
func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if h.find(id) == nil {
		writeError(w, http.StatusNotFound, "there is no such session")
		return
	}
	h.connect(w, r, func(conn *websocket.Conn) { newClient(h, conn, id).run(r.Context()) })
}

// turnAway tells a browser by a close code what an HTTP status would not: pages cannot see the status of a handshake.
func (h *hub) turnAway(w http.ResponseWriter, r *http.Request, why hangup) {
	h.connect(w, r, func(conn *websocket.Conn) { newClient(h, conn, "").turnAway(why) })
}

// connect makes a websocket of the request and has it talked to. The hub is not closed before that is over.
func (h *hub) connect(w http.ResponseWriter, r *http.Request, talk func(*websocket.Conn)) {
	h.mu.Lock()
	closed := h.closed
	if !closed {
		h.talking.Add(1)
	}
	h.mu.Unlock()
	if closed {
		writeError(w, http.StatusServiceUnavailable, errGoingAway.reason)
		return
	}
	defer h.talking.Done()
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	talk(conn)
}

// join counts c in, unless there are enough already or the hub is closed.
func (h *hub) join(c *client) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.closed:
		return errGoingAway
	case len(h.clients) >= h.maxClients:
		h.metrics.rejected.WithLabelValues("full").Inc()
		return errFull
	}
	h.clients[c] = struct{}{}
	h.absent.back(time.Now())
	h.metrics.clients.Inc()
	return nil
}

// leave counts c out, whose connection ended with err.
func (h *hub) leave(c *client, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, c)
	if !parted(err) {
		h.absent.lost(time.Now())
	}
	h.metrics.clients.Dec()
}

// close tells every browser what was published last and that the program stops, and waits until all have left. When ctx
// ends before that it cuts their connections and says how many there were.
func (h *hub) close(ctx context.Context) error {
	feed := h.current()
	if feed != nil {
		defer feed.retire()
		feed.settle()
	}
	h.mu.Lock()
	h.closed = true
	for c := range h.clients {
		c.cancel(errGoingAway)
	}
	h.mu.Unlock()
	left := make(chan struct{})
	go func() { h.talking.Wait(); close(left) }()
	select {
	case <-left:
		return nil
	case <-ctx.Done():
		n := h.cut()
		<-left
		return fmt.Errorf("close %d browsers' connections: %w", n, ctx.Err())
	}
}

// cut closes the connections that are left, and returns how many those were.
func (h *hub) cut() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		_ = c.conn.Close() // it may have ended by itself
	}
	return len(h.clients)
}
