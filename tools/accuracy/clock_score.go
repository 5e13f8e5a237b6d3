package main

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/score"
	"github.com/evenkeel/monitor/internal/timeline"
)

// skewedResult is what skewed recordings are worth.
type skewedResult struct {
	raw, aligned score.Tally
	found        clockErrors
}

// skewAll skews recordings and hears them, as they are then and aligned.
func skewAll(files []string, s aligntest.Skew) (r skewedResult, err error) {
	for _, file := range files {
		if err := r.add(file, s); err != nil {
			return r, fmt.Errorf("hear %s: %w", file, err)
		}
	}
	return r, nil
}

func (r *skewedResult) add(file string, s aligntest.Skew) error {
	ref, err := readReference(file)
	if err != nil {
		return err
	}
	recorded, err := readSound(file)
	if err != nil {
		return err
	}
	skews := skewsOf(len(recorded), s)
	source := &soundSource{sound: recorded.skewed(skews)}
	h, err := separated(source, recorded.length(), func() bool { return false })
	if err != nil {
		return err
	}
	if err = scoreFrom(&r.raw, h, ref, clockWarmUp); err != nil {
		return err
	}
	source.at = 0
	aligned, err := newAlignedSource(source, skews)
	if err != nil {
		return err
	}
	if h, err = separated(aligned, recorded.length(), aligned.hasMoved); err != nil {
		return err
	}
	r.found.add(aligned.errors)
	return scoreFrom(&r.aligned, h, ref, clockWarmUp)
}

// scoreFrom compares what is heard from a position on with the reference.
func scoreFrom(t *score.Tally, h heard, ref []rttm.Record, from timeline.Position) error {
	return t.Add(after(ref, from.Seconds()), after(h.records(), from.Seconds()), score.Options{})
}

// after is the part of records from a time in seconds on.
func after(records []rttm.Record, from float64) []rttm.Record {
	var kept []rttm.Record
	for _, r := range records {
		if end := r.Start + r.Duration; end > from {
			r.Start = max(r.Start, from)
			r.Duration = end - r.Start
			kept = append(kept, r)
		}
	}
	return kept
}
