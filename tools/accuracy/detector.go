package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// measureDetector prints how well the detector finds speech: on hand-labelled clips its probability, its segments, the
// edges of these and the lamp; on recordings of conversations who speaks when.
func measureDetector(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("detector", flag.ContinueOnError)
	corpus := flags.String("corpus", corpusFolder(), "folder of recordings and annotations")
	if err := flags.Parse(args); err != nil {
		return err
	}
	c, err := hearCorpus(*corpus)
	if err != nil {
		return err
	}
	return c.print(out)
}

// detectorCorpus is what the detector made of the recordings that it is measured on.
type detectorCorpus struct {
	clips []clip // labelled by hand
	talk  []talk // conversations without bleed
}

func hearCorpus(folder string) (c detectorCorpus, err error) {
	if c.clips, err = readClips(filepath.Join(folder, "ten-dev")); err != nil {
		return c, err
	}
	c.talk, err = readTalk(folder)
	return c, err
}

func (c detectorCorpus) print(out io.Writer) error {
	t := newTable(out)
	frameTable(t, c.clips)
	t.gap()
	edgeTable(t, c.clips, c.talk)
	t.gap()
	lampTable(t, c.clips, c.talk[syntheticTalk].clips())
	t.gap()
	if err := talkTable(t, c.talk); err != nil {
		return err
	}
	return t.print()
}

// heard is what the detector makes of a recording, a channel each.
type heard struct {
	length       timeline.Position
	observations [][]vad.Observation
	changes      [][]vad.Change
}

// hear runs a recording through the detector as a session would be.
func hear(path string) (h heard, err error) {
	source, err := capture.OpenWAV([]capture.NamedFile{{Path: path}})
	if err != nil {
		return h, err
	}
	defer func() { _ = source.Close() }()
	n := source.Channels()
	detector, err := vad.NewDetector(n)
	if err != nil {
		return h, err
	}
	h = heard{source.Length(), make([][]vad.Observation, n), make([][]vad.Change, n)}
	hop, observed := audio.NewHop(n), make([]vad.Observation, n)
	for {
		switch err := source.ReadHop(context.Background(), hop); {
		case errors.Is(err, io.EOF):
			h.segment()
			return h, nil
		case err != nil:
			return h, fmt.Errorf("hear %s: %w", path, err)
		}
		detector.Observe(hop, observed)
		for k, o := range observed {
			h.observations[k] = append(h.observations[k], o)
		}
	}
}

func (h *heard) segment() {
	for k := range h.observations {
		s := vad.NewSegmenter(k)
		for _, o := range h.observations[k] {
			h.changes[k] = append(h.changes[k], s.Push(o)...)
		}
		h.changes[k] = append(h.changes[k], s.Finish()...)
	}
}

// speech is the segments of channel k.
func (h *heard) speech(k int) []timeline.Span { return vad.Spans(h.changes[k], vad.Speech, h.length) }
