package audio_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

// mix is a*x + b*y.
func mix(a float32, x []float32, b float32, y []float32) []float32 {
	z := make([]float32, len(x))
	for i := range z {
		z[i] = a*x[i] + b*y[i]
	}
	return z
}

func TestChannelsOfOneMicrophoneAreTwins(t *testing.T) {
	a, hum := noise(16001), tone(50, 16000, 16000)
	b := mix(1, tone(317, 16000, 16000), .3, a[1:]) // with some of a in it, a sample late
	zero := make([]float32, 16000)
	for _, tc := range []struct {
		name string
		x, y []float32
		want bool
	}{
		{"the same samples", a, a, true},
		{"at another gain", a, mix(.1, a, 0, a), true},
		{"with the poles swapped", a, mix(-1, a, 0, a), true},
		{"through converters 40 dB apart in noise", b, mix(1, b, .002, a), true},
		{"two microphones with bleed", a, b, false},
		{"two people under the same hum", mix(1, hum, .01, a), mix(1, hum, .01, tone(400, 16000, 16000)), false},
		{"both silent", zero, zero, false},
		{"one silent", a, zero, false},
	} {
		x, y := tc.x[:16000], tc.y[:16000]
		twins := audio.NewTwins(2)
		twins.Push([][]float32{x[:1000], y[:1000]})
		twins.Push([][]float32{x[1000:], y[1000:]})
		if got := twins.Same(0, 1); got != tc.want {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestTwinsAreFoundAmongMany(t *testing.T) {
	a, b := noise(4000), tone(300, 16000, 4000)
	twins := audio.NewTwins(4)
	twins.Push([][]float32{a, b, mix(1, a, 1, b), b})
	for j := range 4 {
		for k := j + 1; k < 4; k++ {
			if got, want := twins.Same(j, k), j == 1 && k == 3; got != want {
				t.Errorf("channels %d and %d the same: %v, want %v", j, k, got, want)
			}
		}
	}
}

func TestNoChannelsAreNoTwins(*testing.T) {
	audio.NewTwins(0).Push(nil)
}
