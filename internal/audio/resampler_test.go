package audio_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/audio"
)

// rates are those that recorders and devices use, one that shares no useful divisor with 16 kHz, and the limits.
var rates = []int{8000, 11025, 16000, 22050, 24000, 32000, 37800, 44056, 44100, 48000, 88200, 96000, 192000}

func newResampler(t testing.TB, from, to int) *audio.Resampler {
	t.Helper()
	f, err := audio.NewFilter(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return audio.NewResampler(f)
}

// tone is n samples of a sine of unit amplitude.
func tone(hz, rate float64, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(2 * math.Pi * hz * float64(i) / rate))
	}
	return x
}

func noise(n int) []float32 {
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]float32, n)
	for i := range x {
		x[i] = r.Float32()*2 - 1
	}
	return x
}

func resampleAll(r *audio.Resampler, x []float32) []float32 { return r.Flush(r.Append(nil, x)) }

// worstDB is the largest difference of got and want in dB below full scale.
func worstDB(got, want []float32) float64 {
	worst := 0.0
	for i := range got {
		worst = max(worst, math.Abs(float64(got[i]-want[i])))
	}
	return 20 * math.Log10(worst+1e-12)
}

func TestAnOutputLiesAtItsInstantOfTheInput(t *testing.T) {
	for _, rate := range rates {
		for _, to := range []int{16000, 44100} {
			r := newResampler(t, rate, to)
			const edge = 500 // where the silence before and after is within reach
			for _, part := range []float64{0.01, 0.3, 0.87} {
				hz := part * float64(min(rate, to)) / 2
				r.Reset(0)
				got := resampleAll(r, tone(hz, float64(rate), rate/4))
				want := tone(hz, float64(to), len(got))
				if db := worstDB(got[edge:len(got)-edge], want[edge:]); db > -80 {
					t.Errorf("%d to %d Hz: a tone of %.0f Hz is off by %.1f dB, want at most -80", rate, to, hz, db)
				}
			}
		}
	}
}

func TestThereAreAsManyOutputsAsInstantsBeforeTheEnd(t *testing.T) {
	for _, rate := range rates {
		r := newResampler(t, rate, 16000)
		for _, n := range []int{0, 1, 2, 3, 511, 1024, 5000} {
			r.Reset(0)
			want := (n*16000 + rate - 1) / rate
			if got := len(resampleAll(r, make([]float32, n))); got != want {
				t.Errorf("%d samples at %d Hz give %d, want %d", n, rate, got, want)
			}
		}
	}
}

func TestPortionsDoNotChangeTheOutput(t *testing.T) {
	x := noise(6000)
	for _, rate := range rates {
		r := newResampler(t, rate, 16000)
		r.SetRate(float64(rate) * 1.0001)
		want := resampleAll(r, x)
		for _, portion := range []int{1, 7, 1024, 4999} {
			r.Reset(0)
			var got []float32
			for p := range slices.Chunk(x, portion) {
				got = r.Append(got, p)
			}
			if got = r.Flush(got); !slices.Equal(got, want) {
				t.Errorf("%d Hz in portions of %d: the output differs from that of all at once", rate, portion)
			}
		}
	}
}

func TestEqualRatesLeaveEveryBit(t *testing.T) {
	x := noise(5000)
	if got := resampleAll(newResampler(t, 16000, 16000), x); !slices.Equal(got, x) {
		t.Error("16 kHz to 16 kHz changed the samples")
	}
}

func TestADriftingClockIsFollowed(t *testing.T) {
	for _, rate := range []int{8000, 16000, 44100, 48000} {
		for _, ppm := range []float64{-1000, -50, 20, 1000} {
			hz, r := float64(rate)*(1+ppm*1e-6), newResampler(t, rate, 16000)
			r.SetRate(hz)
			got := r.Append(nil, tone(3500, hz, rate))
			if db := worstDB(got[200:], tone(3500, 16000, len(got))[200:]); db > -80 {
				t.Errorf("%d Hz, %g ppm: off by %.1f dB, want at most -80", rate, ppm, db)
			}
		}
	}
}

func TestAChangeOfRateDoesNotClick(t *testing.T) {
	const rate, hz = 48000, 3000
	x, r := tone(hz, rate, rate), newResampler(t, rate, 16000)
	rnd := rand.New(rand.NewPCG(3, 4))
	var got, want, y []float32
	for p := range slices.Chunk(x, 480) {
		next := r.Next()
		y = r.Append(y[:0], p)
		for i := range y { // the rate is constant within a portion
			at := next + (r.Next()-next)*float64(i)/float64(len(y))
			want = append(want, float32(math.Sin(2*math.Pi*hz*at/rate)))
		}
		got = append(got, y...)
		r.SetRate(rate * (1 + (rnd.Float64()*2-1)*1e-3))
	}
	if db := worstDB(got[200:], want[200:]); db > -80 {
		t.Errorf("the rate changed by up to 1000 ppm each 10 ms: off by %.1f dB, want at most -80", db)
	}
}

func TestPositionsStayExactForHours(t *testing.T) {
	const rate, ppm, seconds = 44100, 37, 60
	for _, drift := range []float64{1, 1 + ppm*1e-6} {
		r := newResampler(t, rate, 16000)
		r.SetRate(rate * drift)
		x, n := make([]float32, rate), 0
		var y []float32
		for range seconds {
			y = r.Append(y[:0], x)
			n += len(y)
		}
		want := float64(n) * rate * drift / 16000
		if got := r.Next(); math.Abs(got-want) > 2e-6 { // in eight hours a thousandth of a sample
			t.Errorf("drift %g: after %d outputs the next lies at %f, want %f", drift, n, got, want)
		}
	}
}

func TestTheFirstOutputMayLieLater(t *testing.T) {
	for _, start := range []float64{0, 0.25, 3.5, 5000.125} {
		r := newResampler(t, 48000, 16000)
		r.Reset(start)
		got := r.Append(nil, tone(400, 48000, 12000))[200:]
		want := make([]float32, len(got))
		for i := range want {
			want[i] = float32(math.Sin(2 * math.Pi * 400 * (start + 3*float64(i+200)) / 48000))
		}
		if db := worstDB(got, want); db > -80 {
			t.Errorf("start at %g: off by %.1f dB, want at most -80", start, db)
		}
	}
}

func TestAClickStaysWhereItWas(t *testing.T) {
	for _, rate := range rates {
		x := make([]float32, rate/2)
		x[rate/4] = 1
		y, moment, sum := resampleAll(newResampler(t, rate, 16000), x), 0.0, 0.0
		for i, v := range y {
			moment, sum = moment+float64(i)*float64(v), sum+float64(v)
		}
		want := float64(rate/4) / float64(rate) * 16000
		if got := moment / sum; math.Abs(got-want) > 1e-3 {
			t.Errorf("%d Hz: a click at %.4f comes out around %.4f", rate, want, got)
		}
		if gain := sum * float64(rate) / 16000; math.Abs(gain-1) > 1e-4 {
			t.Errorf("%d Hz: a click has %.5f of its strength, want 1", rate, gain)
		}
	}
}

func TestAConstantStaysWhatItIs(t *testing.T) {
	for _, rate := range rates {
		x := make([]float32, rate/4)
		for i := range x {
			x[i] = 0.5
		}
		r := newResampler(t, rate, 16000)
		r.SetRate(float64(rate) * 1.0003)
		for i, v := range r.Append(nil, x)[200:] {
			if math.Abs(float64(v)-0.5) > 1e-5 {
				t.Errorf("%d Hz: output %d of 0.5 is %g", rate, i+200, v)
				break
			}
		}
	}
}

func TestResetForgetsTheSound(t *testing.T) {
	x, r := noise(3000), newResampler(t, 44100, 16000)
	want := resampleAll(r, x)
	r.Reset(0)
	if got := resampleAll(r, x); !slices.Equal(got, want) {
		t.Error("a Resampler that was reset differs from a new one")
	}
}

func TestNonsenseDoesNotHarmAResampler(t *testing.T) {
	r := newResampler(t, 48000, 16000)
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 0, 1e300} {
		r.SetRate(v)
		if n := len(r.Append(nil, make([]float32, 48000))); n < 15000 || n > 17000 {
			t.Errorf("SetRate(%g): %d outputs of a second, want 5 %% more or less than 16000 at most", v, n)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1} {
		if r.Reset(v); r.Next() != 0 {
			t.Errorf("Reset(%g): the first output lies at %g, want 0", v, r.Next())
		}
	}
}

func TestOutputsFitInWhatMaxOutputsTells(t *testing.T) {
	for _, rate := range rates {
		r := newResampler(t, rate, 16000)
		r.SetRate(float64(rate) * 0.95)
		for _, n := range []int{1, 100, 960, 3000} {
			for range 50 {
				limit := r.MaxOutputs(n)
				if got := len(r.Append(nil, make([]float32, n))); got > limit {
					t.Fatalf("%d samples at %d Hz gave %d, more than MaxOutputs = %d", n, rate, got, limit)
				}
			}
		}
	}
}

func TestResamplingDoesNotAllocate(t *testing.T) {
	r, x := newResampler(t, 44100, 16000), make([]float32, 882)
	y := make([]float32, 0, r.MaxOutputs(len(x)))
	if n := testing.AllocsPerRun(100, func() { y = r.Append(y[:0], x) }); n != 0 {
		t.Errorf("a frame costs %g allocations, want 0", n)
	}
}

func BenchmarkResampler(b *testing.B) {
	for _, drift := range []string{"", "/drifting"} {
		for _, rate := range []int{8000, 16000, 32000, 44100, 48000, 96000, 192000} {
			b.Run(fmt.Sprintf("%d%s", rate, drift), func(b *testing.B) {
				r, x := newResampler(b, rate, 16000), noise(rate/50)
				if drift != "" {
					r.SetRate(float64(rate) * 1.00005)
				}
				y := make([]float32, 0, r.MaxOutputs(len(x)))
				b.ReportAllocs()
				for b.Loop() {
					y = r.Append(y[:0], x)
				}
				b.ReportMetric(float64(b.N)/50/b.Elapsed().Seconds(), "x-realtime")
			})
		}
	}
}
