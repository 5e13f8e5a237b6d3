package audio

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2

// dot is the sum of the products of x and w, whose lengths must be equal and a multiple of lanes. It gives the same
// bits as dotPortable.
func dot(x, w []float32) float32 {
	if hasAVX2 {
		return dotAVX2(x, w)
	}
	return dotSSE(x, w)
}

//go:noescape
func dotAVX2(x, w []float32) float32

//go:noescape
func dotSSE(x, w []float32) float32
