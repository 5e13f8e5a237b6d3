package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"

	"github.com/evenkeel/monitor/internal/align"
	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/timeline"
)

// starts is by how many hops later than it does each recording should begin, so that all begin at the same moment, and
// what is to be said of that. It is heard from what several of them hear, as far as that tells.
func starts(files []capture.NamedFile) (hops []int, notes []string, err error) {
	source, err := capture.OpenWAV(files)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	sound, err := beginning(source, align.OffsetLength)
	if err != nil {
		return nil, nil, err
	}
	behind := make([]timeline.Position, len(files)) // the first
	for k := 1; k < len(files); k++ {
		behind[k], _ = align.Offset(sound[0], sound[k]) // what is not known stays where it is
	}
	first := slices.Min(behind)
	hops = make([]int, len(files))
	for k := range files {
		late := behind[k] - first
		hops[k] = int(math.Round(float64(late) / timeline.HopLen))
		if hops[k] > 0 {
			notes = append(notes, fmt.Sprintf("%s began %.1f s before the others, by what is heard in them; that much of it is left out",
				filepath.Base(files[k].Path), late.Seconds()))
		}
	}
	return hops, notes, nil
}

// beginning is what the channels of source hold up to a position or a little beyond.
func beginning(source audio.HopSource, end timeline.Position) ([][]float32, error) {
	sound := make([][]float32, source.Channels())
	hop := audio.NewHop(len(sound))
	for at := timeline.Position(0); at < end; at += timeline.HopLen {
		switch err := source.ReadHop(context.Background(), hop); {
		case errors.Is(err, io.EOF):
			return sound, nil
		case err != nil:
			return nil, err
		}
		for k := range sound {
			sound[k] = append(sound[k], hop.Channels[k].PCM...)
		}
	}
	return sound, nil
}
