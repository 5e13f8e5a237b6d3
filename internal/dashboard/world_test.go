package dashboard_test

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/view"
)

// world is a hub with a session on a network without buffers. In a synctest bubble its time is virtual.
type world struct {
	*dashboard.Hub
	t       *testing.T
	figures *prometheus.Registry
	session *fakeSession
	network pipes
	server  *http.Server
	served  chan struct{}
}

// inWorld runs a test in a world of its own, in virtual time.
func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 50)
		defer w.end()
		test(t, w)
	})
}

func newWorld(t *testing.T, maxClients int) *world {
	w := &world{
		t:       t,
		figures: prometheus.NewRegistry(),
		network: make(pipes),
		served:  make(chan struct{}),
	}
	w.Hub = dashboard.NewHub(maxClients, w.figures)
	w.session = &fakeSession{id: "s1"}
	w.use(w.session)
	mux := http.NewServeMux()
	mux.Handle("GET /ws/sessions/{id}", w.Hub)
	w.server = &http.Server{Handler: mux}
	go func() {
		defer close(w.served)
		_ = w.server.Serve(w.network)
	}()
	return w
}

func (w *world) use(s *fakeSession) {
	feed := w.Use(s)
	s.set(func(s *fakeSession) { s.feed = feed })
}

func (w *world) end() {
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	if err := w.Close(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		w.t.Error("close hub:", err)
	}
	_ = w.server.Close()
	<-w.served
}

// figure is the value of one metric, all its labels added up, or of the label value given.
func (w *world) figure(name string, label ...string) float64 {
	w.t.Helper()
	return figure(w.t, w.figures, name, label...)
}

func figure(t *testing.T, reg prometheus.Gatherer, name string, label ...string) (sum float64) {
	t.Helper()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() != name {
			continue
		}
		for _, m := range family.GetMetric() {
			if len(label) == 0 || m.GetLabel()[0].GetValue() == label[0] {
				sum += m.GetCounter().GetValue() + m.GetGauge().GetValue()
			}
		}
	}
	return sum
}

// pipes is a network: a listener whose connections are handed over in memory and hold no byte.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, open := <-p
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (p pipes) Close() error {
	defer func() { _ = recover() }() // closing twice is what net/http does
	close(p)
	return nil
}

func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

func (p pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// browser is a websocket client that keeps what it is sent.
type browser struct {
	*websocket.Conn
	inbox chan received
}

// received is a message with the time at which it came.
type received struct {
	Type    string
	Seq     int64
	Session json.RawMessage
	view.Reply
	at  time.Time
	end error // the last of all: why there are no more
}

// dial opens the websocket of the session with that id, and reads nothing yet.
func (w *world) dial(id string) *browser {
	w.t.Helper()
	conn, _, err := w.handshake(id)
	if err != nil {
		w.t.Fatal("dial:", err)
	}
	return &browser{Conn: conn, inbox: make(chan received, 10000)}
}

// handshake asks for a websocket, and returns also the status of the answer.
func (w *world) handshake(id string) (*websocket.Conn, int, error) {
	d := websocket.Dialer{NetDialContext: w.network.dial, HandshakeTimeout: time.Second}
	return handshakeWith(w.t, &d, "ws://evenkeel/ws/sessions/"+id, nil)
}

func handshakeWith(t *testing.T, d *websocket.Dialer, url string, header http.Header) (*websocket.Conn, int, error) {
	conn, resp, err := d.DialContext(t.Context(), url, header)
	if resp == nil {
		return nil, 0, err
	}
	_ = resp.Body.Close()
	return conn, resp.StatusCode, err
}

// join opens a websocket and reads it.
func (w *world) join(id string) *browser {
	w.t.Helper()
	b := w.dial(id)
	go b.read()
	return b
}

// read keeps all messages until the connection ends, and closes it.
func (b *browser) read() {
	defer close(b.inbox)
	defer func() { _ = b.Close() }()
	for {
		_, data, err := b.ReadMessage()
		if err != nil {
			b.inbox <- received{end: err, at: time.Now()}
			return
		}
		b.inbox <- decode(data)
	}
}

func decode(data []byte) received {
	var m struct {
		Type    string          `json:"type"`
		Seq     int64           `json:"seq"`
		Session json.RawMessage `json:"session"`
		ID      string          `json:"id"`
		OK      bool            `json:"ok"`
		Error   string          `json:"error"`
	}
	err := json.Unmarshal(data, &m)
	return received{
		Type: m.Type, Seq: m.Seq, Session: m.Session, at: time.Now(), end: err,
		Reply: view.Reply{Type: m.Type, ID: m.ID, OK: m.OK, Error: m.Error},
	}
}

// mail is everything that has come since it was last asked. It is for bubbles.
func (b *browser) mail() (all []received) {
	synctest.Wait()
	for {
		select {
		case m, open := <-b.inbox:
			if !open {
				return all
			}
			all = append(all, m)
		default:
			return all
		}
	}
}

// say writes a text message.
func (b *browser) say(t *testing.T, text string) {
	t.Helper()
	if err := b.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		t.Fatal("write:", err)
	}
}

// closeCode is the code with which the server ended the connection, or 0.
func closeCode(all []received) int {
	var closed *websocket.CloseError
	if len(all) > 0 && errors.As(all[len(all)-1].end, &closed) {
		return closed.Code
	}
	return 0
}

// story is what came, in short: "hello snapshot@7 delta@8".
func story(all []received) string {
	var s string
	for _, m := range all {
		switch {
		case m.end != nil:
			s += "end "
		case m.Type == "hello", m.Type == "reply":
			s += m.Type + " "
		default:
			s += m.Type + "@" + strconv.FormatInt(m.Seq, 10) + " "
		}
	}
	return s
}
