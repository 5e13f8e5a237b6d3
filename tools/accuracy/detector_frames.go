package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// frameTable prints the agreement of 10 ms frames: of the probability, each hop's spread over the stretch that it
// speaks of and, to compare, over the hop itself; and of the segments.
func frameTable(t table, clips []clip) {
	t.row("10 ms frames of labelled clips\tprecision\trecall\tF1\tROC-AUC")
	var late, dated, segments agreement
	for i := range clips {
		c := &clips[i]
		truth := frames(c.speech, c.end)
		late.addProbabilities(c, truth, 0)
		dated.addProbabilities(c, truth, vad.BackDate)
		segments.add(truth, frames(c.found, c.end))
	}
	for _, row := range []struct {
		name string
		a    agreement
	}{
		{"probability from .5, not dated back", late},
		{"probability from .5", dated},
		{"segments", segments},
	} {
		auc := ""
		if area, ok := row.a.auc(); ok {
			auc = fmt.Sprintf("%.4f", area)
		}
		t.row("%s\t%.3f\t%.3f\t%.4f\t%s", row.name, row.a.precision(), row.a.recall(), row.a.f1(), auc)
	}
}

// agreement counts frames.
type agreement struct {
	hit, miss, invented int
	scores              [2][]vad.Probability // of frames without and with speech
}

func (a *agreement) add(truth, found []bool) {
	for i, y := range truth {
		switch {
		case y && found[i]:
			a.hit++
		case y:
			a.miss++
		case found[i]:
			a.invented++
		}
	}
}

// addProbabilities counts a frame as found when the hop that speaks of it, lag later, is at least half likely.
func (a *agreement) addProbabilities(c *clip, truth []bool, lag timeline.Position) {
	observed := c.observed
	found := make([]bool, len(truth))
	for i, y := range truth {
		hop := (timeline.Position(i)*grid + grid/2 + lag) / timeline.HopLen
		p := observed[min(hop, timeline.Position(len(observed))-1)].Probability
		found[i] = p.Float() >= .5
		side := 0
		if y {
			side = 1
		}
		a.scores[side] = append(a.scores[side], p)
	}
	a.add(truth, found)
}

func (a *agreement) precision() float64 { return ratio(a.hit, a.hit+a.invented) }
func (a *agreement) recall() float64    { return ratio(a.hit, a.hit+a.miss) }
func (a *agreement) f1() float64        { return ratio(2*a.hit, 2*a.hit+a.invented+a.miss) }

func ratio(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// auc is the area under the ROC curve: how often a frame with speech has a higher score than one without, a tie
// counting half. There is none without scores of both.
func (a *agreement) auc() (float64, bool) {
	without, with := slices.Clone(a.scores[0]), a.scores[1]
	if len(without) == 0 || len(with) == 0 {
		return 0, false
	}
	slices.Sort(without)
	below := 0 // twice the number of pairs
	for _, p := range with {
		lower, _ := slices.BinarySearch(without, p)
		upper, _ := slices.BinarySearchFunc(without, p, func(e, t vad.Probability) int {
			if e <= t {
				return -1
			}
			return cmp.Compare(e, t)
		})
		below += lower + upper
	}
	return float64(below) / 2 / float64(len(without)) / float64(len(with)), true
}
