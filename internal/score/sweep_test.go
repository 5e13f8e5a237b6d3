package score_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/score"
)

// grid is who speaks in each frame of 10 ms, by speaker: the plain way to do what a Tally does in a sweep.
type grid [3][]bool

func gridOf(records []rttm.Record, frames int) (g grid) {
	for k := range g {
		g[k] = make([]bool, frames)
	}
	for _, r := range records {
		for i := int(math.RoundToEven(r.Start * 100)); i < min(int(math.RoundToEven((r.Start+r.Duration)*100)), frames); i++ {
			g[r.Speaker[0]-'a'][i] = true
		}
	}
	return g
}

// near says which frames are within collar frames of an edge.
func (g grid) near(collar int) []bool {
	out := make([]bool, len(g[0]))
	for _, lane := range g {
		for i := range len(lane) + 1 {
			before, after := i > 0 && lane[i-1], i < len(lane) && lane[i]
			for j := max(i-collar, 0); before != after && j < min(i+collar, len(lane)); j++ {
				out[j] = true
			}
		}
	}
	return out
}

// lacks counts the frames that g has and h lacks, of each speaker and of overlap.
func (g grid) lacks(h grid, skip []bool) (speech, overlap int) {
	for i := range g[0] {
		inG, inH := 0, 0
		for k := range g {
			if skip[i] {
				continue
			}
			if g[k][i] {
				inG++
			}
			if h[k][i] {
				inH++
			}
			if g[k][i] && !h[k][i] {
				speech++
			}
		}
		if inG >= 2 && inH < 2 {
			overlap++
		}
	}
	return speech, overlap
}

func randomRecords(r *rand.Rand, n int) []rttm.Record {
	records := make([]rttm.Record, n)
	for i := range records {
		records[i] = rttm.Record{
			Speaker: string(rune('a' + r.IntN(3))), Start: float64(r.IntN(20000)) / 1000, Duration: float64(r.IntN(3000)) / 1000,
		}
	}
	return records
}

func TestASweepCountsWhatAGridCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		ref, hyp := randomRecords(r, r.IntN(20)), randomRecords(r, r.IntN(20))
		const frames = 2100
		collar := r.IntN(2) * 25
		g, h := gridOf(ref, frames), gridOf(hyp, frames)
		skip, nothing := g.near(collar), grid{make([]bool, frames), make([]bool, frames), make([]bool, frames)}
		talk, joint := g.lacks(nothing, skip)
		miss, jointMiss := g.lacks(h, skip)
		invented, _ := h.lacks(g, skip)
		got := compare(t, ref, hyp, score.Options{End: frames / 100, Collar: float64(collar) / 100})
		for name, want := range map[string]*float64{
			"miss": share(miss, talk), "fa": share(invented, talk), "overlap_recall": share(joint-jointMiss, joint),
		} {
			if (got[name] == nil) != (want == nil) || want != nil && math.Abs(*got[name]-*want) > 0.5001e-4 {
				t.Fatalf("%v\nagainst %v, collar %d frames: %s = %s, want %s", hyp, ref, collar, name, format(got[name]), format(want))
			}
		}
	}
}

// share is a of b, nil of nothing.
func share(a, b int) *float64 {
	if b == 0 {
		return nil
	}
	v := float64(a) / float64(b)
	return &v
}
