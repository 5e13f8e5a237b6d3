package export

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// File is a file that can be had of a session.
type File struct {
	Name, Note string
	Write      func(*Session, io.Writer) error

	format string // on request only, by this name; "": always
}

var sessionFiles = []File{
	{"facts.csv", "what happened, a line each", (*Session).WriteFacts, ""},
	{"activity.rttm", "who spoke when", (*Session).WriteActivity, ""},
	{"indicators.json", "every indicator with its counts and intervals", (*Session).WriteIndicators, ""},
	{"session.json", "everything", (*Session).Write, ""},
	{"moments.csv", "moments and turns, in words", (*Session).WriteMoments, "moments"},
	{"timeline.eaf", "timeline for ELAN", (*Session).WriteEAF, "elan"},
	{"timeline.TextGrid", "timeline for Praat", (*Session).WriteTextGrid, "praat"},
	{"labels.txt", "labels for Audacity", (*Session).WriteLabels, "audacity"},
	{"turns.vtt", "who holds the floor, as captions", (*Session).WriteTurns, "webvtt"},
	{"moments.vtt", "moments, as chapters", (*Session).WriteChapters, "webvtt"},
}

// FileOptions say which files there are of a session, and what they tell.
type FileOptions struct {
	Formats      []string // of Formats, beside the files that are always there
	Pseudonymous bool     // they hold no names, titles and words of people
}

// Files are the files that o asks for.
func (o FileOptions) Files() []File {
	var files []File
	for _, f := range sessionFiles {
		if f.format == "" || slices.Contains(o.Formats, f.format) {
			files = append(files, f)
		}
	}
	return files
}

// Names are the names of the files that o asks for.
func (o FileOptions) Names() []string {
	var names []string
	for _, f := range o.Files() {
		names = append(names, f.Name)
	}
	return names
}

// FileNames are the names of all files that can be had of a session.
func FileNames() []string { return FileOptions{Formats: Formats()}.Names() }

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

// WriteFile writes the file of a session of that name. The error is fs.ErrNotExist when there is none.
func (s *Session) WriteFile(w io.Writer, name string) error {
	for _, f := range sessionFiles {
		if f.Name == name {
			return f.Write(s, w)
		}
	}
	return fmt.Errorf("export %s: %w", name, fs.ErrNotExist)
}
