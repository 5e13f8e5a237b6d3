package silero

import "math"

// The spectrum of a hop is four frames of 256 samples, 128 apart, in 129 bins each. The frames are transformed
// side by side, as the lanes of a quad: a real transform of 256 points is a complex one of 128 points over
// the even and odd samples, done in a pass of radix 2 and three of radix 4.
const (
	frames    = 4
	frameLen  = 256
	frameStep = 128
	bins      = frameLen/2 + 1
	points    = frameLen / 2
)

// quad is a complex number a frame.
type quad struct {
	re, im [frames]float32
}

// twiddle is a root of unity.
type twiddle struct {
	re, im float32
}

// fft holds the tables of the transform. It is read-only.
type fft struct {
	window [frameLen]float32 // periodic Hann
	order  [points]uint8     // which input goes to a place before the first pass
	stages [3][]twiddle      // three a butterfly, for the passes of radix 4
	split  [points/2 + 1]twiddle
}

func newFFT() *fft {
	f := new(fft)
	for n := range f.window {
		f.window[n] = hann(n)
	}
	for n := range f.order {
		f.order[n] = reversed(n)
	}
	for s := range f.stages {
		m := 2 << (2 * s) // length of what the pass before has made: 2, 8, 32
		for k := range m {
			for q := 1; q < 4; q++ {
				f.stages[s] = append(f.stages[s], root(k*q, 4*m))
			}
		}
	}
	for k := range f.split {
		f.split[k] = root(k, frameLen)
	}
	return f
}

// hann is the periodic window.
func hann(n int) float32 { return float32(.5 - .5*math.Cos(2*math.Pi*float64(n)/frameLen)) }

// root is exp(-2 pi i k/n).
func root(k, n int) twiddle {
	sin, cos := math.Sincos(-2 * math.Pi * float64(k) / float64(n))
	return twiddle{float32(cos), float32(sin)}
}

// reversed turns place n, read with the digits of radix 4, 4, 4, 2 from the top, into the index of its input.
func reversed(n int) uint8 {
	a, b, c, d := n>>5, n>>3&3, n>>1&3, n&1
	return uint8(a + 4*b + 16*c + 64*d)
}

// magnitudes writes the magnitude spectra of the four frames in x.
func (f *fft) magnitudes(mag *[bins][frames]float32, z *[points]quad, x *[inputLen]float32) {
	f.load(z, x)
	for s, m := 0, 2; s < len(f.stages); s, m = s+1, 4*m {
		pass4(z, f.stages[s], m)
	}
	f.unpack(mag, z)
}

// load windows x and does the pass of radix 2.
func (f *fft) load(z *[points]quad, x *[inputLen]float32) {
	for i := 0; i < points; i += 2 {
		n := 2 * (int(f.order[i]) & (points/2 - 1)) // the other of the pair is half a frame later
		w0, w1 := f.window[n], f.window[n+1]
		v0, v1 := f.window[n+frameLen/2], f.window[n+1+frameLen/2]
		a, b := &z[i], &z[i+1]
		for t := range frames {
			p := x[n+t*frameStep:][: frameLen/2+2 : frameLen/2+2]
			r0, i0 := w0*p[0], w1*p[1]
			r1, i1 := v0*p[frameLen/2], v1*p[frameLen/2+1]
			a.re[t], a.im[t] = r0+r1, i0+i1
			b.re[t], b.im[t] = r0-r1, i0-i1
		}
	}
}

// pass4 joins transforms of length m, four by four.
func pass4(z *[points]quad, tw []twiddle, m int) {
	for k := range m {
		w1, w2, w3 := tw[3*k], tw[3*k+1], tw[3*k+2]
		for base := k; base < points; base += 4 * m {
			butterfly(&z[base], &z[base+m], &z[base+2*m], &z[base+3*m], w1, w2, w3)
		}
	}
}

// butterfly is a transform of four points, of which the last three are turned by w1, w2 and w3 first.
func butterfly(a, b, c, d *quad, w1, w2, w3 twiddle) {
	for t := range frames {
		br, bi := b.re[t]*w1.re-b.im[t]*w1.im, b.re[t]*w1.im+b.im[t]*w1.re
		cr, ci := c.re[t]*w2.re-c.im[t]*w2.im, c.re[t]*w2.im+c.im[t]*w2.re
		dr, di := d.re[t]*w3.re-d.im[t]*w3.im, d.re[t]*w3.im+d.im[t]*w3.re
		pr, pi := a.re[t]+cr, a.im[t]+ci
		qr, qi := a.re[t]-cr, a.im[t]-ci
		rr, ri := br+dr, bi+di
		sr, si := br-dr, bi-di
		a.re[t], a.im[t] = pr+rr, pi+ri
		b.re[t], b.im[t] = qr+si, qi-sr
		c.re[t], c.im[t] = pr-rr, pi-ri
		d.re[t], d.im[t] = qr-si, qi+sr
	}
}

// unpack takes the spectra of the even and odd samples apart and joins them to the magnitudes of the whole.
func (f *fft) unpack(mag *[bins][frames]float32, z *[points]quad) {
	for k := range f.split {
		w := f.split[k]
		a, b := &z[k], &z[(points-k)%points]
		lo, hi := &mag[k], &mag[points-k]
		for t := range frames {
			er, ei := (a.re[t]+b.re[t])/2, (a.im[t]-b.im[t])/2
			or, oi := (a.im[t]+b.im[t])/2, (b.re[t]-a.re[t])/2
			tr, ti := or*w.re-oi*w.im, or*w.im+oi*w.re
			lo[t] = hypot(er+tr, ei+ti)
			hi[t] = hypot(er-tr, ei-ti)
		}
	}
}

func hypot(x, y float32) float32 { return float32(math.Sqrt(float64(x*x + y*y))) }
