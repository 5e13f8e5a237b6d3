//go:build !purego

package silero

// transform is the spectrum of a hop by spectrumAVX2.
type transform struct {
	table []float32
}

// transformScratch is the memory that it works in: two times 65 complex vectors.
type transformScratch [2][points/2 + 1][2][8]float32

func newTransform() *transform { return &transform{spectrumTable()} }

func newTransformScratch() *transformScratch { return new(transformScratch) }

// magnitudes writes the magnitude spectra of the four frames in x, bin by bin.
func (t *transform) magnitudes(mag *[bins * frames]float32, z *transformScratch, x *[inputLen]float32) {
	spectrumAVX2(&mag[0], &z[0][0][0][0], &x[0], &t.table[0])
}

// spectrumTable is the constants of spectrumAVX2, in the order in which it reads them. Lanes come in two times four:
// the frames, for the even bins and then for the odd ones.
func spectrumTable() []float32 {
	t := make(laneTable, 0, 1<<13)
	t.add(1, -1)
	for n := 0; n < frameLen/2; n += 4 { // the pass of radix 2: four samples and those half a frame later
		for i := n; i < n+4; i++ {
			t.add(hann(i)/2, hann(i+frameLen/2)/2)
		}
		for k := n / 2; k < n/2+2; k++ {
			w := root(k, points)
			t.add(1, w.re)
			t.add(0, w.im)
		}
	}
	for m := points / 8; m > 1; m /= 4 { // those of radix 4, but the last, which turns nothing
		for k := range m {
			for q := 1; q < 4; q++ {
				w := root(k*q, 4*m)
				t = append(t, w.re, w.im)
			}
		}
	}
	for k := 0; k <= points/2; k += 2 { // the bins of the whole; the kernel wants conjugates
		even, odd := root(k, frameLen), root(k+1, frameLen)
		t.add(even.re, odd.re)
		t.add(-even.im, -odd.im)
	}
	return append(aligned(len(t))[:0], t...)
}

type laneTable []float32

func (t *laneTable) add(even, odd float32) {
	*t = append(*t, even, even, even, even, odd, odd, odd, odd)
}
