package dashboard_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/evenkeel/monitor/internal/dashboard"
)

// slowSession takes its time over an export.
type slowSession struct {
	fakeSession
	asked, release chan struct{}
}

func (s *slowSession) Export(context.Context, string, io.Writer) error {
	close(s.asked)
	<-s.release
	return nil
}

func watchSession(t *testing.T, r *running) *websocket.Conn {
	t.Helper()
	header := http.Header{"Authorization": {"Bearer " + token}}
	conn, _, err := handshakeWith(t, websocket.DefaultDialer, "ws://"+r.Addr().String()+"/ws/sessions/current", header)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// Over a real connection, closing it while bytes are on their way would take the reason with it.
func TestWhoSendsFarTooMuchCanReadThatItWas(t *testing.T) {
	r := start(t, dist, nil)
	for range 5 {
		conn := watchSession(t, r)
		if err := conn.WriteMessage(websocket.TextMessage, make([]byte, 256<<10)); err != nil {
			t.Error("write:", err)
		}
		var err error
		for err == nil {
			_, _, err = conn.ReadMessage()
		}
		if !websocket.IsCloseError(err, websocket.CloseMessageTooBig) {
			t.Errorf("the browser was told %v", err)
		}
	}
}

func TestTheServerStopsInOrder(t *testing.T) {
	r := start(t, dist, nil)
	s := &slowSession{fakeSession: fakeSession{id: "slow"}, asked: make(chan struct{}), release: make(chan struct{})}
	r.Use(s)
	conn := watchSession(t, r)
	var exporting sync.WaitGroup
	var file answer
	exporting.Go(func() { file = r.ask("GET", "/api/sessions/current/export/facts.csv", bearer...) })
	<-s.asked

	stopped := make(chan error, 1)
	go func() { stopped <- r.stop() }()
	for {
		_, _, err := conn.ReadMessage()
		if err == nil {
			continue // hello and snapshot
		}
		var closed *websocket.CloseError
		if !errors.As(err, &closed) || closed.Code != websocket.CloseGoingAway || closed.Text != "the program is stopping" {
			t.Errorf("the browser was told %v", err)
		}
		break
	}
	// The browsers have been told, so no more connections are accepted, while the request in flight is still waited for.
	if c, err := net.Dial("tcp", r.Addr().String()); err == nil {
		_ = c.Close()
		t.Error("a connection was accepted after the browsers had been told")
	}
	select {
	case err := <-stopped:
		t.Errorf("stopped before the request in flight was answered: %v", err)
	default:
	}
	close(s.release)
	exporting.Wait()
	if file.status != http.StatusOK {
		t.Errorf("the request in flight was answered with %d", file.status)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stop: %v", err)
	}
}

func TestStoppingDoesNotWaitForEverAndSaysWhatItCut(t *testing.T) {
	r := start(t, dist, func(o *dashboard.Options) { o.ShutdownLimit = 50 * time.Millisecond })
	s := &slowSession{fakeSession: fakeSession{id: "slow"}, asked: make(chan struct{}), release: make(chan struct{})}
	r.Use(s)
	failed := make(chan error, 1)
	go func() {
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+r.Addr().String()+"/api/sessions/slow/export/facts.csv", nil)
		req.Header.Set(bearer[0], bearer[1])
		resp, err := r.client.Do(req)
		if err == nil {
			_ = resp.Body.Close()
		}
		failed <- err
	}()
	<-s.asked
	err := r.stop()
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "shut the dashboard down") {
		t.Errorf("stop: %v", err)
	}
	close(s.release)
	if err := <-failed; err == nil {
		t.Error("the request that was cut was answered")
	}
}

func TestAListenerThatFailsEndsTheServerWithTheReason(t *testing.T) {
	opts := dashboard.DefaultOptions()
	opts.Address, opts.Token = "127.0.0.1:0", token
	s, err := dashboard.NewServer(t.Context(), opts, dist, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err = s.Close(); err != nil {
		t.Fatal(err)
	}
	if err = s.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "serve the dashboard at 127.0.0.1") {
		t.Errorf("run: %v", err)
	}
}

func TestTheTokenReachesNoLog(t *testing.T) {
	var log bytes.Buffer
	r := startEmpty(t, dist, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), nil)
	r.Use(&fakeSession{id: "s1"})
	for _, path := range []string{"/?token=" + token, "/?token=x" + token, "/api/sessions/s0/facts?token=" + token} {
		r.ask("GET", path)
	}
	r.ask("GET", "/api/sessions/s1/export/session.json", bearer...) // which fails, and is logged
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	if strings.Contains(log.String(), token) || !strings.Contains(log.String(), "file not sent") {
		t.Errorf("the log is %q", log.String())
	}
}

func TestBeforeThereIsASessionNothingIsFoundAndNothingIsReady(t *testing.T) {
	r := startEmpty(t, dist, nil, nil)
	for path, want := range map[string]int{"/readyz": 503, "/healthz": 200, "/ws/sessions/current": 404, "/api/sessions/current/facts": 404} {
		if got := r.ask("GET", path, bearer...); got.status != want {
			t.Errorf("%s: status %d, want %d", path, got.status, want)
		}
	}
}
