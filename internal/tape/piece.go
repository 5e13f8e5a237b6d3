package tape

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
	"github.com/mewkiz/flac/meta"

	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	// pieceLen is how much sound is sealed at once: so much is lost when the program dies.
	pieceLen = 62 * timeline.HopLen // 2 s
	// frameLen is how many samples are predicted with one set of constants: a syllable, in which speech stays alike.
	frameLen = 1024
)

// encode makes a FLAC stream of samples.
func encode(samples []int16) ([]byte, error) {
	var b bytes.Buffer
	e, err := flac.NewEncoder(&b, &meta.StreamInfo{
		BlockSizeMin: frameLen, BlockSizeMax: frameLen, SampleRate: timeline.Rate, NChannels: 1, BitsPerSample: 16,
		NSamples: uint64(len(samples)),
	})
	if err != nil {
		return nil, fmt.Errorf("encode sound: %w", err)
	}
	for len(samples) > 0 {
		n := min(frameLen, len(samples))
		if err = e.WriteFrame(newFrame(samples[:n])); err != nil {
			return nil, fmt.Errorf("encode sound: %w", err)
		}
		samples = samples[n:]
	}
	if err = e.Close(); err != nil {
		return nil, fmt.Errorf("encode sound: %w", err)
	}
	return b.Bytes(), nil
}

func newFrame(samples []int16) *frame.Frame {
	wide := make([]int32, len(samples))
	for i, v := range samples {
		wide[i] = int32(v)
	}
	subframe := &frame.Subframe{Samples: wide, NSamples: len(wide)}
	predict(subframe)
	return &frame.Frame{
		Header: frame.Header{
			HasFixedBlockSize: true, BlockSize: uint16(len(samples)), SampleRate: timeline.Rate, //nolint:gosec // at most frameLen
			Channels: frame.ChannelsMono, BitsPerSample: 16,
		},
		Subframes: []*frame.Subframe{subframe},
	}
}

// decode makes samples of what encode has made. It holds limit samples at most.
func decode(data []byte, limit int) ([]int16, error) {
	s, err := flac.New(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode sound: %w", err)
	}
	var samples []int16
	for {
		f, err := s.ParseNext()
		if errors.Is(err, io.EOF) {
			return samples, nil
		}
		if err != nil {
			return nil, fmt.Errorf("decode sound: %w", err)
		}
		for _, v := range f.Subframes[0].Samples {
			samples = append(samples, int16(v)) //nolint:gosec // 16 bits a sample
		}
		if len(samples) > limit {
			return nil, fmt.Errorf("decode sound: it holds more than %d samples", limit)
		}
	}
}
