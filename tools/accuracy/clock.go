package main

import (
	"flag"
	"fmt"
	"io"
	"math"
	"path/filepath"

	"github.com/evenkeel/monitor/internal/align/aligntest"
	"github.com/evenkeel/monitor/internal/timeline"
)

// clockKinds are the recordings that are skewed.
var clockKinds = []struct{ name, files string }{
	{"two people, -12 dB", "bleed-dev/dyad*-bleed-12.wav"},
	{"four people, -20 dB", "bleed-dev/four*-bleed-20.wav"},
	{"four people, -10 dB", "bleed-dev/four*-bleed-10.wav"},
	{"two people, no bleed", "bleed-dev/dyad*-clean.wav"},
}

// clockSkews are those of the second device. The third is off by as much the other way, the fourth by half.
var clockSkews = []struct {
	name string
	skew aligntest.Skew
}{
	{"none", aligntest.Skew{}},
	{"20 ppm", aligntest.Skew{PPM: 20}},
	{"-50 ppm", aligntest.Skew{PPM: -50}},
	{"30 ms", aligntest.Skew{Delay: 30 * timeline.Millisecond}},
	{"50 ppm, -30 ms", aligntest.Skew{PPM: 50, Delay: -30 * timeline.Millisecond}},
	{"-50 ppm, 30 ms", aligntest.Skew{PPM: -50, Delay: 30 * timeline.Millisecond}},
}

// clockWarmUp is what is not scored: time to find the clocks, and to learn the room.
const clockWarmUp = 20 * timeline.Second

// measureClock prints what separated recordings are worth when each channel is recorded by a device with a clock of its
// own, as they are and aligned, and how well the clocks are found.
func measureClock(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("clock", flag.ContinueOnError)
	corpus := flags.String("corpus", corpusFolder(), "folder of recordings and annotations")
	if err := flags.Parse(args); err != nil {
		return err
	}
	t := newTable(out)
	t.row("overlap F1 after %v s\tskew\tas it is\taligned\toffset error, ms\tdrift error, ppm\tfound after, s", clockWarmUp.Seconds())
	for _, kind := range clockKinds {
		files, err := filepath.Glob(filepath.Join(*corpus, filepath.FromSlash(kind.files)))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("find %s in %s: is --corpus right?", kind.files, *corpus)
		}
		for _, s := range clockSkews {
			r, err := skewAll(files, s.skew)
			if err != nil {
				return err
			}
			t.row("%s\t%s\t%s\t%s\t%s", kind.name, s.name, figure(r.raw.Result().OverlapF1), figure(r.aligned.Result().OverlapF1), r.found)
		}
		t.gap()
	}
	return t.print()
}

// clockErrors are how far the clocks that were found are off, and when they were.
type clockErrors struct {
	offset, drift, after float64 // ms, ppm, s; of the worst device of the worst recording
	moved                bool    // anything was ever
}

func (e clockErrors) String() string {
	if !e.moved {
		return "-\t-\tnot moved"
	}
	return fmt.Sprintf("%.1f\t%.1f\t%.0f", e.offset, e.drift, e.after)
}

func (e *clockErrors) add(o clockErrors) {
	e.offset, e.drift, e.after = max(e.offset, o.offset), max(e.drift, o.drift), max(e.after, o.after)
	e.moved = e.moved || o.moved
}

// skewsOf are the clocks of n devices.
func skewsOf(n int, s aligntest.Skew) []aligntest.Skew {
	skews := []aligntest.Skew{{}, s, {PPM: -s.PPM, Delay: -s.Delay}, {PPM: s.PPM / 2, Delay: s.Delay / 2}}
	return skews[:n]
}

// Clocks count as found while they are off by less than this.
const (
	clockNear   = 4 // ms
	clockSteady = 3 // ppm
)

// found is how far the clocks are off where a hop that came out begins.
func (s *alignedSource) found(start timeline.Position) (e clockErrors) {
	first := s.aligner.Health(0)
	for k, skew := range s.skews {
		h := s.aligner.Health(k)
		off := skew.At(float64(start)+h.Advance) - s.skews[0].At(float64(start)+first.Advance)
		e.offset = max(e.offset, math.Abs(off)/float64(timeline.Millisecond))
		e.drift = max(e.drift, math.Abs(h.Drift-first.Drift+skew.PPM-s.skews[0].PPM))
		e.moved = e.moved || h.Drift != 0 || h.Jumps > 0
	}
	return e
}
