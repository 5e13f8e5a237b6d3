package dashboard_test

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/evenkeel/monitor/internal/dashboard"
)

const token = "abcdefghijklmnopqrstuv"

// dist is a built page.
var dist = fstest.MapFS{
	".gitkeep":                {},
	"index.html":              {Data: []byte("<!doctype html><title>Evenkeel</title>" + strings.Repeat("<p>", 100))},
	"favicon.svg":             {Data: []byte("<svg/>")},
	"assets/index-b1a2.js":    {Data: []byte(strings.Repeat("export {};\n", 200))},
	"assets/inter-c3d4.woff2": {Data: []byte("wOF2\x00\x01")},
	"assets/data.bin":         {Data: []byte{0}},
}

// running is a server at work, on a free port of the loopback.
type running struct {
	*dashboard.Server
	t       testing.TB
	session *fakeSession
	figures *prometheus.Registry
	client  *http.Client
	stop    func() error // ends Run and returns its error; more calls return the same
}

// start runs a server with a session and the defaults, changed by change.
func start(t testing.TB, files fs.FS, change func(*dashboard.Options)) *running {
	t.Helper()
	r := startEmpty(t, files, nil, change)
	feed := r.Use(r.session)
	r.session.set(func(s *fakeSession) { s.feed = feed })
	return r
}

// startEmpty runs a server that has no session yet.
func startEmpty(t testing.TB, files fs.FS, logger *slog.Logger, change func(*dashboard.Options)) *running {
	t.Helper()
	opts := dashboard.DefaultOptions()
	opts.Address, opts.Token = "127.0.0.1:0", token
	if change != nil {
		change(&opts)
	}
	figures := prometheus.NewRegistry()
	s, err := dashboard.NewServer(t.Context(), opts, files, figures, logger)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	transport := &http.Transport{DisableCompression: true}
	r := &running{
		Server: s, t: t, session: &fakeSession{id: "s1"}, figures: figures,
		client: &http.Client{
			Transport:     transport,
			Timeout:       10 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		stop: sync.OnceValue(func() error { cancel(); return <-ended }),
	}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		_ = r.stop() // tests of stopping look at the error
	})
	return r
}

func (r *running) port() string {
	_, port, _ := net.SplitHostPort(r.Addr().String())
	return port
}

// answer is a response that has been read.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends a request without a body; headers are name, value, name, value.
func (r *running) ask(method, path string, headers ...string) answer {
	r.t.Helper()
	return r.send(method, path, "", headers...)
}

// send sends a request.
func (r *running) send(method, path, body string, headers ...string) answer {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, "http://"+r.Addr().String()+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		} else {
			req.Header.Add(headers[i], headers[i+1])
		}
	}
	resp, err := r.client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode == http.StatusSwitchingProtocols {
		return answer{resp.StatusCode, resp.Header, ""}
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

// cookie is the header that a browser with the token sends.
func (r *running) cookie(value string) []string {
	return []string{"Cookie", "evenkeel_" + r.port() + "=" + value}
}

var bearer = []string{"Authorization", "Bearer " + token}
