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
	full := false
	for k := range levels {
		part := (*[timeline.LevelLen]float32)(pcm[k*timeline.LevelLen:])
		sum, square, sum2, square2 := 0., 0., 0., 0. // of every other sample, so that one does not wait for the last
		for i := 0; i < len(part); i += 2 {
			x, y := sample(part[i]), sample(part[i+1])
			sum += x
			sum2 += y
			square += x * x
			square2 += y * y
			if x >= fullScale || x <= -fullScale || y >= fullScale || y <= -fullScale {
				full = true
			}
		}
		sums[k], squares[k] = sum+sum2, square+square2
	}
	mean := (sums[0] + sums[1] + sums[2] + sums[3]) / timeline.HopLen
	for k := range levels {
		// The mean square of what is left without the hop's mean.
		levels[k] = LevelOf((squares[k]-2*mean*sums[k])/timeline.LevelLen + mean*mean)
	}
	return levels, full && cutOff(pcm[:timeline.HopLen])
}

// sample is a sample as a level takes it.
func sample(v float32) float64 {
	switch {
	case v >= -1 && v <= 1:
		return float64(v)
	case v > 1:
		return 1
	case v < -1:
		return -1
	}
	return 0
}

// cutOff says whether enough samples in a row are at full scale.
func cutOff(pcm []float32) bool {
	run := 0
	for _, v := range pcm {
		if math.Abs(sample(v)) < fullScale {
			run = 0
		} else if run++; run == clippedRun {
			return true
		}
	}
	return false
}

// Levels are the levels of a hop of sound.
func Levels(pcm []float32) [LevelsPerHop]Level {
	levels, _ := measure(pcm)
	return levels
}
