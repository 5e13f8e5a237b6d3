// Package dashboard serves a session to browsers: the page, the websocket that keeps it live, files to keep, and
// figures for those who operate it. Only who has opened the link with the token sees any of it.
package dashboard

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Limits of a request. A websocket has its own, which begin where these end.
const (
	headerTime   = 5 * time.Second
	requestTime  = 15 * time.Second
	responseTime = time.Minute // a file of a long session over a slow link
	idleTime     = 2 * time.Minute
	headerBytes  = 32 << 10 // browsers send the cookies of all programs on this machine
)

// Server is the dashboard of one session at a time.
type Server struct {
	hub      *hub
	access   *access
	origins  origins
	records  records
	metrics  *metrics
	logger   *slog.Logger
	listener net.Listener
	http     *http.Server
	limit    time.Duration // of shutting down
}

// NewServer opens the address and returns a server that Run sets to work. The files of the page are read from dist,
// which holds index.html, or nothing when the program was built without its page. A nil reg is one of its own, a nil
// logger discards.
func NewServer(ctx context.Context, opts Options, dist fs.FS, reg *prometheus.Registry, logger *slog.Logger) (*Server, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	if reg == nil {
		reg = prometheus.NewRegistry()
	}
	if logger == nil {
		logger = slog.New(slog.DiscardHandler)
	}
	files, err := loadAssets(dist)
	if err != nil {
		return nil, err
	}
	cert, err := loadCertificate(opts)
	if err != nil {
		return nil, err
	}
	if err = registerRuntime(reg); err != nil {
		return nil, fmt.Errorf("register the runtime's metrics: %w", err)
	}
	ln, err := listen(ctx, opts)
	if err != nil {
		return nil, err
	}
	s := newServer(opts, ln, cert, newMetrics(reg), logger)
	s.http.Handler = s.routes(files, reg, opts.OpenMetrics)
	return s, nil
}

func newServer(opts Options, ln net.Listener, cert *tls.Certificate, m *metrics, logger *slog.Logger) *Server {
	s := &Server{
		hub:      newHub(opts.Version, opts.MaxClients, m, logger),
		records:  records{opts.Archive, opts.Play, logger},
		metrics:  m,
		logger:   logger,
		listener: ln,
		limit:    opts.ShutdownLimit,
		http: &http.Server{
			ReadHeaderTimeout: headerTime,
			ReadTimeout:       requestTime,
			WriteTimeout:      responseTime,
			IdleTimeout:       idleTime,
			MaxHeaderBytes:    headerBytes,
			ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelDebug), // broken connections, mostly
		},
	}
	if cert != nil {
		s.origins.leaf = cert.Leaf
		s.http.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*cert}, MinVersion: tls.VersionTLS13}
	}
	_, port, _ := net.SplitHostPort(ln.Addr().String()) // a listener's own address is well formed
	s.access = newAccess(opts.Token, port, cert != nil)
	return s
}

// Use shows session to the browsers, in place of the one before. Those that are connected are greeted anew. The session
// publishes to the Feed.
func (s *Server) Use(session Session) *Feed { return s.hub.use(session) }

// Addr is the address that is listened on.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Link is the address of the page with the token, for a person to open.
func (s *Server) Link(token string) string {
	host, port, _ := net.SplitHostPort(s.Addr().String()) // a listener's own address is well formed
	return s.origins.scheme() + "://" + net.JoinHostPort(nameOf(s.origins.leaf, host), port) + "/?token=" + token
}

// Run serves until ctx ends, then shuts down. No websocket outlives it.
func (s *Server) Run(ctx context.Context) error {
	var failure error
	served := make(chan struct{})
	go func() { defer close(served); failure = s.serve() }()
	told := false
	select {
	case <-served:
	case <-ctx.Done():
		told = true
	}
	err := s.shutdown(context.WithoutCancel(ctx))
	<-served
	if told { // serving has ended because listening has
		return err
	}
	return errors.Join(fmt.Errorf("serve the dashboard at %s: %w", s.Addr(), failure), err)
}

func (s *Server) serve() error {
	if s.http.TLSConfig != nil {
		return s.http.ServeTLS(s.listener, "", "")
	}
	return s.http.Serve(s.listener)
}

// shutdown ends the work in this order, each step within Options.ShutdownLimit:
//
//  1. browsers that have just lost their connection come back, and see how the session ended;
//  2. no more connections are accepted;
//  3. browsers are told that the program stops, and their websockets end;
//  4. requests in flight are answered;
//  5. what is left is cut.
func (s *Server) shutdown(ctx context.Context) error {
	return errors.Join(
		s.within(ctx, func(ctx context.Context) error { s.hub.awaitAbsent(ctx); return nil }),
		s.Close(),
		s.within(ctx, s.hub.close),
		s.within(ctx, s.http.Shutdown),
		s.within(ctx, func(context.Context) error { return s.http.Close() }),
	)
}

// within gives one step of shutting down its time.
func (s *Server) within(ctx context.Context, step func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	if err := step(ctx); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("shut the dashboard down: %w", err)
	}
	return nil
}

// Close stops listening. It is for a server that is not run: Run does it by itself.
func (s *Server) Close() error {
	if err := s.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("stop listening at %s: %w", s.Addr(), err)
	}
	return nil
}
