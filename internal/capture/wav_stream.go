package capture

import (
	"errors"
	"io"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

// wavStream is the sound of one WAV file as hops. It holds a few hops, however long the file is.
type wavStream struct {
	file     string
	frames   *wavFrames
	channels []*wavChannel
	length   timeline.Position
	block    timeline.Position // where the next block of frames begins: those of one hop
	skipped  int               // hops that are still to be left out
	ended    bool              // all frames have been read
	bad      int64             // samples so far that were no numbers
}

// newWAVStream makes the stream of a file, with one channel for each of the file's or, with mix, one for all.
func newWAVStream(file string, frames *wavFrames, filter *audio.Filter, mix bool) *wavStream {
	s := &wavStream{file: file, frames: frames}
	format := s.format()
	s.length = positionOf(frames.layout.frames, format.rate)
	for k := range format.channels {
		in := wavInput{index: k, clip: audio.NewClipDetector(format.encoding, format.rate)}
		if mix && k > 0 {
			s.channels[0].inputs = append(s.channels[0].inputs, in)
			continue
		}
		s.channels = append(s.channels, newWAVChannel(in, filter))
	}
	return s
}

func (s *wavStream) format() wavFormat { return s.frames.layout.format }

// skip leaves out so many hops of what comes next.
func (s *wavStream) skip(hops int) {
	s.skipped += hops
	s.length = max(s.length-timeline.Position(hops)*timeline.HopLen, 0)
}

// readHop gives the hop at start of each channel. What of it lies before end, the session's, and after the file is
// Unknown: nobody knows whether the speaker was silent there.
func (s *wavStream) readHop(start, end timeline.Position, channels []audio.HopChannel) error {
	for ; s.skipped > 0; s.skipped-- {
		if err := s.fill(); err != nil {
			return err
		}
		for k, c := range s.channels {
			c.give(&channels[k], false)
		}
	}
	if err := s.fill(); err != nil {
		return err
	}
	unknown := min(start+timeline.HopLen, end) > s.length
	for k, c := range s.channels {
		c.give(&channels[k], unknown)
	}
	return nil
}

// fill reads until the next hop is ready, or the file has ended.
func (s *wavStream) fill() error {
	for len(s.channels[0].ready) < timeline.HopLen && !s.ended {
		if err := s.readBlock(); err != nil {
			return err
		}
	}
	return nil
}

// readBlock takes in the frames of one more hop.
func (s *wavStream) readBlock() error {
	rate := s.format().rate
	next := s.block + timeline.HopLen
	b, err := s.frames.read(frameAt(next, rate) - frameAt(s.block, rate))
	if errors.Is(err, io.EOF) {
		s.ended = true
		for _, c := range s.channels {
			c.ready = c.resampler.Flush(c.ready)
		}
		return nil
	}
	if err != nil {
		return err
	}
	s.block = next
	for _, c := range s.channels {
		s.bad += int64(c.take(b, s.format()))
	}
	return nil
}

// frameAt is the first frame of a file that is not before p.
func frameAt(p timeline.Position, rate int) int64 {
	s, rest := int64(p/timeline.Rate), int64(p%timeline.Rate)
	return s*int64(rate) + (rest*int64(rate)+timeline.Rate-1)/timeline.Rate
}

// positionOf is the first position that is not before a frame of a file.
func positionOf(frame int64, rate int) timeline.Position {
	s, rest := frame/int64(rate), frame%int64(rate)
	return timeline.Position(s)*timeline.Rate + timeline.Position((rest*timeline.Rate+int64(rate)-1)/int64(rate))
}
