package review_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// twoHours is a session of four people and two hours: turns of 7 s in the median with pauses in them, short signals,
// overlaps, silences and a hole now and then, and a mark that the mentor took back an interruption every ten minutes.
func twoHours(b *testing.B) *record.Record {
	b.Helper()
	const hops = 2 * 3600 * timeline.Rate / timeline.HopLen
	source := rand.New(rand.NewPCG(7, 11))
	rec := scripted(b, 2*3600, "", "", "", "")
	rec.Changes = nil
	rec.Observations = make([][]vad.Observation, 4)
	for k := range rec.Observations {
		rec.Observations[k] = make([]vad.Observation, hops)
		for i := range rec.Observations[k] {
			rec.Observations[k][i] = heardHop(source, false)
		}
	}
	speak := func(who, from, length int) {
		for i := max(0, from); i < min(from+length, hops); i++ {
			rec.Observations[who][i] = heardHop(source, true)
		}
	}
	last := 0
	for at := 0; at < hops; {
		who := (last + 1 + source.IntN(3)) % 4
		at += source.IntN(30) - 8 // from an overlap to a gap of 0.7 s
		if source.IntN(12) == 0 {
			at += 100
		}
		end := at + int(220*math.Exp(.8*source.NormFloat64()))
		for ; at < end; at += 70 {
			speak(who, at, 60)
			if source.IntN(4) == 0 {
				speak(last, at+20, 12)
			}
		}
		last = who
	}
	return rec
}

// heardHop is a hop with speech or without.
func heardHop(source *rand.Rand, speech bool) vad.Observation {
	p, level := .03*source.Float64(), 110+source.IntN(8)
	if speech {
		p, level = .9+.1*source.Float64(), 50+source.IntN(20)
	}
	o := vad.Observation{Probability: vad.ProbabilityOf(p)}
	for i := range o.Levels {
		o.Levels[i] = vad.Level(level)
	}
	return o
}

// BenchmarkOpen is from a record to what the screen draws.
func BenchmarkOpen(b *testing.B) {
	rec := twoHours(b)
	b.ReportAllocs()
	for b.Loop() {
		s, err := review.New(rec)
		if err != nil {
			b.Fatal(err)
		}
		r, err := s.Compute(s.Defaults())
		if err != nil {
			b.Fatal(err)
		}
		r.View("mentor")
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/opening")
}

// BenchmarkThreshold is a threshold that was moved, up to what the screen draws: of a session with nothing corrected, and
// with a talk that is a backchannel, which takes the rules twice.
func BenchmarkThreshold(b *testing.B) {
	for _, corrected := range []bool{false, true} {
		name := "measured"
		rec := twoHours(b)
		s, err := review.New(rec)
		if err != nil {
			b.Fatal(err)
		}
		if corrected {
			name = "corrected"
			s = correctedBy(b, s)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			lapse, moments := int64(2000), 0
			for b.Loop() {
				p := s.Defaults()
				if err := p.Set("lapse", lapse); err != nil {
					b.Fatal(err)
				}
				lapse = 2000 + (lapse-1900)%3000
				r, err := s.Compute(p)
				if err != nil {
					b.Fatal(err)
				}
				moments = len(r.View("mentor").Moments)
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N), "ms/threshold")
			b.ReportMetric(float64(moments), "moments")
		})
	}
}

// correctedBy is s with its first overlap taken for a backchannel.
func correctedBy(b *testing.B, s *review.Session) *review.Session {
	b.Helper()
	r, err := s.Compute(s.Defaults())
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range r.View("mentor").Moments {
		for _, o := range m.Offers {
			if review.Kind(o.Kind) == review.BackchannelKind {
				if s, err = s.With(entry(b, 1, "mentor", review.BackchannelKind, o.Body)); err != nil {
					b.Fatal(err)
				}
				return s
			}
		}
	}
	b.Fatal("there is nothing to correct")
	return nil
}
