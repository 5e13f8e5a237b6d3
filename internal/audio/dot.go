package audio

// dotPortable is dot for machines without a version of their own. The conversions keep the compiler from fusing
// multiplication and addition, which would round otherwise than dot does.
func dotPortable(x, w []float32) float32 {
	var a [lanes]float32
	x = x[:len(w)]
	for len(w) >= lanes && len(x) >= lanes {
		a[0] += float32(x[0] * w[0])
		a[1] += float32(x[1] * w[1])
		a[2] += float32(x[2] * w[2])
		a[3] += float32(x[3] * w[3])
		a[4] += float32(x[4] * w[4])
		a[5] += float32(x[5] * w[5])
		a[6] += float32(x[6] * w[6])
		a[7] += float32(x[7] * w[7])
		x, w = x[lanes:], w[lanes:]
	}
	return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]))
}
