package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
)

// sound is a recording in memory, a channel each.
type sound [][]float32

func readSound(path string) (s sound, err error) {
	source, err := capture.OpenWAV([]capture.NamedFile{{Path: path}})
	if err != nil {
		return nil, err
	}
	defer func() { _ = source.Close() }()
	s = make(sound, source.Channels())
	for hop := audio.NewHop(len(s)); ; {
		switch err := source.ReadHop(context.Background(), hop); {
		case errors.Is(err, io.EOF):
			return s, nil
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		for k := range s {
			s[k] = append(s[k], hop.Channels[k].PCM...)
		}
	}
}

// skewed is s as devices with those clocks would have recorded it.
func (s sound) skewed(skews []aligntest.Skew) sound {
	out := make(sound, len(s))
	for k := range s {
		out[k] = skews[k].Record(s[k])
	}
	return out
}

func (s sound) length() timeline.Position { return timeline.Position(len(s[0])) }

// soundSource plays a recording from memory.
type soundSource struct {
	sound sound
	at    timeline.Position
}

// Channels implements audio.HopSource.
func (s *soundSource) Channels() int { return len(s.sound) }

// ReadHop implements audio.HopSource.
func (s *soundSource) ReadHop(_ context.Context, h *audio.Hop) error {
	if s.at+timeline.HopLen > s.sound.length() {
		return io.EOF
	}
	h.Start = s.at
	for k := range h.Channels {
		copy(h.Channels[k].PCM, s.sound[k][s.at:])
	}
	s.at += timeline.HopLen
	return nil
}

// alignedSource aligns what it reads, each channel a device, and keeps account of how well.
type alignedSource struct {
	audio.HopSource
	aligner *align.Aligner
	skews   []aligntest.Skew
	raw     *audio.Hop
	moved   bool // in the hop that was read last
	errors  clockErrors
}

func newAlignedSource(source audio.HopSource, skews []aligntest.Skew) (*alignedSource, error) {
	devices := make([]int, source.Channels())
	for k := range devices {
		devices[k] = k
	}
	aligner, err := align.New(devices)
	if err != nil {
		return nil, err
	}
	return &alignedSource{HopSource: source, aligner: aligner, skews: skews, raw: audio.NewHop(len(devices))}, nil
}

// ReadHop implements audio.HopSource, but that the first hop begins before 0.
func (s *alignedSource) ReadHop(ctx context.Context, h *audio.Hop) error {
	if err := s.HopSource.ReadHop(ctx, s.raw); err != nil {
		return err
	}
	s.moved = s.aligner.Push(h, s.raw)
	now := s.found(h.Start)
	if now.offset > clockNear || now.drift > clockSteady {
		now.after = h.Start.Seconds()
	} else {
		now.after = s.errors.after
	}
	s.errors = now
	return nil
}

func (s *alignedSource) hasMoved() bool { return s.moved }
