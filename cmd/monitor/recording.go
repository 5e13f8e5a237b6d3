package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
)

// recording is a session that was recorded before: sound, or who spoke when.
type recording struct {
	feed     session.Feed
	source   string // as view.Session names it
	label    string
	names    []string // of the channels
	length   timeline.Position
	step     timeline.Position // what the times of activity were rounded to by hand; 0: they were not
	warnings func() []string
	close    func() error
}

// recordingOptions are how a recording is opened.
type recordingOptions struct {
	names    []string // those of --channel
	oneClock bool     // that of --one-clock
	ahead    bool     // it is read ahead: nobody asks for warnings before its end
	metrics  *session.Metrics
}

// openRecording opens files, or the bundled session when there are none.
func openRecording(files []string, o recordingOptions) (*recording, error) {
	var r *recording
	var err error
	names := o.names
	switch {
	case len(files) == 0:
		r, err = openBundled(o)
	case annotationFormat(files[0]) == "rttm":
		r, err = openActivity(files, nil)
	case annotationFormat(files[0]) != "":
		r, err = openActivity(files, names)
		names = nil // they chose tiers
	default:
		r, err = openSound(files, o)
	}
	if err != nil {
		return nil, err
	}
	if err = checkRoles(o.names); err == nil {
		err = r.name(names)
	}
	if err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// name gives the channels the names of --channel, if there are any.
func (r *recording) name(names []string) error {
	if n := len(names); n > 0 && n != len(r.names) {
		return wrongUse("names and channels differ in number, %d and %d: give each channel one --channel", n, len(r.names))
	}
	if len(names) > 0 {
		r.names = names
	}
	return checkNames(r.names)
}

// checkRoles says which of the names that somebody has written, each perhaps with =TIER, has a role that there is not.
func checkRoles(written []string) error {
	for _, name := range written {
		name, _, _ = strings.Cut(name, "=")
		if err := session.CheckName(name); err != nil {
			return wrongUseError{err}
		}
	}
	return nil
}

// checkNames says which names of channels could not be told apart in files.
func checkNames(names []string) error {
	seen := make(map[string]string, len(names)) // as files write them: as they were given
	for _, p := range session.NewParticipants(names) {
		name := p.ID
		written := rttm.Name(name)
		other, twice := seen[written]
		switch {
		case strings.TrimSpace(name) == "":
			return wrongUse("a channel has an empty name; give it one, such as coach")
		case twice && other == name:
			return wrongUse("two channels are called %s; give each its own name", name)
		case twice:
			return wrongUse("two channels, %q and %q, would both be %s in files; rename one", other, name, written)
		}
		seen[written] = name
	}
	return nil
}

func openBundled(o recordingOptions) (*recording, error) {
	source, err := bundledSource()
	if err != nil {
		return nil, err
	}
	return ofSound(source, session.FromBundled, "bundled session of synthesised voices", o)
}

func bundledSource() (*capture.WAVSource, error) {
	wav := bundled.WAV()
	return capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
}

func openSound(args []string, o recordingOptions) (*recording, error) {
	files := make([]capture.NamedFile, len(args))
	for k, arg := range args {
		var err error
		if files[k], err = capture.ParseNamedFile(arg); err != nil {
			return nil, wrongUseError{err}
		}
		if err = checkRoles(files[k].Names); err != nil {
			return nil, err
		}
	}
	var late []int
	var notes []string
	if len(files) > 1 && !o.oneClock {
		var err error
		if late, notes, err = starts(files); err != nil {
			return nil, err
		}
	}
	open := func() (*capture.WAVSource, error) {
		source, err := capture.OpenWAV(files)
		if err != nil {
			return nil, err
		}
		if o.oneClock {
			source.OneClock()
		}
		for k, hops := range late {
			source.Skip(k, hops)
		}
		return source, nil
	}
	source, err := open()
	if err != nil {
		return nil, err
	}
	labels := make([]string, len(files))
	for k, f := range files {
		labels[k] = filepath.Base(f.Path)
	}
	r, err := ofSound(source, session.FromRecording, strings.Join(labels, ", "), o)
	if err != nil {
		return nil, err
	}
	feed := r.feed.(*session.SoundFeed)
	feed.Rehearse(func() (session.Recorded, error) { return open() })
	if len(files) > 1 && !o.oneClock {
		feed.DoubtClocks()
		r.warnings = func() []string {
			warnings := append(source.Warnings(), notes...)
			if feed.ClocksInDoubt() {
				warnings = append(warnings, apart)
			}
			return warnings
		}
	}
	return r, nil
}

// apart is what is to be known of speakers in files of their own.
const apart = "nothing in these files tells how their clocks lie: that takes two microphones that hear each other's " +
	"person. --one-clock says that one recorder made them"

func ofSound(source *capture.WAVSource, from, label string, o recordingOptions) (*recording, error) {
	r := &recording{
		source: from, label: label, names: source.ChannelNames(), length: source.Length(),
		warnings: source.Warnings, close: source.Close,
	}
	var read audio.HopSource = source
	if o.ahead {
		ahead := capture.ReadAhead(source)
		read, r.close = ahead, ahead.Close
	}
	var err error
	if r.feed, err = session.NewSoundFeed(read, o.metrics); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

func openActivity(args, tiers []string) (*recording, error) {
	if len(args) > 1 {
		return nil, wrongUse("one annotation at a time: its speakers are the channels")
	}
	records, speakers, err := readAnnotation(args[0], tiers)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("%s: nobody speaks in it", args[0])
	}
	return ofActivity(filepath.Base(args[0]), records, speakers), nil
}

// ofActivity takes annotations by people as they are: units of talk whose times are rounded.
func ofActivity(label string, records []rttm.Record, speakers []string) *recording {
	r := &recording{
		source: session.FromActivity, label: label, names: speakers, step: rttm.Step(records),
		close: func() error { return nil },
	}
	segments := rttm.Segments(records)
	if r.step > 0 {
		segments = rttm.Units(records)
		r.warnings = func() []string {
			return []string{fmt.Sprintf("all times are multiples of %d ms: units of talk are taken as annotated, and bounds that "+
				"so coarse times often equal are lowered by half of that", r.step.Milliseconds())}
		}
	}
	feed := session.NewActivityFeed(segments, r.names)
	r.feed, r.length = feed, feed.Length()
	return r
}

// options are those of a session of r.
func (r *recording) options(cfg *Config) session.Options {
	o := session.Options{
		Title: cfg.Session.Title, Source: r.source, Label: r.label, Version: version, Length: r.length, Feed: r.feed,
		Agreement: cfg.agreement(), Agreed: true, Rules: cfg.turnOptions(), Warnings: r.warnings, Files: cfg.files(),
	}
	if r.step > 0 {
		o.Rules = o.Rules.Rounded(r.step)
	}
	for _, p := range session.NewParticipants(r.names) {
		o.Seats = append(o.Seats, session.Seat{Participant: p})
	}
	return o
}
