package audio

// dot is the sum of the products of x and w, whose lengths must be equal and a multiple of lanes. It adds in the same
// order as dotPortable, so that both give the same bits.
//
//go:noescape
func dot(x, w []float32) float32
