package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
)

// importOptions are how a recording becomes a kept session.
type importOptions struct {
	oneClock bool      // that of --one-clock
	progress io.Writer // shows a person how far it has come, and what is to be known of the recording
}

// importRecording analyzes a recording, or an annotation, and keeps it as a session, of which it returns the ID. When it
// fails or ctx ends on the way, nothing is kept.
func importRecording(ctx context.Context, a *archive.Archive, cfg *Config, files []string, o importOptions) (id string, err error) {
	if len(files) == 0 {
		return "", wrongUse("name a recording to import: a WAV file, or an RTTM, EAF or TextGrid file")
	}
	r, err := openRecording(files, recordingOptions{names: cfg.Channels, oneClock: o.oneClock, ahead: true})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	path := pathOf(files[0])
	if r.length < timeline.HopLen {
		return "", fmt.Errorf("import %s: it has no sound in it", path)
	}
	began, err := r.began(path)
	if err == nil {
		err = checkAge(cfg, path, began, r.length)
	}
	if err != nil {
		return "", err
	}
	progress := newProgress(o.progress, r.length)
	var draft *archive.Draft
	opts := r.options(cfg)
	opts.Title = cmp.Or(opts.Title, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	opts.Place, opts.Observe = record.Place(cfg.Session.Place), progress.step
	opts.Record = func(head *record.Head) (session.Recorder, error) {
		head.StartedAt = began.UTC()
		draft = a.Draft(head)
		id = head.ID
		return draft, nil
	}
	s, err := analyze(ctx, opts)
	progress.done()
	if err == nil {
		err = draft.Keep(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("import %s: %w", path, err)
	}
	tellNotes(o.progress, s.Warnings)
	return id, nil
}

// pathOf is the file of an argument, without the name of its person.
func pathOf(arg string) string {
	if annotationFormat(arg) != "" {
		return arg
	}
	f, err := capture.ParseNamedFile(arg)
	if err != nil {
		return arg // opening it says why
	}
	return f.Path
}

// began is when a recording began by the date of its file, which a recorder writes last at the end. The date of an
// annotation is that of the work on it, and the best there is.
func (r *recording) began(path string) (time.Time, error) {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}, fmt.Errorf("find the date of a recording: %w", err)
	}
	at := info.ModTime()
	if r.source == session.FromRecording {
		at = at.Add(-r.length.Duration())
	}
	return at, nil
}

// checkAge refuses what would be erased as soon as it is kept.
func checkAge(cfg *Config, path string, began time.Time, length timeline.Position) error {
	days, err := keepDays(cfg.Keep)
	if err != nil || days == 0 {
		return err
	}
	if age := time.Since(began.Add(length.Duration())); age < time.Duration(days)*24*time.Hour {
		return nil
	}
	return fmt.Errorf("import %s: by its date, %s, it is older than sessions are kept (keep is %s) and would be erased at once; "+
		"set keep to more days (monitor config prints it), or give the file its right date", path, began.Format(time.DateOnly), cfg.Keep)
}
