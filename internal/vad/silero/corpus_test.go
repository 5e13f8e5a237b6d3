package silero_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-audio/wav"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero"
)

// corpus is where the recordings to measure on lie. It skips the test when they are not there.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("EVENKEEL_CORPUS")
	if dir == "" {
		dir = filepath.FromSlash("../../../../shared/corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the corpus is not there (%v); set EVENKEEL_CORPUS to its folder", err)
	}
	return dir
}

// readWAV returns the samples of a 16 kHz mono file of 16 bits.
func readWAV(t *testing.T, path string) []float32 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	buf, err := wav.NewDecoder(f).FullPCMBuffer()
	if err != nil {
		t.Fatal(err)
	}
	pcm := make([]float32, len(buf.Data))
	for i, v := range buf.Data {
		pcm[i] = float32(v) / 32768
	}
	return pcm
}

func TestEveryHopEqualsTheReferenceOnTheCorpus(t *testing.T) {
	dir := corpus(t)
	b, err := os.ReadFile(filepath.Join(dir, "..", "vad-golden", "golden_v62.json"))
	if err != nil {
		t.Skipf("the reference is not there: %v", err)
	}
	var golden struct {
		Files map[string]struct {
			Probs []float64 `json:"probs"`
		} `json:"files"`
	}
	if err := json.Unmarshal(b, &golden); err != nil {
		t.Fatal(err)
	}
	recordings := map[string][]float32{}
	for name := range golden.Files {
		recordings[name] = readWAV(t, filepath.Join(dir, "ten-dev", name))
	}
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		worst := 0.
		for name, want := range golden.Files {
			got := score(m, recordings[name])
			if len(got) < len(want.Probs) {
				t.Fatalf("%s: %d hops, want at least %d", name, len(got), len(want.Probs))
			}
			worst = max(worst, compare(t, name, got[:len(want.Probs)], want.Probs))
		}
		t.Logf("%d files, largest difference %.1e", len(golden.Files), worst)
	})
}

// everyMethod runs a test with the model in every way that this machine can compute it.
func everyMethod(t *testing.T, test func(*testing.T, *silero.Model)) {
	t.Helper()
	all, err := silero.LoadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		t.Run(m.Method(), func(t *testing.T) { test(t, m) })
	}
}

// score scores a signal hop by hop; a last hop that is not full is filled up with zeros.
func score(m *silero.Model, pcm []float32) []float32 {
	s := silero.NewScorer(m, 1)
	var out []float32
	state := new(silero.State)
	for len(pcm) > 0 {
		hop := make([]float32, timeline.HopLen)
		pcm = pcm[copy(hop, pcm):]
		var p [1]float32
		s.Score([]*silero.State{state}, [][]float32{hop}, p[:])
		out = append(out, p[0])
	}
	return out
}

// tolerance is how far a probability may be from that of another run time.
const tolerance = 1e-4

// compare returns the largest difference of a hop and fails the test when it is above tolerance.
func compare(t *testing.T, name string, got []float32, want []float64) float64 {
	t.Helper()
	worst := 0.
	for i, p := range got {
		d := max(float64(p)-want[i], want[i]-float64(p))
		if !(d <= tolerance) {
			t.Errorf("%s, hop %d: probability %v, want %v", name, i, p, want[i])
		}
		worst = max(worst, d)
	}
	return worst
}
