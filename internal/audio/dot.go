package audio

// dotPortable is dot for machines without a version of their own. The conversion keeps the compiler from fusing
// multiplication and addition, which would round otherwise than the other versions do.
func dotPortable(x, w []float32) float32 {
	var a [lanes]float32
	x = x[:len(w)]
	for ; len(w) >= lanes && len(x) >= lanes; x, w = x[lanes:], w[lanes:] {
		for i := range a {
			a[i] += float32(x[i] * w[i])
		}
	}
	for n := lanes / 2; n > 0; n /= 2 {
		for i := range n {
			a[i] += a[i+n]
		}
	}
	return a[0]
}
