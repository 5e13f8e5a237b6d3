package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// file is a file that can be had of a session.
type file struct {
	name, note string
	format     string // on request only, by this name; "": always
	write      func(*export.Session, io.Writer) error
}

var sessionFiles = []file{
	{"facts.csv", "what happened, a line each", "", (*export.Session).WriteFacts},
	{"activity.rttm", "who spoke when", "", (*export.Session).WriteActivity},
	{"indicators.json", "every indicator with its counts and intervals", "", (*export.Session).WriteIndicators},
	{"session.json", "everything", "", (*export.Session).Write},
	{"moments.csv", "moments and turns, in words", "moments", (*export.Session).WriteMoments},
	{"timeline.eaf", "timeline for ELAN", "elan", (*export.Session).WriteEAF},
	{"timeline.TextGrid", "timeline for Praat", "praat", (*export.Session).WriteTextGrid},
	{"labels.txt", "labels for Audacity", "audacity", (*export.Session).WriteLabels},
	{"turns.vtt", "who holds the floor, as captions", "webvtt", (*export.Session).WriteTurns},
	{"moments.vtt", "moments, as chapters", "webvtt", (*export.Session).WriteChapters},
}

// FileOptions say which files there are of a session, and what they tell.
type FileOptions struct {
	Formats      []string // of Formats, beside the files that are always there
	Pseudonymous bool     // they hold no names, titles and words of people
}

// Names are the names of the files that o asks for.
func (o FileOptions) Names() []string {
	var names []string
	for _, f := range o.files() {
		names = append(names, f.name)
	}
	return names
}

func (o FileOptions) files() []file {
	var files []file
	for _, f := range sessionFiles {
		if f.format == "" || slices.Contains(o.Formats, f.format) {
			files = append(files, f)
		}
	}
	return files
}

// Files are the names of all files that can be had of a session.
func Files() []string { return FileOptions{Formats: Formats()}.Names() }

// Formats are the names of the formats that are written on request.
func Formats() []string {
	var names []string
	for _, f := range sessionFiles {
		if f.format != "" && !slices.Contains(names, f.format) {
			names = append(names, f.format)
		}
	}
	return names
}

// Export writes the file of that name, whether the session's options ask for it or not. The error is fs.ErrNotExist when
// there is none.
func (l *Live) Export(_ context.Context, name string, w io.Writer) error {
	s := l.Outcome()
	if l.opts.Files.Pseudonymous {
		s = s.Pseudonymous()
	}
	return Write(w, s, name)
}

// Write writes the file of a session of that name. The error is fs.ErrNotExist when there is none.
func Write(w io.Writer, s *export.Session, name string) error {
	for _, f := range sessionFiles {
		if f.name == name {
			return f.write(s, w)
		}
	}
	return fmt.Errorf("export %s: %w", name, fs.ErrNotExist)
}

// WriteFiles writes the files of a session that o asks for into a folder, which is made if need be. A file that is there
// is replaced when the new one is whole.
func WriteFiles(dir string, s *export.Session, o FileOptions) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make the folder for the session's files: %w", err)
	}
	if o.Pseudonymous {
		s = s.Pseudonymous()
	}
	for _, f := range o.files() {
		if err := WriteFile(filepath.Join(dir, f.name), func(w io.Writer) error { return f.write(s, w) }); err != nil {
			return err
		}
	}
	return nil
}

// CheckFolder makes a folder if need be and says whether files can be written to it, before there is anything to lose.
func CheckFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make the folder for the session's files: %w", err)
	}
	t, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("write to the folder for the session's files: %w", err)
	}
	return errors.Join(t.Close(), os.Remove(t.Name()))
}

// WriteFile writes a file beside path and, when it is whole, puts it in its place.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	t, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(t.Name()) // what went wrong is told already
			err = fmt.Errorf("write %s: %w", path, err)
		}
	}()
	if err = write(t); err == nil {
		err = t.Sync()
	}
	if closed := t.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err = os.Chmod(t.Name(), 0o640); err != nil { //nolint:gosec // people keep these files
		return err
	}
	return os.Rename(t.Name(), path)
}

// Facts writes the rows of the table view.
func (l *Live) Facts(_ context.Context, w io.Writer) error {
	o := l.Outcome()
	t := export.Table{Rows: o.Facts}
	for _, p := range o.People {
		t.People = append(t.People, export.TablePerson{Channel: p.Channel, Name: p.Name})
	}
	for _, m := range o.Marks {
		t.Rows = append(t.Rows, export.Row{Kind: "mark", StartS: m.AtS, EndS: m.AtS, Text: m.Text})
	}
	return t.Write(w)
}

// Outcome is everything that is known of the session so far.
func (l *Live) Outcome() *export.Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := &export.Session{
		Format: "evenkeel-session", Version: export.SessionVersion, Program: l.opts.Version, RuleVersion: turns.RuleVersion,
		Rules: export.RulesOf(l.rules()), ID: l.ID(), Title: l.opts.Title, Source: l.opts.Source, Label: l.label(),
		LengthS: l.now.Seconds(), People: l.peopleView(), Agreement: l.agreementView(),
		Quality: []export.Quality{}, Facts: []export.Row{}, Marks: []export.Mark{}, Warnings: []string{},
	}
	if l.opts.Warnings != nil {
		s.Warnings = append(s.Warnings, l.opts.Warnings()...)
	}
	if l.analysis != nil {
		l.fill(s)
	}
	return s
}

// fill adds what was found since the start.
func (l *Live) fill(s *export.Session) {
	s.StartedAt = l.startedAt.UTC().Format(time.RFC3339)
	told := view.SummaryOf(l.analysis.Summary(), nil)
	s.Indicators, s.Summary, s.Table = l.analysis.Result(), told.Lines, told.Table
	names := make(export.Names, len(s.People))
	for _, p := range s.People {
		names[p.Channel] = p.ID
	}
	speech := make([][]timeline.Span, len(l.heard))
	for k := range l.heard {
		speech[k] = l.analysis.Speech(k, l.now)
		s.Quality = append(s.Quality, quality(names.Of(k), &l.heard[k]))
	}
	s.SetActivity(names, speech)
	s.SetFacts(names, l.analysis.Signals(), l.analysis.Readings())
	for _, m := range l.marks {
		s.Marks = append(s.Marks, export.Mark{AtS: m.at.Seconds(), Text: m.text})
	}
}

// quality is h as files hold it.
func quality(channel string, h *ChannelHealth) export.Quality {
	return export.Quality{
		Channel: channel, Text: h.report(), Fault: h.worst(), Heard: h.Heard.String(),
		ClippedShare: round(h.ClippedShare), UnknownShare: round(h.UnknownShare),
		SNRDB: roundKnown(h.SNR), ApartDB: roundKnown(h.Apart), ReducedDB: roundKnown(h.Reduced()),
		AmbiguousShare: round(h.Ambiguous), MaskedShare: round(h.Masked),
	}
}

// roundKnown is round of what may not be known.
func roundKnown(x *float64) *float64 {
	if x == nil {
		return nil
	}
	r := round(*x)
	return &r
}

// round leaves four digits after the point.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
