package audio

import (
	"fmt"
	"math"
)

// The sample rates that can be converted, in Hz.
const (
	MinRate = 8000
	MaxRate = 192000
)

const (
	// stopBand is what the filter takes off everything that would alias, in dB. 80 is asked for; the rest is margin
	// for float32 and for the straight lines between the rows of the table.
	stopBand = 84
	// passBand is the part of the lower of both Nyquist frequencies that passes unchanged: 7 kHz at 16 kHz, the band of
	// wideband telephony (ITU-T G.722). The stop band begins at Nyquist itself, so nothing aliases, not even into the
	// transition band. A wider pass band costs time: the taps grow as the transition band shrinks.
	passBand = 0.875
	// minPhases is how many rows lie between two samples of the lower rate, at least. A straight line between rows
	// that are D radians of the highest frequency apart is wrong by D*D/8: pi/256 gives -94 dB.
	minPhases = 256
	// maxPhases bounds the table for rates that have no small common divisor; these are then reached by straight lines
	// between rows, like a rate that drifts.
	maxPhases = 1024
	// lanes is what dot sums side by side; a row is a whole number of them.
	lanes = 32
)

// Filter is the low-pass filter between two sample rates as a polyphase table: a row of taps for each of a number of
// instants between two input samples. It is read-only: the Resamplers of all channels may share one.
type Filter struct {
	from, to int
	half     int       // taps on either side of the instant of an output
	phases   int       // rows to an input sample
	rows     []float32 // phases+1 rows of 2*half taps: the last is the first of the next input sample
}

// NewFilter designs the filter that takes sound from one rate to another, both in Hz. Between equal rates it leaves
// the samples as they are, bit by bit, as long as the source does not drift. It fails for rates outside of MinRate to
// MaxRate.
func NewFilter(from, to int) (*Filter, error) {
	for _, rate := range []int{from, to} {
		if rate < MinRate || rate > MaxRate {
			return nil, fmt.Errorf("resample %d Hz to %d Hz: %d Hz is outside of %d to %d Hz", from, to, rate, MinRate, MaxRate)
		}
	}
	scale := min(1, float64(to)/float64(from)) // of the lower Nyquist frequency to the input's
	taps := kaiserTaps(stopBand, (1-passBand)/2*scale)
	half := int(math.Ceil(taps/lanes)) * lanes / 2
	f := &Filter{from: from, to: to, half: half, phases: phasesBetween(from, to, scale)}
	f.rows = make([]float32, (f.phases+1)*2*half)
	cutoff := (1 + passBand) / 4 * scale
	if from == to {
		cutoff = 0.5 // a sinc that is zero at all other samples
	}
	for p := range f.phases + 1 {
		f.design(p, cutoff)
	}
	return f, nil
}

// From is the input's nominal rate in Hz.
func (f *Filter) From() int { return f.from }

// Reach is how many input samples after its own instant an output depends on: the delay of the conversion.
func (f *Filter) Reach() int { return f.half }

// row is the taps for an output p/phases of an input sample after an input sample.
func (f *Filter) row(p int) []float32 {
	n := 2 * f.half
	return f.rows[p*n : (p+1)*n : (p+1)*n]
}

// design fills row p with a windowed sinc of unit gain at 0 Hz; cutoff is in cycles an input sample.
func (f *Filter) design(p int, cutoff float64) {
	row, beta, sum := f.row(p), kaiserBeta(stopBand), 0.0
	at := float64(f.half-1) + float64(p)/float64(f.phases) // where the output lies, in taps
	taps := make([]float64, len(row))
	for j := range taps {
		d := at - float64(j)
		taps[j] = Sinc(2*cutoff*d) * KaiserWindow(d/float64(f.half), beta)
		sum += taps[j]
	}
	for j := range taps {
		row[j] = float32(taps[j] / sum)
	}
}

// phasesBetween is how many rows an input sample is split in: so many that the outputs fall on rows exactly, where the
// rates allow it, and that straight lines between rows are good enough where they do not.
func phasesBetween(from, to int, scale float64) int {
	fine := int(math.Ceil(minPhases * scale))
	exact := to / gcd(from, to)
	if exact > maxPhases {
		return fine
	}
	return exact * ((fine + exact - 1) / exact)
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
