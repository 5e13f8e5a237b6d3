package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/score"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// warmUp is the beginning of a recording that is scored by itself.
const warmUp = 10 * timeline.Second

// measureWarmUp scores the beginning of separated conversations, and the rest.
func measureWarmUp(corpus string, out io.Writer) error {
	t := newTable(out)
	t.row("\tfirst %.0f s: F1\toverlap F1\tthe rest: F1\toverlap F1", warmUp.Seconds())
	for _, kind := range bleedKinds {
		if m, _ := filepath.Match("bleed-dev/*", kind.files); !m {
			continue
		}
		files, err := filepath.Glob(filepath.Join(corpus, filepath.FromSlash(kind.files)))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("find %s in %s: is --corpus right?", kind.files, corpus)
		}
		var first, rest score.Tally
		for _, file := range files {
			ref, err := readReference(file)
			if err != nil {
				return err
			}
			h, err := hearSeparated(file)
			if err != nil {
				return err
			}
			if err = scoreFrom(&rest, h, ref, warmUp); err != nil {
				return err
			}
			if err = first.Add(before(ref, warmUp.Seconds()), before(h.records(), warmUp.Seconds()), score.Options{}); err != nil {
				return err
			}
		}
		a, b := first.Result(), rest.Result()
		t.row("%s\t%s\t%s\t%s\t%s", kind.name, figure(a.F1), figure(a.OverlapF1), figure(b.F1), figure(b.OverlapF1))
	}
	return t.print()
}

// before is the part of records before a time in seconds.
func before(records []rttm.Record, end float64) []rttm.Record {
	var kept []rttm.Record
	for _, r := range records {
		if r.Start < end {
			r.Duration = min(r.Duration, end-r.Start)
			kept = append(kept, r)
		}
	}
	return kept
}

// measureEcho says of recordings of calls without labels, far side and microphone, how much of the far side's speech
// falls together with speech that is found in the microphone. There the near side talks too, so that 0 is not reached.
func measureEcho(corpus string, out io.Writer) error {
	const files = "real-dev/*_doubletalk*.wav"
	paths, err := filepath.Glob(filepath.Join(corpus, filepath.FromSlash(files)))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("find %s in %s: is --corpus right?", files, corpus)
	}
	t := newTable(out)
	t.row("of the far side's speech, with speech in the microphone\tas recorded\tseparated")
	for _, path := range paths {
		raw, err := hear(path)
		if err != nil {
			return err
		}
		separated, err := hearSeparated(path)
		if err != nil {
			return err
		}
		t.row("%s\t%.3f\t%.3f", filepath.Base(path), doubled(raw), doubled(separated))
	}
	return t.print()
}

// doubled is how much of the speech of channel 0, the far side, falls together with speech in channel 1.
func doubled(h heard) float64 {
	both, far := 0, 0
	for i, o := range h.observations[0] {
		if !likely(o) {
			continue
		}
		far++
		if i < len(h.observations[1]) && likely(h.observations[1][i]) {
			both++
		}
	}
	return float64(both) / float64(max(far, 1))
}

func likely(o vad.Observation) bool { return o.Probability.Float() >= .5 }
