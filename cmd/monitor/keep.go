package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/session"
)

// How long sessions are kept, in words.
const (
	keepAlways = "always"
	keepNever  = "never"
)

// longestKeep is the longest time, in days, that can be asked for.
const longestKeep = 36500

// keepDays is how many days sessions are kept; 0: until they are erased.
func keepDays(text string) (days int, err error) {
	if text == keepAlways || text == keepNever {
		return 0, nil
	}
	days, err = strconv.Atoi(strings.TrimSuffix(text, "d"))
	if err != nil || !strings.HasSuffix(text, "d") || days < 1 || days > longestKeep {
		return 0, fmt.Errorf("config: keep is %q; write always, never, or days from 1d to %dd, such as 90d", text, longestKeep)
	}
	return days, nil
}

func checkKeep(text string) error {
	_, err := keepDays(text)
	return err
}

// openArchive opens the sessions that are kept; nil when none are.
func openArchive(ctx context.Context, cfg *Config, logger *slog.Logger) (*archive.Archive, error) {
	if cfg.Keep == keepNever {
		return nil, nil
	}
	dir, err := dataDir(cfg.Data)
	if err != nil {
		return nil, err
	}
	days, err := keepDays(cfg.Keep)
	if err != nil {
		return nil, err
	}
	return archive.Open(ctx, archive.Options{Dir: dir, URL: cfg.NATS, Keep: time.Duration(days) * 24 * time.Hour, Logger: logger})
}

// dataDir is the folder in which sessions are kept.
func dataDir(named string) (string, error) {
	if named != "" {
		return named, nil
	}
	if base := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "evenkeel"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("there is no home folder to keep sessions in: name one with --data, or keep none with --keep never")
	}
	return filepath.Join(home, ".local", "share", "evenkeel"), nil
}

// kept is opts with a record of the session.
func (h *host) kept(ctx context.Context, opts session.Options) session.Options {
	if h.archive == nil {
		return opts
	}
	ctx = context.WithoutCancel(ctx) // what was heard is kept when the program is asked to stop
	opts.Place = record.Place(h.cfg.Session.Place)
	opts.Record = func(head *record.Head) (session.Recorder, error) { return h.archive.Record(ctx, head) }
	h.taped(&opts)
	return opts
}

// lastSession stands for the session that was interrupted last.
const lastSession = "last"

// resumed is opts of a session that goes on with the one of that ID, or with the one that was interrupted last.
func (h *host) resumed(ctx context.Context, opts session.Options, id string) (session.Options, error) {
	if h.archive == nil {
		return opts, wrongUse("--resume needs sessions that are kept: leave out --keep never")
	}
	if id == lastSession {
		id = ""
	}
	past, recorder, err := h.archive.Interrupted(context.WithoutCancel(ctx), id)
	if err != nil {
		return opts, err
	}
	fresh, gone := opts.Record, false
	opts.Record = func(head *record.Head) (session.Recorder, error) {
		if gone { // on with: the next session is another
			return fresh(head)
		}
		gone, head.ID = true, past.ID
		return recorder, nil
	}
	opts.Title, opts.Place, opts.Past = past.Title, past.Place, &session.Past{Record: past, Until: recorder.Next()}
	devices := make(map[string]string, len(opts.Seats))
	for _, s := range opts.Seats {
		devices[s.ID] = s.Device
	}
	opts.Seats = nil
	for _, p := range past.PeopleAtEnd() {
		s := session.NewParticipant(p.ID)
		s.Name, s.Role, s.Measured = p.Name, deference.Role(p.Role), p.Measured
		opts.Seats = append(opts.Seats, session.Seat{Participant: s, Device: devices[p.ID]})
	}
	return opts, nil
}
