package audio

import "math"

const (
	// resamplerBlock is how many input samples are taken in at a time, whatever the caller's portions are.
	resamplerBlock = 1024
	// maxDrift bounds how far SetRate may leave the nominal rate: clocks differ by 0.1 % at the very most, and the
	// filter's stop band would move with the rate.
	maxDrift = 0.05
	// fineBits is how finely the instant of an output is kept between two rows of the filter: after eight hours the
	// rounding of a drifting rate adds up to less than a thousandth of a sample.
	fineBits = 32
	fineUnit = 1 << fineBits
)

// Resampler converts one channel from one sample rate to another. Output n lies at the instant n/to seconds of the
// input's time: the filter's delay is taken out, so an output can only be given once Filter.Reach later samples
// are in. What comes out does not depend on the portions in which the input goes in, and nothing is allocated.
//
// The source's clock may drift: see SetRate.
type Resampler struct {
	filter *Filter
	buf    []float32 // input samples base and later, zeros before sample 0
	base   int64     // index of buf[0]
	at     int64     // the input sample at or before the next output
	phase  uint64    // how far after it, in rows, with fineBits of fraction
	unit   uint64    // an input sample in the unit of phase
	skip   int64     // from one output to the next: whole input samples,
	step   uint64    // and the rest in the unit of phase
}

// NewResampler makes a Resampler whose first output lies at the first sample that it is given.
func NewResampler(f *Filter) *Resampler {
	r := &Resampler{
		filter: f,
		buf:    make([]float32, 0, 2*f.half+resamplerBlock),
		unit:   uint64(f.phases) << fineBits,
	}
	r.SetRate(float64(f.from))
	r.Reset(0)
	return r
}

// Reset forgets the sound so far: the next sample pushed is number 0, with silence before it, and the first output lies
// at start, in input samples. A start below zero or not finite counts as zero. The rate stays as set.
func (r *Resampler) Reset(start float64) {
	if !(start >= 0) || math.IsInf(start, 0) {
		start = 0
	}
	whole := math.Floor(start)
	r.at = int64(whole)
	r.phase = min(uint64(math.Round((start-whole)*float64(r.unit))), r.unit-1)
	r.base = int64(1 - r.filter.half)
	r.buf = r.buf[:r.filter.half-1]
	clear(r.buf)
}

// SetRate tells how fast the source really runs, in its samples a second of the session's clock, from the next output
// on: 48002.4 for 48 kHz and a clock that is 50 ppm fast. The instants of the outputs stay continuous, so a change
// of some 100 ppm is not heard. A rate more than 5 % off the nominal is taken as 5 %; one that is no number as nominal.
func (r *Resampler) SetRate(hz float64) {
	f := r.filter
	ratio := hz / float64(f.from)
	if math.IsNaN(ratio) {
		ratio = 1
	}
	ratio = min(max(ratio, 1-maxDrift), 1+maxDrift)
	rows := float64(f.from) * float64(f.phases) / float64(f.to)
	step := uint64(math.Round(rows * ratio * fineUnit))
	r.skip, r.step = int64(step/r.unit), step%r.unit
}

// Next is the instant of the next output, in input samples since the start.
func (r *Resampler) Next() float64 { return float64(r.at) + float64(r.phase)/float64(r.unit) }

// MaxOutputs is the most that n further input samples can bring out, at whatever rate SetRate allows.
func (r *Resampler) MaxOutputs(n int) int {
	return int(float64(n+1)*float64(r.filter.to)/float64(r.filter.from)/(1-maxDrift)) + 1
}

// Append takes in src, appends the outputs that it makes possible to dst and returns that.
func (r *Resampler) Append(dst, src []float32) []float32 {
	for len(src) > 0 {
		r.makeRoom()
		n := min(len(src), cap(r.buf)-len(r.buf))
		r.buf = append(r.buf, src[:n]...)
		src = src[n:]
		dst = r.emit(dst)
	}
	return dst
}

// Flush appends the outputs that still lie before the end of the input, with silence after it, to dst and returns that.
// In all there are then as many as instants of outputs before the end: ceil(inputs*to/from) without drift. Only Reset
// may follow.
func (r *Resampler) Flush(dst []float32) []float32 {
	var silence [64]float32
	for n := r.filter.half; n > 0; n -= len(silence) {
		dst = r.Append(dst, silence[:min(n, len(silence))])
	}
	return dst
}

// emit appends the outputs for which all samples within reach are there.
func (r *Resampler) emit(dst []float32) []float32 {
	half := int64(r.filter.half)
	for end := r.base + int64(len(r.buf)); r.at+half < end; r.advance() {
		first := int(r.at - half + 1 - r.base)
		dst = append(dst, r.output(r.buf[first:first+2*int(half)]))
	}
	return dst
}

// output is the sound at the next output's instant; x is what lies within reach of it.
func (r *Resampler) output(x []float32) float32 {
	if r.phase == 0 && r.filter.from == r.filter.to {
		return x[r.filter.half-1] // all other taps are zero
	}
	p, fine := int(r.phase>>fineBits), r.phase&(fineUnit-1)
	y := dot(x, r.filter.row(p))
	if fine == 0 {
		return y
	}
	return y + float32((dot(x, r.filter.row(p+1))-y)*(float32(fine)/fineUnit))
}

// advance goes on to the next output.
func (r *Resampler) advance() {
	r.at += r.skip
	r.phase += r.step
	if r.phase >= r.unit {
		r.at++
		r.phase -= r.unit
	}
}

// makeRoom drops the samples before the reach of the next output once the buffer is full.
func (r *Resampler) makeRoom() {
	if len(r.buf) < cap(r.buf) {
		return
	}
	drop := int(min(r.at-int64(r.filter.half)+1-r.base, int64(len(r.buf))))
	n := copy(r.buf, r.buf[drop:])
	r.buf = r.buf[:n]
	r.base += int64(drop)
}
