package audio_test

import (
	"math"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

// gainDB is the loudest sample that a tone of unit amplitude leaves, away from the edges.
func gainDB(r *audio.Resampler, hz float64, rate int) float64 {
	r.Reset(0)
	y := resampleAll(r, tone(hz, float64(rate), rate/16))
	peak := 0.0
	for _, v := range y[200 : len(y)-200] {
		peak = max(peak, math.Abs(float64(v)))
	}
	return 20 * math.Log10(peak+1e-12)
}

func TestNothingAboveNyquistComesThrough(t *testing.T) {
	for _, rate := range rates {
		if rate <= 16000 {
			continue
		}
		r, worst, at := newResampler(t, rate, 16000), math.Inf(-1), 0.0
		for hz := 8001.0; hz < float64(rate)/2; hz = hz*1.01 + 3 {
			if db := gainDB(r, hz, rate); db > worst {
				worst, at = db, hz
			}
		}
		if worst > -80 {
			t.Errorf("%d Hz: a tone of %.0f Hz aliases at %.1f dB, want at most -80", rate, at, worst)
		}
		t.Logf("%6d Hz: worst alias %.1f dB, from %.0f Hz", rate, worst, at)
	}
}

func TestNoImageAppearsAboveTheOldNyquist(t *testing.T) {
	for _, rate := range []int{8000, 11025, 12000} {
		r, worst := newResampler(t, rate, 16000), math.Inf(-1)
		for part := 0.05; part < 0.995; part += 0.03 {
			hz := part * float64(rate) / 2
			r.Reset(0)
			y := resampleAll(r, tone(hz, float64(rate), rate))[1000:15000]
			worst = max(worst, residueDB(y, hz))
		}
		if worst > -80 {
			t.Errorf("%d Hz: images of a tone at %.1f dB, want at most -80", rate, worst)
		}
		t.Logf("%6d Hz: worst image %.1f dB", rate, worst)
	}
}

// fitTone is what of y, at 16 kHz, is a sine and a cosine at hz, by least squares.
func fitTone(y []float32, hz float64) (sine, cosine float64) {
	var ss, sc, cc, ys, yc float64
	for i, v := range y {
		s, c := math.Sincos(2 * math.Pi * hz * float64(i) / 16000)
		ss, sc, cc = ss+s*s, sc+s*c, cc+c*c
		ys, yc = ys+float64(v)*s, yc+float64(v)*c
	}
	det := ss*cc - sc*sc
	return (ys*cc - yc*sc) / det, (yc*ss - ys*sc) / det
}

// residueDB is the power of what is left of y without its part at hz, in dB of a full-scale sine.
func residueDB(y []float32, hz float64) float64 {
	sine, cosine := fitTone(y, hz)
	sum := 0.0
	for i, v := range y {
		s, c := math.Sincos(2 * math.Pi * hz * float64(i) / 16000)
		d := float64(v) - sine*s - cosine*c
		sum += d * d
	}
	return 10 * math.Log10(2*sum/float64(len(y))+1e-20)
}

func TestThePassBandIsFlat(t *testing.T) {
	for _, rate := range rates {
		r, worst := newResampler(t, rate, 16000), 0.0
		edge := 0.875 * float64(min(rate, 16000)) / 2
		for hz := 37.0; hz <= edge; hz += 323 {
			n := rate / 8
			r.Reset(0)
			y := resampleAll(r, tone(hz, float64(rate), n))
			gain := math.Hypot(fitTone(y[400:len(y)-400], hz))
			worst = max(worst, math.Abs(20*math.Log10(gain)))
		}
		if worst > 0.001 {
			t.Errorf("%d Hz: ripple %.5f dB up to %.0f Hz, want at most 0.001", rate, worst, edge)
		}
		t.Logf("%6d Hz: ripple %.5f dB up to %.0f Hz", rate, worst, edge)
	}
}

func TestRatesOutsideTheLimitsAreRefused(t *testing.T) {
	for _, rate := range [][2]int{{7999, 16000}, {16000, 192001}, {0, 16000}, {-48000, 16000}, {16000, 0}} {
		if _, err := audio.NewFilter(rate[0], rate[1]); err == nil {
			t.Errorf("NewFilter(%d, %d): no error", rate[0], rate[1])
		}
	}
}

func TestTheDelayIsAFewMilliseconds(t *testing.T) {
	for _, rate := range rates {
		f, err := audio.NewFilter(rate, 16000)
		if err != nil {
			t.Fatal(err)
		}
		if ms := float64(f.Reach()) / float64(rate) * 1000; ms > 8 {
			t.Errorf("%d Hz: outputs wait %.1f ms for their input, want at most 8", rate, ms)
		}
	}
}
