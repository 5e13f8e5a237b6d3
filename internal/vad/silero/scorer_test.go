package silero_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/silero"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// signals are voices and sounds that are none, all of one length.
func signals(n int, length timeline.Position) [][]float32 {
	kinds := []func(seed uint64) []float32{
		func(seed uint64) []float32 { return vadtest.Voice(length, -20, seed) },
		func(seed uint64) []float32 { return vadtest.Noise(length, -40, seed) },
		func(seed uint64) []float32 { return vadtest.Voice(length, -45, seed) },
		func(uint64) []float32 { return vadtest.Silence(length) },
		func(uint64) []float32 { return vadtest.Music(length, -20) },
	}
	out := make([][]float32, n)
	for i := range out {
		out[i] = kinds[i%len(kinds)](uint64(i))
	}
	return out
}

func TestABatchGivesExactlyWhatItsChannelsGiveAlone(t *testing.T) {
	const most, length = 9, 20 * timeline.HopLen
	all := signals(most, length)
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		alone := make([][]float32, most)
		for i, x := range all {
			alone[i] = score(m, x)
		}
		for n := range most + 1 {
			s := silero.NewScorer(m, most) // of which n are used
			states, hops, probs := make([]*silero.State, n), make([][]float32, n), make([]float32, n)
			for i := range states {
				states[i] = new(silero.State)
			}
			for at := 0; at < length; at += timeline.HopLen {
				for i := range hops {
					hops[i] = all[i][at : at+timeline.HopLen]
				}
				s.Score(states, hops, probs)
				for i, got := range probs {
					if want := alone[i][at/timeline.HopLen]; got != want {
						t.Fatalf("channel %d of %d at %d: %v in a batch, %v alone", i, n, at, got, want)
					}
				}
			}
		}
	})
}

// Both sets of instructions add up in one order, so that a record does not depend on which of them was there.
func TestTheKernelsOfBothKindsGiveTheSame(t *testing.T) {
	got := map[string][]float32{}
	everyMethod(t, func(_ *testing.T, m *silero.Model) {
		for _, x := range signals(5, timeline.Second) {
			got[m.Method()] = append(got[m.Method()], score(m, x)...)
		}
	})
	if got["avx2"] == nil || got["avx512"] == nil {
		t.Skip("this machine does not have both")
	}
	for i, p := range got["avx2"] {
		if q := got["avx512"][i]; p != q {
			t.Fatalf("hop %d: %v by AVX2, %v by AVX-512", i, p, q)
		}
	}
}

func TestAResetChannelStartsAnew(t *testing.T) {
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		s, state, hop := silero.NewScorer(m, 1), new(silero.State), vadtest.Voice(timeline.HopLen, -20, 1)
		var first, later, again [1]float32
		s.Score([]*silero.State{state}, [][]float32{hop}, first[:])
		s.Score([]*silero.State{state}, [][]float32{hop}, later[:])
		state.Reset()
		s.Score([]*silero.State{state}, [][]float32{hop}, again[:])
		if first == later || first != again {
			t.Errorf("first hop %v, second %v, after a reset %v: want the third to equal the first only",
				first, later, again)
		}
	})
}

func TestHostileSamplesLeaveNoTrace(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		for _, v := range []float32{nan, inf, -inf, math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32, 1e-39} {
			t.Run(fmt.Sprint(v), func(t *testing.T) { leaveNoTrace(t, m, v) })
		}
	})
}

func leaveNoTrace(t *testing.T, m *silero.Model, v float32) {
	bad := make([]float32, 5*timeline.HopLen)
	for i := range bad {
		bad[i] = v
		if i%7 == 0 {
			bad[i] = -v
		}
	}
	voice := vadtest.Voice(2*timeline.Second, -20, 1)
	for i, p := range score(m, vadtest.Join(voice, bad, voice)) {
		if !(p >= 0 && p <= 1) {
			t.Fatalf("hop %d: probability %v", i, p)
		}
	}
	// A second of speech later nothing is left of it.
	clean, after := score(m, voice), score(m, vadtest.Join(bad, voice))[5:]
	for i := 40; i < len(clean); i++ {
		if math.Abs(float64(clean[i]-after[i])) > .05 {
			t.Errorf("hop %d: %v after hostile samples, %v without", i, after[i], clean[i])
		}
	}
}

func TestSamplesThatAreNoNumbersCountAsSilence(t *testing.T) {
	x := vadtest.Noise(4*timeline.HopLen, -30, 1)
	y := append([]float32(nil), x...)
	for i := 0; i < len(x); i += 3 {
		x[i], y[i] = 0, float32(math.NaN())
	}
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		a, b := score(m, x), score(m, y)
		for i := range a {
			if a[i] != b[i] {
				t.Errorf("hop %d: %v with zeros, %v with NaN", i, a[i], b[i])
			}
		}
	})
}

func TestScoringDoesNotAllocate(t *testing.T) {
	everyMethod(t, func(t *testing.T, m *silero.Model) {
		s := silero.NewScorer(m, 2)
		states, probs := []*silero.State{new(silero.State), new(silero.State)}, make([]float32, 2)
		hops := [][]float32{vadtest.Voice(timeline.HopLen, -20, 1), vadtest.Silence(timeline.HopLen)}
		if n := testing.AllocsPerRun(10, func() { s.Score(states, hops, probs) }); n > 0 {
			t.Errorf("%v allocations a hop, want 0", n)
		}
	})
}

func FuzzScore(f *testing.F) {
	f.Add([]byte{0, 0, 0xc0, 0x7f}, []byte{1, 0, 0, 0})
	all, err := silero.LoadAll()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		pcm := vadtest.Join(samples(a), samples(b))
		reference := score(all[len(all)-1], pcm)
		for _, m := range all {
			for i, p := range score(m, pcm) {
				if !(p >= 0 && p <= 1) {
					t.Fatalf("%s, hop %d: probability %v", m.Method(), i, p)
				}
				if d := math.Abs(float64(p - reference[i])); d > tolerance {
					t.Fatalf("%s, hop %d: probability %v, in plain Go %v", m.Method(), i, p, reference[i])
				}
			}
		}
	})
}

// samples fills a hop with the bits of b, over and over.
func samples(b []byte) []float32 {
	x := make([]float32, timeline.HopLen)
	if len(b) < 4 {
		return x
	}
	for i := range x {
		var bits uint32
		for k := range 4 {
			bits = bits<<8 | uint32(b[(4*i+k)%len(b)])
		}
		x[i] = math.Float32frombits(bits)
	}
	return x
}
