package silero

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

func TestALayerMultipliesAndAddsItsBias(t *testing.T) {
	const outputs, inputs = 12, 20
	w, bias := vadtest.Noise(outputs*inputs, 0, 1), vadtest.Noise(outputs, 0, 2)
	l := newLayer(bias, inputs, func(o, i int) float32 { return w[o*inputs+i] })
	for _, n := range []int{inputs, inputs - 8, block} { // a short input is the end of a whole one
		x := vadtest.Noise(inputs, 0, 3)[:n]
		var c columns
		c.add(x, make([]float32, outputs))
		l.apply(c, 1)
		for o, got := range c.out[0] {
			want := float64(bias[o]) + dot(w[o*inputs+inputs-n:], x)
			if math.Abs(float64(got)-want) > 1e-5 {
				t.Errorf("output %d of %d inputs = %v, want %v", o, n, got, want)
			}
		}
	}
}

func TestColumnsBeyondTheBatchAreLeftAlone(t *testing.T) {
	l := newLayer([]float32{1, -2, 3, -4}, block, func(int, int) float32 { return 0 })
	var c columns
	for range 2 {
		c.add(make([]float32, block), []float32{-9, -9, -9, -9})
	}
	l.apply(c, 1)
	c.rectify(1)
	if got, want := [block]float32(c.out[0]), [block]float32{1, 0, 3, 0}; got != want {
		t.Errorf("the first column is %v, want %v", got, want)
	}
	if got, want := [block]float32(c.out[1]), [block]float32{-9, -9, -9, -9}; got != want {
		t.Errorf("the second column is %v, want %v: it is not in the batch", got, want)
	}
}

func TestTheFirstConvolutionReadsEachInputBeforeAtAndAfterItsTime(t *testing.T) {
	in := [bins][frames]float32{7: {1, 10, 100, 1000}}
	w := [bins]taps{7: {2, 3, 5}}
	want := [frames]float32{1 + 3 + 50, 1 + 2 + 30 + 500, 1 + 20 + 300 + 5000, 1 + 200 + 3000}
	if got := convolve(1, &w, &in); got != want {
		t.Errorf("convolve = %v, want %v", got, want)
	}
}

func TestExponentialsAreExactToAMillionth(t *testing.T) {
	for x := -90.; x <= 90; x += .0137 {
		want := math.Exp(min(max(float64(float32(x)), -80), 80))
		if got := float64(exp(float32(x))); math.Abs(got/want-1) > 1e-6 {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
		if got, want := float64(tanh(float32(x))), math.Tanh(x); math.Abs(got-want) > 1e-6 {
			t.Errorf("tanh(%v) = %v, want %v", x, got, want)
		}
		if got, want := float64(sigmoid(float32(x))), 1/(1+math.Exp(-x)); math.Abs(got-want) > 1e-6 {
			t.Errorf("sigmoid(%v) = %v, want %v", x, got, want)
		}
	}
}
