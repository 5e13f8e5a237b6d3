package vadtest_test

import (
	"math"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// level is the level of x in dBFS.
func level(x []float32) float64 {
	power := 0.
	for _, v := range x {
		power += float64(v) * float64(v)
	}
	return 10 * math.Log10(power/float64(len(x)))
}

func TestSignalsHaveTheLengthAndLevelAskedFor(t *testing.T) {
	const length = timeline.Second + 7
	for name, x := range map[string][]float32{
		"voice": vadtest.Voice(length, -30, 1),
		"noise": vadtest.Noise(length, -30, 1),
		"tone":  vadtest.Tone(length, 440, -30),
		"hum":   vadtest.Hum(length, -30),
		"music": vadtest.Music(length, -30),
	} {
		if d := level(x) + 30; len(x) != int(length) || math.Abs(d) > .01 {
			t.Errorf("%s: %d samples of %.2f dBFS, want %d of -30", name, len(x), level(x), length)
		}
	}
}

func TestCoughsAndCallsOfLaughterFollowEachOther(t *testing.T) {
	for name, build := range map[string]func(times int) []float32{
		"cough":    func(times int) []float32 { return vadtest.Cough(times, -30, 1) },
		"laughter": func(times int) []float32 { return vadtest.Laughter(times, -30, 1) },
	} {
		one, three := build(1), build(3)
		if d := level(three) + 30; len(three) != 3*len(one) || math.Abs(d) > .01 {
			t.Errorf("%s: %d samples of %.2f dBFS, want 3 times %d of -30", name, len(three), level(three), len(one))
		}
	}
}

func TestASeedGivesTheSameSignalAgainAndAnotherAnother(t *testing.T) {
	for name, build := range map[string]func(seed uint64) []float32{
		"voice":    func(seed uint64) []float32 { return vadtest.Voice(1000, -30, seed) },
		"noise":    func(seed uint64) []float32 { return vadtest.Noise(1000, -30, seed) },
		"cough":    func(seed uint64) []float32 { return vadtest.Cough(1, -30, seed) },
		"laughter": func(seed uint64) []float32 { return vadtest.Laughter(2, -30, seed) },
	} {
		if !slices.Equal(build(1), build(1)) || slices.Equal(build(1), build(2)) {
			t.Errorf("%s: a seed does not make the signal", name)
		}
	}
}

func TestSignalsAreMixedJoinedAndClipped(t *testing.T) {
	a, b := []float32{.5, .5, .5}, []float32{.75, -2}
	if got, want := vadtest.Mix(a, b), []float32{1.25, -1.5, .5}; !slices.Equal(got, want) {
		t.Errorf("Mix(%v, %v) = %v, want %v", a, b, got, want)
	}
	if got, want := vadtest.Clip(vadtest.Join(a, b)), []float32{.5, .5, .5, .75, -1}; !slices.Equal(got, want) {
		t.Errorf("Clip(Join(%v, %v)) = %v, want %v", a, b, got, want)
	}
	if got := vadtest.SetLevel(vadtest.Silence(3), -20); !slices.Equal(got, make([]float32, 3)) {
		t.Errorf("silence at -20 dBFS is %v", got)
	}
}
