package audio

import "testing"

func TestBothDotsGiveTheSameBits(t *testing.T) {
	x, w := make([]float32, 400), make([]float32, 400)
	for i := range x {
		x[i], w[i] = float32(i%37)*0.0371-0.7, float32(i%23)*0.0913-1
	}
	for n := 0; n <= 352; n += lanes {
		for start := range lanes { // unaligned too
			got, want := dot(x[start:start+n], w[:n]), dotPortable(x[start:start+n], w[:n])
			if got != want {
				t.Errorf("dot of %d from %d = %g, portably %g", n, start, got, want)
			}
		}
	}
}
