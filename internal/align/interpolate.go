package align

import (
	"math"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/timeline"
)

const (
	taps = 32  // of a sinc: flat to 7 kHz
	rows = 256 // to a sample; in between a straight line is good enough, at -94 dB
	// playLen is how many samples a hop is made from.
	playLen = timeline.HopLen + taps + 1
)

// sinc are the taps for an instant of so many rows after a sample: Kaiser's window with beta 7.
var sinc = func() (table [rows + 1][taps]float32) {
	const beta = 7
	for r := range table {
		sum, row := 0., [taps]float64{}
		for i := range row {
			d := float64(i-taps/2+1) - float64(r)/rows
			row[i] = audio.KaiserWindow(d/(taps/2), beta) * audio.Sinc(d)
			sum += row[i]
		}
		for i, v := range row {
			table[r][i] = float32(v / sum)
		}
	}
	return table
}()

// interpolate writes the sound that begins part of a sample after src[taps/2-1] and runs at a speed near 1.
func interpolate(dst, src []float32, part, speed float64) {
	for i := range dst {
		at := part + float64(i)*speed
		whole := int(at)
		row, between := math.Modf((at - float64(whole)) * rows)
		x := src[whole : whole+taps]
		a, b := &sinc[int(row)], &sinc[min(int(row)+1, rows)]
		ya, yb := float32(0), float32(0)
		for j, v := range x {
			ya += v * a[j]
			yb += v * b[j]
		}
		dst[i] = ya + (yb-ya)*float32(between)
	}
}
