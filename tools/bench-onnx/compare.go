package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

const (
	length    = 10 * timeline.Second / timeline.HopLen * timeline.HopLen // of the signals
	rounds    = 300
	hops      = 16   // a round
	tolerance = 1e-4 // of a probability
)

// scorer scores a hop of each channel, in order, and writes the probabilities.
type scorer interface {
	score(pcm [][]float32, probs []float32) error
}

// ours is the project's detector.
type ours struct {
	scorer *silero.Scorer
	states []*silero.State
}

func newOurs(m *silero.Model, channels int) *ours {
	o := &ours{scorer: silero.NewScorer(m, channels)}
	for range channels {
		o.states = append(o.states, new(silero.State))
	}
	return o
}

func (o *ours) score(pcm [][]float32, probs []float32) error {
	o.scorer.Score(o.states, pcm, probs)
	return nil
}

// signals are voices and noises.
func signals(channels int) [][]float32 {
	out := make([][]float32, channels)
	for c := range out {
		seed := uint64(2 * c)
		out[c] = vadtest.Mix(vadtest.Voice(length, -24, seed), vadtest.Noise(length, -50, seed+1))
	}
	return out
}

// times are microseconds a hop and channel.
type times struct{ shortest, middle float64 }

type comparison struct {
	theirs, ours times
	difference   float64 // the largest of two probabilities
}

func compare(theirs, ours scorer, signals [][]float32) (c comparison, err error) {
	if c.difference, err = difference(theirs, ours, signals); err != nil {
		return c, err
	}
	var took [2][]float64
	for range rounds {
		for i, s := range []scorer{theirs, ours} {
			t, err := round(s, signals)
			if err != nil {
				return c, err
			}
			took[i] = append(took[i], t)
		}
	}
	c.theirs, c.ours = summary(took[0]), summary(took[1])
	return c, nil
}

// difference lets both score the signals.
func difference(theirs, ours scorer, signals [][]float32) (float64, error) {
	a, b, pcm := make([]float32, len(signals)), make([]float32, len(signals)), make([][]float32, len(signals))
	worst := 0.
	for at := 0; at < int(length); at += timeline.HopLen {
		cut(pcm, signals, at)
		if err := theirs.score(pcm, a); err != nil {
			return 0, err
		}
		if err := ours.score(pcm, b); err != nil {
			return 0, err
		}
		for i := range a {
			worst = max(worst, math.Abs(float64(a[i])-float64(b[i])))
		}
	}
	if !(worst <= tolerance) {
		return worst, fmt.Errorf("probabilities differ by %.1e: more than %.0e", worst, tolerance)
	}
	return worst, nil
}

// cut makes pcm the hops at a position.
func cut(pcm, signals [][]float32, at int) {
	for i, x := range signals {
		pcm[i] = x[at : at+timeline.HopLen]
	}
}

// round is the microseconds that a hop and channel takes, on the average of a few hops.
func round(s scorer, signals [][]float32) (float64, error) {
	pcm, probs := make([][]float32, len(signals)), make([]float32, len(signals))
	start := time.Now()
	for i := range hops {
		cut(pcm, signals, i*timeline.HopLen)
		if err := s.score(pcm, probs); err != nil {
			return 0, err
		}
	}
	return float64(time.Since(start).Nanoseconds()) / 1e3 / float64(hops*len(signals)), nil
}

func summary(t []float64) times {
	slices.Sort(t)
	return times{t[0], t[len(t)/2]}
}
