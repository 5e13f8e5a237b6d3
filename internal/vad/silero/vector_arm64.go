//go:build !purego

package silero

import (
	"unsafe"

	"github.com/evenkeel/monitor/internal/timeline"
)

// kernelSets are those that this machine can run. NEON is in every processor of this kind. The kernels are those of
// the layers, where nine tenths of the time go; the rest is in plain Go.
func kernelSets() []*kernelSet { return []*kernelSet{&neon} }

var neon = kernelSet{
	name:  "neon",
	conv1: []groupKernel{{1, conv1Of1NEON}},
	conv2: []groupKernel{{1, conv2Of1NEON}},
	dense: []groupKernel{{1, denseOf1NEON}},
}

func tameVector(hop, pcm *[timeline.HopLen]float32) { tame(hop, pcm) }

// advanceVector takes one step of the recurrent layer and returns its answer.
func (s *State) advanceVector(g *[gates]float32, weights []float32) float32 {
	s.advance(g)
	return s.answer(weights)
}

// transform is the spectrum of a hop.
type transform struct{ fft *fft }

// transformScratch is the memory that it works in.
type transformScratch [points]quad

func newTransform() *transform { return &transform{newFFT()} }

func newTransformScratch() *transformScratch { return new(transformScratch) }

// magnitudes writes the magnitude spectra of the four frames in x, bin by bin.
func (t *transform) magnitudes(mag *[bins * frames]float32, z *transformScratch, x *[inputLen]float32) {
	t.fft.magnitudes((*[bins][frames]float32)(unsafe.Pointer(mag)), (*[points]quad)(z), x)
}
