package vad

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// NoLevel is the lowest level there is: that of digital silence, and of what was not received.
const NoLevel Level = math.MaxUint8

// LevelOf is the level of a signal whose mean square is power, 1 being full scale (0 dBFS).
func LevelOf(power float64) Level {
	if !(power > 0) {
		return NoLevel
	}
	return Level(min(max(math.Round(-20*math.Log10(power)), 0), float64(NoLevel)))
}

// Samples at least this far out, of which so many follow each other, are a signal cut off at full scale. One alone is
// no sign of it: recordings are often scaled until their highest peak is there.
const (
	fullScale  = .999
	clippedRun = 3
)

// measure returns the levels of a hop, and whether it is clipped. A constant offset, which many converters add, does
// not count. A sample that is no number counts as 0, one beyond full scale as full scale.
func measure(pcm []float32) (levels [LevelsPerHop]Level, clipped bool) {
	var sums, squares [LevelsPerHop]float64
	run := 0
	for i, v := range pcm[:timeline.HopLen] {
		x := float64(min(max(v, -1), 1))
		if v != v {
			x = 0
		}
		sums[i/timeline.LevelLen] += x
		squares[i/timeline.LevelLen] += x * x
		if math.Abs(x) < fullScale {
			run = 0
		} else if run++; run == clippedRun {
			clipped = true
		}
	}
	mean := (sums[0] + sums[1] + sums[2] + sums[3]) / timeline.HopLen
	for k := range levels {
		// The mean square of what is left without the hop's mean.
		levels[k] = LevelOf((squares[k]-2*mean*sums[k])/timeline.LevelLen + mean*mean)
	}
	return levels, clipped
}

// Levels are the levels of a hop of sound.
func Levels(pcm []float32) [LevelsPerHop]Level {
	levels, _ := measure(pcm)
	return levels
}
