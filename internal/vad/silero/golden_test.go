package silero_test

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

var signalFile = flag.String("signal", "", "write the golden signal to this file, 16-bit little-endian")

// goldenSignal is voices, loud, quiet, clipped, in noise and cut off, and sounds that are none; in 16-bit steps.
func goldenSignal() []float32 {
	const s = timeline.Second
	x := vadtest.Join(
		vadtest.Silence(s/4),
		vadtest.Voice(3*s/2, -24, 1), vadtest.Silence(s/2),
		vadtest.Mix(vadtest.Voice(3*s/2, -32, 2), vadtest.Noise(3*s/2, -38, 3)), vadtest.Noise(s/2, -38, 4),
		vadtest.Voice(s, -50, 5),
		vadtest.Clip(vadtest.Voice(s, -2, 6)),
		vadtest.Music(s, -20), vadtest.Hum(s/2, -20), vadtest.Tone(s/2, 1000, -3),
		vadtest.Voice(s, -20, 7), vadtest.Noise(s/4, -70, 8),
	)
	for i, v := range x {
		x[i] = float32(math.RoundToEven(float64(min(max(v*32768, -32768), 32767)))) / 32768
	}
	return x[:len(x)/timeline.HopLen*timeline.HopLen]
}

func TestEveryHopEqualsTheReferenceOnTheGoldenSignal(t *testing.T) {
	signal := goldenSignal()
	if *signalFile != "" {
		writeSignal(t, *signalFile, signal)
	}
	b, err := os.ReadFile(filepath.Join("testdata", "golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Runtime       string    `json:"runtime"`
		Probabilities []float64 `json:"probabilities"`
	}
	if err := json.Unmarshal(b, &golden); err != nil {
		t.Fatal(err)
	}
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		got := score(m, signal)
		if len(got) != len(golden.Probabilities) {
			t.Fatalf("%d hops, want %d; make testdata/golden.json anew by testdata/reference.mjs",
				len(got), len(golden.Probabilities))
		}
		worst := compare(t, "golden signal", got, golden.Probabilities)
		t.Logf("%d hops, largest difference from %s %.1e", len(got), golden.Runtime, worst)
	})
}

func writeSignal(t *testing.T, path string, x []float32) {
	t.Helper()
	var b []byte
	for _, v := range x {
		b = binary.LittleEndian.AppendUint16(b, uint16(int16(v*32768)))
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
