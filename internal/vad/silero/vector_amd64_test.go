//go:build unix && !purego

package silero

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// needKernels skips the test when this machine cannot run the kernels.
func needKernels(t *testing.T) {
	t.Helper()
	if len(kernelSets()) == 0 {
		t.Skip("this machine does not have AVX2")
	}
}

func TestTheVectorTransformEqualsTheConvolutionOfTheModel(t *testing.T) {
	needKernels(t)
	for _, atEnd := range []bool{false, true} {
		input := guarded(t, transformInput(), atEnd)
		mag := guarded(t, make([]float32, bins*frames), atEnd)
		scratch := guarded(t, make([]float32, 2*(points/2+1)*2*8), atEnd)
		table := guarded(t, spectrumTable(), atEnd)
		spectrumAVX2(&mag[0], &scratch[0], &input[0], &table[0])
		compareWithConvolution(t, input, func(bin, frame int) float32 { return mag[bin*frames+frame] })
	}
}

func TestAVectorStepOfTheRecurrentLayerIsExactToAMillionth(t *testing.T) {
	needKernels(t)
	weights := guarded(t, vadtest.Noise(units, 0, 1), true)
	gates := guarded(t, make([]float32, gates), true)
	hidden, cell := guarded(t, make([]float32, units), true), guarded(t, make([]float32, units), true)
	for at := -90.; at <= 90; at += .71 {
		for u := range units {
			cell[u] = float32(math.Sin(float64(u))) * 3
			for k := range 4 {
				gates[k*units+u] = float32(at + float64(u)*.0055 + 10*float64(k)*math.Sin(at))
			}
		}
		before := append([]float32(nil), cell...)
		sum, want := advanceAVX2(&hidden[0], &cell[0], &gates[0], &weights[0]), 0.
		for u := range units {
			c, h := step(before[u], gates[u], gates[units+u], gates[2*units+u], gates[3*units+u])
			want += float64(weights[u]) * max(h, 0)
			if !(math.Abs(float64(cell[u])-c) <= 1e-6 && math.Abs(float64(hidden[u])-h) <= 1e-6) {
				t.Fatalf("at %v: cell %v and output %v, want %v and %v", at, cell[u], hidden[u], c, h)
			}
		}
		if !(math.Abs(float64(sum)-want) <= 1e-5) {
			t.Fatalf("at %v: sum %v, want %v", at, sum, want)
		}
	}
}

// step is a step of one unit in double precision: its memory and its output.
func step(cell, input, forget, candidate, output float32) (c, h float64) {
	logistic := func(x float32) float64 { return 1 / (1 + math.Exp(-float64(x))) }
	c = logistic(forget)*float64(cell) + logistic(input)*math.Tanh(float64(candidate))
	return c, logistic(output) * math.Tanh(c)
}

func TestVectorsOfSamplesAreTamedAsSinglesAre(t *testing.T) {
	needKernels(t)
	in, out := guarded(t, make([]float32, timeline.HopLen), true), guarded(t, make([]float32, timeline.HopLen), true)
	var want [timeline.HopLen]float32
	for seed := range uint32(100) {
		for i := range in {
			in[i] = math.Float32frombits((uint32(i)*2654435761 + seed*40503) * 2246822519)
		}
		copy(in[seed:], []float32{loudest, -loudest, faintest, -faintest, 2 * faintest, -2 * faintest})
		tame(&want, (*[timeline.HopLen]float32)(in))
		tameAVX2(&out[0], &in[0])
		for i, v := range out {
			if v != want[i] {
				t.Fatalf("sample %v becomes %v, want %v", in[i], v, want[i])
			}
		}
	}
}
