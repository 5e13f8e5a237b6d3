//go:build !race

package bleed

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// The separation as it is written down, one bin after the other in double precision and without any concern for speed:
// what the Separator is held to. Nothing is left out and nobody is silent for long.

// plainSeparate separates whole recordings of n channels.
func plainSeparate(x [][]float32) [][]float64 {
	n, length := len(x), len(x[0])
	fft := fourier.NewFFT(frameLen)
	iva, first, second := newPlainIVA(n), newPlainCanceller(n), newPlainCanceller(n)
	y := make([][]float64, n)
	for k := range y {
		y[k] = make([]float64, length+2*frameLen)
	}
	wave := make([]float64, frameLen)
	for end := step; end < length+frameLen; end += step { // frames that end here
		frame := make([][]complex128, n)
		for k := range n {
			for i := range wave {
				wave[i] = 0
				if p := end - frameLen + i; p >= 0 && p < length {
					wave[i] = float64(x[k][p]) * plainWindow(i)
				}
			}
			frame[k] = fft.Coefficients(nil, wave)
		}
		own := second.step(frame, first.step(frame, iva.step(frame)))
		for k := range n {
			for i, v := range fft.Sequence(wave, own[k]) {
				y[k][end+i] += v * plainWindow(i) / (2 * frameLen)
			}
		}
	}
	for k := range y {
		y[k] = y[k][frameLen:][:length]
	}
	return y
}

func plainWindow(i int) float64 { return math.Sqrt(.5 - .5*math.Cos(2*math.Pi*float64(i)/frameLen)) }

func plainPower(x []complex128) float64 {
	sum := 1e-12
	for _, v := range x[bandFirst:bandEnd] {
		sum += (real(v)*real(v) + imag(v)*imag(v)) / (bandEnd - bandFirst)
	}
	return sum
}

// plainMatrix is a square matrix, by rows.
type plainMatrix [][]complex128

func newPlainMatrix(n int, diagonal complex128) plainMatrix {
	m := make(plainMatrix, n)
	for i := range m {
		m[i] = make([]complex128, n)
		m[i][i] = diagonal
	}
	return m
}

// column is column k of the inverse, by elimination with pivots.
func (m plainMatrix) column(k int) []complex128 {
	n := len(m)
	a := newPlainMatrix(n+1, 0)
	for i := range n {
		copy(a[i], m[i])
	}
	a[k][n] = 1
	for c := range n {
		best := c
		for i := c + 1; i < n; i++ {
			if cmplx.Abs(a[i][c]) > cmplx.Abs(a[best][c]) {
				best = i
			}
		}
		a[c], a[best] = a[best], a[c]
		for i := range n {
			if f := a[i][c] / a[c][c]; i != c {
				for j := c; j <= n; j++ {
					a[i][j] -= f * a[c][j]
				}
			}
		}
	}
	x := make([]complex128, n)
	for i := range x {
		x[i] = a[i][n] / a[i][i]
	}
	return x
}

type plainIVA struct {
	n     int
	w     []plainMatrix   // of each bin
	v     [][]plainMatrix // of each bin and channel
	begun bool
}

func newPlainIVA(n int) *plainIVA {
	s := &plainIVA{n: n, w: make([]plainMatrix, bins), v: make([][]plainMatrix, bins)}
	for f := range bins {
		s.w[f] = newPlainMatrix(n, 1)
		for range n {
			s.v[f] = append(s.v[f], newPlainMatrix(n, 1))
		}
	}
	return s
}

// apply is W x.
func (s *plainIVA) apply(x [][]complex128) [][]complex128 {
	y := make([][]complex128, s.n)
	for k := range y {
		y[k] = make([]complex128, bins)
		for f := range bins {
			for j, w := range s.w[f][k] {
				y[k][f] += w * x[j][f]
			}
		}
	}
	return y
}

func (s *plainIVA) step(x [][]complex128) [][]complex128 {
	for k, y := range s.apply(x) {
		for f := range bins {
			s.learn(f, k, x, math.Sqrt(plainPower(y)))
		}
	}
	s.begun = true
	y := s.apply(x)
	for k := range y {
		for f := range bins {
			y[k][f] *= s.w[f].column(k)[k]
		}
	}
	return y
}

func (s *plainIVA) learn(f, k int, x [][]complex128, r float64) {
	v, a, b := s.v[f][k], complex(1, 0), complex(1/r, 0)
	if s.begun {
		a, b = .998, .002*b
	}
	m := newPlainMatrix(s.n, 1e-9) // to be W V
	for i := range v {
		for j := range v {
			v[i][j] = a*v[i][j] + b*x[i][f]*cmplx.Conj(x[j][f])
			for q := range v {
				m[q][j] += s.w[f][q][i] * v[i][j]
			}
		}
	}
	w, norm := m.column(k), 0.
	for i := range v {
		for j := range v {
			norm += real(cmplx.Conj(w[i]) * v[i][j] * w[j])
		}
	}
	for j := range w {
		s.w[f][k][j] = cmplx.Conj(w[j]) / complex(math.Sqrt(max(norm, 1e-20)), 0)
	}
}

type plainCanceller struct {
	n, taps int
	past    [][][]complex128 // of each frame back, channel and bin
	h       [][][]complex128 // of each channel and bin
	p       [][]plainMatrix  // likewise
}

func newPlainCanceller(n int) *plainCanceller {
	c := &plainCanceller{n: n, taps: tapsFor(n)}
	depth := (n - 1) * c.taps
	for range n {
		h, p := make([][]complex128, bins), make([]plainMatrix, bins)
		for f := range bins {
			h[f], p[f] = make([]complex128, depth), newPlainMatrix(depth, 100)
		}
		c.h, c.p = append(c.h, h), append(c.p, p)
	}
	return c
}

func (c *plainCanceller) step(x, ref [][]complex128) [][]complex128 {
	c.past = append([][][]complex128{ref}, c.past...)
	c.past = c.past[:min(len(c.past), c.taps)]
	y := make([][]complex128, c.n)
	for k := range y {
		y[k] = make([]complex128, bins)
		for f := range bins {
			y[k][f] = x[k][f] - plainInner(c.h[k][f], c.others(k, f))
		}
		r := plainPower(y[k])
		for f := range bins {
			u := c.others(k, f)
			c.learn(k, f, u, y[k][f], r)
			y[k][f] = x[k][f] - plainInner(c.h[k][f], u)
		}
	}
	return y
}

// others is the last frames of all channels but k.
func (c *plainCanceller) others(k, f int) []complex128 {
	u := make([]complex128, 0, len(c.h[k][f]))
	for _, frame := range c.past {
		for j := range frame {
			if j != k {
				u = append(u, frame[j][f])
			}
		}
	}
	return u[:len(c.h[k][f])*len(c.past)/c.taps]
}

func (c *plainCanceller) learn(k, f int, u []complex128, e complex128, r float64) {
	p, h := c.p[k][f], c.h[k][f]
	g := make([]complex128, len(h))
	for i := range g {
		for j := range u {
			g[i] += p[i][j] * u[j]
		}
	}
	weight, trace := complex(1/(.998*r+real(plainInner(u, g))), 0), 0.
	for i := range g {
		h[i] += g[i] * cmplx.Conj(e) * weight
	}
	for i := range g {
		for j := range i + 1 {
			p[i][j] = (p[i][j] - g[i]*cmplx.Conj(g[j])*weight) * (1 / .998)
			p[j][i] = cmplx.Conj(p[i][j])
		}
		p[i][i] = complex(real(p[i][i]), 0)
		trace += real(p[i][i])
	}
	limit := 100 * float64(len(h))
	if trace <= limit {
		return
	}
	for i := range g {
		for j := range g {
			p[i][j] *= complex(limit/trace, 0)
		}
	}
}

// plainInner is a^H b, as far as both go.
func plainInner(a, b []complex128) (sum complex128) {
	for i := range min(len(a), len(b)) {
		sum += cmplx.Conj(a[i]) * b[i]
	}
	return sum
}
