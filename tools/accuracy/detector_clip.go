package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// grid is how finely agreement is counted.
const grid = 10 * timeline.Millisecond

// clip is one channel of a recording, and when there is speech on it.
type clip struct {
	observed []vad.Observation
	found    []timeline.Span // by the detector
	speech   []timeline.Span // by the reference
	end      timeline.Position
}

// newClip is channel k of a recording, without its reference.
func newClip(h heard, k int) clip {
	return clip{observed: h.observations[k], found: h.speech(k), end: h.length}
}

// readClips hears every clip of folder that somebody has labelled by hand.
func readClips(folder string) ([]clip, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.scv"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("find labelled clips in %s: is --corpus right?", folder)
	}
	var clips []clip
	for _, file := range files {
		h, err := hear(strings.TrimSuffix(file, ".scv") + ".wav")
		if err != nil {
			return nil, err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read labels: %w", err)
		}
		c := newClip(h, 0)
		if err := c.label(string(b)); err != nil {
			return nil, fmt.Errorf("read labels of %s: %w", file, err)
		}
		clips = append(clips, c)
	}
	return clips, nil
}

// label reads "name,start,end,label,start,end,label…", times in seconds, label 1 for speech.
func (c *clip) label(line string) error {
	var labelled timeline.Position
	_, labels, _ := strings.Cut(strings.TrimSpace(line), ",")
	for f := strings.Split(labels, ","); len(f) >= 3; f = f[3:] {
		start, err := strconv.ParseFloat(f[0], 64)
		if err != nil {
			return fmt.Errorf("read a start: %w", err)
		}
		end, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return fmt.Errorf("read an end: %w", err)
		}
		span := timeline.Span{Start: timeline.FromSeconds(start), End: timeline.FromSeconds(end)}
		if f[2] == "1" {
			c.speech = append(c.speech, span)
		}
		labelled = span.End
	}
	c.end = min(c.end, labelled)
	return nil
}

// frames says of each frame of the grid up to end whether its middle lies in one of spans.
func frames(spans []timeline.Span, end timeline.Position) []bool {
	y := make([]bool, end/grid)
	for i := range y {
		y[i] = inside(spans, timeline.Position(i)*grid+grid/2)
	}
	return y
}

func inside(spans []timeline.Span, p timeline.Position) bool {
	for _, s := range spans {
		if s.Contains(p) {
			return true
		}
	}
	return false
}
