package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/tape"
	"github.com/evenkeel/monitor/web"
)

// host shows sessions on the dashboard, one after another.
type host struct {
	cfg       Config
	out       io.Writer
	logger    *slog.Logger
	archive   *archive.Archive // nil: nothing is kept
	deck      *tape.Deck       // likewise
	registry  *prometheus.Registry
	metrics   *session.Metrics
	resume    string   // ID of a session to go on with, or lastSession; "": a new one
	leave     bool     // when the sound of the session has ended
	oneClock  bool     // several files were made by one recorder
	notes     []string // for people, before the session starts
	unwritten error    // what kept files from being written
}

func newHost(cfg Config, out io.Writer, logger *slog.Logger) *host {
	registry := prometheus.NewRegistry()
	return &host{cfg: cfg, out: out, logger: logger, registry: registry, metrics: session.NewMetrics(registry)}
}

// serve runs sessions from opts on until ctx ends. Leaving takes this order: the sound stops, what was heard is decided
// and written, browsers are told, and what they asked for is answered.
func (h *host) serve(ctx context.Context, opts session.Options) error {
	signal.Ignore(syscall.SIGPIPE) // a session goes on when nobody reads any more what is printed
	if dir := h.cfg.Session.Output; dir != "" {
		if err := checkFolder(dir); err != nil {
			return err
		}
	}
	token := dashboard.NewToken()
	server, err := dashboard.NewServer(ctx, h.dashboardOptions(token), web.Assets(), h.registry, h.logger)
	if err != nil {
		return err
	}
	opts.Logger, opts.Metrics, opts.Version = h.logger, h.metrics, version
	first, err := session.New(h.hooked(opts))
	if err != nil {
		return errors.Join(err, server.Close())
	}
	feed := server.Use(first)
	for _, note := range h.notes {
		fmt.Fprintln(h.out, note)
	}
	fmt.Fprintf(h.out, "Dashboard: %s\n", server.Link(token))

	serving, stopServing := context.WithCancel(context.WithoutCancel(ctx))
	defer stopServing()
	sessions, stopSessions := context.WithCancel(ctx)
	defer stopSessions()
	served := make(chan error, 1)
	go func() {
		defer stopSessions() // without its dashboard a session is of no use
		served <- server.Run(serving)
	}()
	err = h.sessions(sessions, server, first, feed)
	stopServing()
	return errors.Join(err, h.unwritten, <-served)
}

// sessions runs one session after another.
func (h *host) sessions(ctx context.Context, server *dashboard.Server, live *session.Live, feed *dashboard.Feed) error {
	for {
		err := live.Run(ctx, feed)
		next, again := live.Renewed()
		if err != nil || !again || ctx.Err() != nil {
			return err
		}
		if live, err = session.New(h.hooked(next)); err != nil {
			return err
		}
		feed = server.Use(live)
	}
}

// hooked is opts with what happens when the session ends.
func (h *host) hooked(opts session.Options) session.Options {
	opts.Leave = h.leave
	opts.Ended = func(s *export.Session) {
		dir, err := h.cfg.Session.Output, error(nil)
		if opts.Number > 1 && dir != "" { // a session that followed another one keeps clear of its files
			dir = filepath.Join(dir, fmt.Sprintf("session-%d", opts.Number))
		}
		if dir != "" {
			err = writeFiles(dir, s, opts.Files)
		}
		tell(h.out, s)
		switch {
		case err != nil:
			h.unwritten = errors.Join(h.unwritten, err)
			h.logger.Error("session not written", "err", err)
		case dir != "":
			fmt.Fprintf(h.out, "Written to %s: %s\n", dir, strings.Join(opts.Files.Names(), ", "))
		}
	}
	return opts
}

func (h *host) dashboardOptions(token string) dashboard.Options {
	o := dashboard.DefaultOptions()
	if h.cfg.Listen != o.Address {
		o.SearchPorts = 0 // whoever chose a port wants that one
	}
	o.Archive, o.Play = h.archive, h.play
	o.Address, o.Token, o.Version = h.cfg.Listen, token, version
	o.CertFile, o.KeyFile, o.OpenMetrics = h.cfg.TLS.Cert, h.cfg.TLS.Key, h.cfg.Metrics.Open
	return o
}
