// Package bleedtest makes conversations with bleed for tests: it lets microphones hear each other's people across a room
// that is computed. Everything is the same for the same arguments.
package bleedtest

import (
	"math"
	"math/cmplx"

	"github.com/evenkeel/monitor/internal/timeline"
)

const speedOfSound = 343 // m/s

// Point is a place in a room, in metres from one of its lower corners.
type Point [3]float64

// Room is a room with six equal walls.
type Room struct {
	Size       Point
	Reflection float64 // of a wall: what it throws back of the sound pressure, 0 to below 1
}

// Reflecting is the room of a size in which sound falls by 60 dB in t60 seconds (Eyring).
func Reflecting(size Point, t60 float64) Room {
	volume := size[0] * size[1] * size[2]
	walls := 2 * (size[0]*size[1] + size[1]*size[2] + size[2]*size[0])
	return Room{Size: size, Reflection: math.Exp(-.161 * volume / (2 * walls * t60))}
}

// Response is the impulse response from one place to another at timeline.Rate, length samples of it, by the method of
// images (Allen and Berkley 1979). Sound that travels a metre directly has the amplitude 1.
func (r Room) Response(from, to Point, length int) []float64 {
	out := make([]float64, length)
	reach := float64(length) / timeline.Rate * speedOfSound
	var order [3]int
	for d := range order {
		order[d] = int(math.Ceil(reach/(2*r.Size[d]))) + 1
	}
	for x := -order[0]; x <= order[0]; x++ {
		for y := -order[1]; y <= order[1]; y++ {
			for z := -order[2]; z <= order[2]; z++ {
				for mirror := range 8 {
					r.addImage(out, from, to, [3]int{x, y, z}, mirror)
				}
			}
		}
	}
	return out
}

// addImage adds what comes from one image of the source: in the room that is cell rooms away, mirrored or not in each
// direction.
func (r Room) addImage(out []float64, from, to Point, cell [3]int, mirror int) {
	square, bounces := 0., 0
	for d := range 3 {
		m := mirror >> d & 1
		at := float64(1-2*m)*from[d] + 2*float64(cell[d])*r.Size[d]
		square += (at - to[d]) * (at - to[d])
		bounces += abs(cell[d]-m) + abs(cell[d])
	}
	distance := math.Sqrt(square)
	amplitude := math.Pow(r.Reflection, float64(bounces)) / max(distance, .1)
	addAt(out, distance/speedOfSound*timeline.Rate, amplitude)
}

// addAt adds an impulse between two samples: a short windowed sinc.
func addAt(out []float64, at, amplitude float64) {
	const half = 8
	first := int(math.Floor(at)) - half + 1
	if first >= len(out) {
		return
	}
	sine := math.Sin(math.Pi * (float64(first) - at)) // of the first; of the others but for the sign
	hann, turn := cmplx.Rect(1, math.Pi*(float64(first)-at)/half), cmplx.Rect(1, math.Pi/half)
	for i := first; i < min(first+2*half, len(out)); i++ {
		t, v := float64(i)-at, amplitude*(.5+.5*real(hann))
		if math.Abs(t) > 1e-9 {
			v *= sine / (math.Pi * t)
		}
		if i >= 0 {
			out[i] += v
		}
		hann *= turn
		sine = -sine
	}
}

func abs(x int) int { return max(x, -x) }
