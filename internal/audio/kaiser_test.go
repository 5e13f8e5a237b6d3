package audio

import (
	"math"
	"testing"
)

func TestTheBesselFunctionHasItsTabulatedValues(t *testing.T) {
	// M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, table 9.8, times exp(x).
	for x, want := range map[float64]float64{0: 1, 0.5: 1.0634833707, 1: 1.2660658778, 5: 27.2398718236, 10: 2815.7166284663} {
		if got := besselI0(x); math.Abs(got/want-1) > 1e-9 {
			t.Errorf("I0(%g) = %.10f, want %.10f", x, got, want)
		}
	}
}

func TestTheWindowIsEvenAndZeroAtItsEdges(t *testing.T) {
	if got := KaiserWindow(0, 8); got != 1 {
		t.Errorf("in the middle %g, want 1", got)
	}
	for _, u := range []float64{-1.5, -1, 1, 2} {
		if got := KaiserWindow(u, 8); got != 0 {
			t.Errorf("at %g %g, want 0", u, got)
		}
	}
	for u := 0.0; u < 1; u += 0.1 {
		if a, b := KaiserWindow(u, 8), KaiserWindow(-u, 8); a != b || a <= 0 || a > 1 {
			t.Errorf("at %g and below zero: %g and %g, want the same, of 1 at most", u, a, b)
		}
	}
}

func TestTheSincIsExactlyZeroAtOtherSamples(t *testing.T) {
	for k := -50.0; k <= 50; k++ {
		want := 0.0
		if k == 0 {
			want = 1
		}
		if got := Sinc(k); got != want {
			t.Errorf("Sinc(%g) = %g, want %g", k, got, want)
		}
	}
	if got, want := Sinc(0.5), 2/math.Pi; math.Abs(got-want) > 1e-15 {
		t.Errorf("Sinc(0.5) = %g, want %g", got, want)
	}
}
