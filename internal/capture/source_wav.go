package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// Recording is a WAV file that is at hand, on disk or in memory.
type Recording struct {
	File  string   // what messages call it
	Names []string // who speaks on its channels; none: ch0, ch1, …
	Data  io.ReaderAt
	Size  int64 // bytes
}

// WAVSource is recordings as the sound of a session. It reads as it goes and holds a few hops, however long they are.
// After the end of a file that is shorter than others its channel is Unknown.
type WAVSource struct {
	streams  []*wavStream
	names    []string
	warnings []string
	twins    [][2]int
	length   timeline.Position
	next     timeline.Position // where the next hop begins
	err      error             // what ended the source
	files    closers
	oneClock bool // see OneClock
}

var _ audio.HopSource = (*WAVSource)(nil)

// NewWAVSource makes a session of one recording with a channel a speaker, or of several with a speaker each, which all
// begin at position 0; several channels of such a one are mixed. It looks at the headers and at four seconds of the sound. A
// recording that cannot be used gives a WAVError.
func NewWAVSource(recordings []Recording) (*WAVSource, error) {
	s := &WAVSource{}
	filters := map[int]*audio.Filter{}
	var named []string
	for _, r := range recordings {
		stream, err := s.open(r, filters, len(recordings) > 1)
		if err != nil {
			return nil, err
		}
		names, err := namesOf(r, stream)
		if err != nil {
			return nil, err
		}
		named = append(named, names...)
		s.streams = append(s.streams, stream)
		s.length = max(s.length, stream.length)
	}
	if len(named) == 0 || len(named) > MaxChannels {
		return nil, fmt.Errorf("read recordings: %d files with %d channels: a session has 1 to %d", len(recordings), len(named), MaxChannels)
	}
	var err error
	if s.names, err = channelNames(named); err != nil {
		return nil, err
	}
	return s, s.findTwins()
}

// open makes the stream of a recording.
func (s *WAVSource) open(r Recording, filters map[int]*audio.Filter, mix bool) (*wavStream, error) {
	layout, err := scanWAV(r.File, r.Data, r.Size)
	if err != nil {
		return nil, err
	}
	rate := layout.format.rate
	if filters[rate] == nil {
		if filters[rate], err = audio.NewFilter(rate, timeline.Rate); err != nil {
			return nil, fmt.Errorf("read wav %s: %w", r.File, err)
		}
	}
	s.warnings = append(s.warnings, layout.warnings...)
	if n := layout.format.channels; mix && n > 1 {
		s.warnings = append(s.warnings, fmt.Sprintf("%s: its %d channels are mixed to one, as each of several files is one speaker", r.File, n))
	}
	return newWAVStream(r.File, newWAVFrames(r.File, r.Data, layout), filters[rate], mix), nil
}

// namesOf is a name for each channel of a recording, "" for those without.
func namesOf(r Recording, stream *wavStream) ([]string, error) {
	n := len(stream.channels)
	switch len(r.Names) {
	case n:
		return r.Names, nil
	case 0:
		return make([]string, n), nil
	}
	return nil, fmt.Errorf("read wav %s: channels and names differ in number, %d and %d: name each, as in coach,client=call.wav", r.File, n, len(r.Names))
}

// short warns of files that end a second or more before the longest.
func (s *WAVSource) short() []string {
	var warnings []string
	for _, stream := range s.streams {
		if missing := s.length - stream.length; missing >= timeline.Second {
			warnings = append(warnings, fmt.Sprintf("%s ends %s before the longest file: nothing is known of its speaker from there on",
				stream.file, wavTime(int64(missing), timeline.Rate)))
		}
	}
	return warnings
}

// findTwins warns of channels that carry the same signal.
func (s *WAVSource) findTwins() (err error) {
	if s.twins, err = findTwins(s.streams); err != nil {
		return err
	}
	for _, pair := range s.twins {
		s.warnings = append(s.warnings, fmt.Sprintf(
			"the channels %s and %s are the same signal: one microphone cannot tell two people apart", s.names[pair[0]], s.names[pair[1]]))
	}
	return nil
}

// Channels is the number of channels of the session.
func (s *WAVSource) Channels() int { return len(s.names) }

// ChannelNames is who speaks on each channel: the names given, else ch0, ch1, ….
func (s *WAVSource) ChannelNames() []string { return slices.Clone(s.names) }

// OneClock says that all recordings were made by one recorder: they began at the same moment.
func (s *WAVSource) OneClock() { s.oneClock = true }

// Skip leaves out so many hops of the beginning of a recording. It is for before the first ReadHop.
func (s *WAVSource) Skip(recording, hops int) {
	s.streams[recording].skip(hops)
	s.length = 0
	for _, stream := range s.streams {
		s.length = max(s.length, stream.length)
	}
}

// Devices is which recorder each channel comes from, numbered from 0: each has a clock of its own.
func (s *WAVSource) Devices() []int {
	var of []int
	for k, stream := range s.streams {
		if s.oneClock {
			k = 0
		}
		for range stream.channels {
			of = append(of, k)
		}
	}
	return of
}

// Length is where the session ends: the first position after the last sample of the longest file. The last hop may reach
// beyond it; what it holds there is not part of the session.
func (s *WAVSource) Length() timeline.Position { return s.length }

// Twins is the pairs of channels that carry the same signal.
func (s *WAVSource) Twins() [][2]int { return slices.Clone(s.twins) }

// Warnings is what people should know about the recordings, a sentence each. More may come up while they are read.
func (s *WAVSource) Warnings() []string {
	warnings := append(slices.Clone(s.warnings), s.short()...)
	for _, stream := range s.streams {
		if stream.bad > 0 {
			warnings = append(warnings, fmt.Sprintf("%s: %d samples are no numbers and were left out", stream.file, stream.bad))
		}
	}
	return warnings
}

var errOtherChannels = errors.New("read recording: the hop has not as many channels as the source")

// ReadHop fills h with the next hop.
func (s *WAVSource) ReadHop(ctx context.Context, h *audio.Hop) error {
	if s.err == nil {
		s.err = s.readHop(ctx, h)
	}
	return s.err
}

func (s *WAVSource) readHop(ctx context.Context, h *audio.Hop) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("read recording: %w", ctx.Err())
	case s.next >= s.length:
		return io.EOF
	case len(h.Channels) != len(s.names):
		return errOtherChannels
	}
	h.Start = s.next
	channels := h.Channels
	for _, stream := range s.streams {
		n := len(stream.channels)
		if err := stream.readHop(s.next, s.length, channels[:n]); err != nil {
			return err
		}
		channels = channels[n:]
	}
	s.next += timeline.HopLen
	return nil
}

// Close closes the files of OpenWAV.
func (s *WAVSource) Close() error { return s.files.Close() }
