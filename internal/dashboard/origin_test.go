package dashboard_test

import (
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/gorilla/websocket"
)

func TestOnlyOurOwnNamesAreServed(t *testing.T) {
	r := start(t, dist, nil)
	for _, tt := range []struct {
		host string
		want int
	}{
		{"127.0.0.1:" + r.port(), 200},
		{"localhost:" + r.port(), 200},
		{"LocalHost:" + r.port(), 200},
		{"[::1]:" + r.port(), 200},
		{"127.8.9.10", 200},
		{"localhost:9000", 200}, // a forwarded port
		{"evil.example", 421},
		{"evil.example:" + r.port(), 421},
		{"127.0.0.1.evil.example", 421},
		{"localhost.evil.example", 421},
		{"0.0.0.0:" + r.port(), 421},
		{"192.168.1.2", 421},
		{"127.1", 421},
		{":" + r.port(), 421},
	} {
		for _, path := range []string{"/healthz", "/"} {
			if got := r.ask("GET", path, append([]string{"Host", tt.host}, bearer...)...); got.status != tt.want {
				t.Errorf("%s by the name %q: status %d, want %d", path, tt.host, got.status, tt.want)
			}
		}
	}
}

func TestOnlyOurOwnPageMayAsk(t *testing.T) {
	r := start(t, dist, nil)
	self := "http://127.0.0.1:" + r.port()
	for _, tt := range []struct {
		name    string
		headers []string
		ours    bool
	}{
		{"no page", nil, true},
		{"our page", []string{"Origin", self}, true},
		{"our page, says the browser", []string{"Sec-Fetch-Site", "same-origin"}, true},
		{"typed by a person", []string{"Sec-Fetch-Site", "none"}, true},
		{"another port", []string{"Origin", "http://127.0.0.1:1"}, false},
		{"another name of ours", []string{"Origin", "http://localhost:" + r.port()}, false},
		{"another scheme", []string{"Origin", "https://127.0.0.1:" + r.port()}, false},
		{"elsewhere", []string{"Origin", "http://evil.example"}, false},
		{"nowhere", []string{"Origin", "null"}, false},
		{"empty", []string{"Origin", ""}, false},
		{"two", []string{"Origin", self, "Origin", self}, false},
		{"another port, says the browser", []string{"Sec-Fetch-Site", "same-site"}, false},
		{"elsewhere, says the browser", []string{"Sec-Fetch-Site", "cross-site"}, false},
	} {
		for _, ask := range []struct {
			method, path string
			ours         int
			headers      []string
		}{
			{"GET", "/ws/sessions/current", 101, handshake},
			{"GET", "/api/sessions/current/facts", 200, nil},
			{"GET", "/metrics", 200, nil},
			{"POST", "/api/sessions/current/facts", 405, nil},
			{"POST", "/", 405, nil},
			{"DELETE", "/nothing", 405, nil},
		} {
			want := http.StatusForbidden
			if tt.ours {
				want = ask.ours
			}
			headers := slices.Concat(r.cookie(token), ask.headers, tt.headers)
			if got := r.ask(ask.method, ask.path, headers...); got.status != want {
				t.Errorf("%s %s from %s: status %d, want %d", ask.method, ask.path, tt.name, got.status, want)
			}
		}
	}
}

func TestALinkFromElsewhereMayLeadToThePage(t *testing.T) {
	r := start(t, dist, nil)
	got := r.ask("GET", "/", append([]string{"Sec-Fetch-Site", "cross-site"}, r.cookie(token)...)...)
	if got.status != http.StatusOK {
		t.Errorf("status %d", got.status)
	}
}

func TestAPageWithAnOldTokenIsToldByACloseCode(t *testing.T) {
	r := start(t, dist, nil)
	header := http.Header{"Origin": {"http://" + r.Addr().String()}, "Cookie": {"evenkeel_" + r.port() + "=of-yesterday"}}
	conn, _, err := handshakeWith(t, websocket.DefaultDialer, "ws://"+r.Addr().String()+"/ws/sessions/current", header)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	_, _, err = conn.ReadMessage()
	var closed *websocket.CloseError
	if !errors.As(err, &closed) || closed.Code != 4401 || closed.Text == "" {
		t.Errorf("got %v, want close 4401 with a reason", err)
	}
}
