package main

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// edgeReach is how far apart a labelled and a found edge can be and still be the same.
const edgeReach = 500 * timeline.Millisecond

// edgeTable prints how far the segments' edges are from those of the references: of clips that are labelled by hand, and
// of conversations.
func edgeTable(t table, clips []clip, talk []talk) {
	t.row("edges of segments, ms\tlabels\tfound\tmatched\tmedian |error|\t75 %%\tmedian error")
	edgeRows(t, "labelled clips", clips)
	for _, kind := range []int{syntheticTalk, meetingTalk} {
		edgeRows(t, talk[kind].name, talk[kind].clips())
	}
}

func edgeRows(t table, name string, clips []clip) {
	compareEdges(clips, onset).print(t, name+": onsets")
	compareEdges(clips, offset).print(t, "offsets")
}

func onset(s timeline.Span) timeline.Position  { return s.Start }
func offset(s timeline.Span) timeline.Position { return s.End }

// edgeAgreement is how many edges there are, and how far those that match are from the labels.
type edgeAgreement struct {
	labels, found int
	errors        []timeline.Position
}

func compareEdges(clips []clip, of func(timeline.Span) timeline.Position) edgeAgreement {
	var a edgeAgreement
	for i := range clips {
		c := &clips[i]
		want, got := c.edges(c.speech, of), c.edges(c.found, of)
		a.labels, a.found = a.labels+len(want), a.found+len(got)
		a.errors = append(a.errors, edgeErrors(want, got)...)
	}
	return a
}

// size is the error that a share q of the matching edges does not exceed.
func (a edgeAgreement) size(q float64) timeline.Position {
	sizes := make([]timeline.Position, len(a.errors))
	for i, e := range a.errors {
		sizes[i] = max(e, -e)
	}
	return quantile(sizes, q)
}

func (a edgeAgreement) print(t table, name string) {
	t.row("%s\t%d\t%d\t%d\t%d\t%d\t%+d", name, a.labels, a.found, len(a.errors),
		a.size(.5).Milliseconds(), a.size(.75).Milliseconds(), quantile(a.errors, .5).Milliseconds())
}

// edges are the edges of spans but for those that are the clip's own.
func (c *clip) edges(spans []timeline.Span, of func(timeline.Span) timeline.Position) []timeline.Position {
	const margin = 20 * timeline.Millisecond
	var at []timeline.Position
	for _, s := range spans {
		if e := of(s); e > margin && e < c.end-margin {
			at = append(at, e)
		}
	}
	return at
}

// edgeErrors are the distances from each wanted edge to the edge found nearest, where each is the other's nearest.
func edgeErrors(want, got []timeline.Position) []timeline.Position {
	var errors []timeline.Position
	for i, w := range want {
		k, ok := nearest(got, w)
		if !ok {
			continue
		}
		if back, _ := nearest(want, got[k]); back == i && max(got[k]-w, w-got[k]) <= edgeReach {
			errors = append(errors, got[k]-w)
		}
	}
	return errors
}

// nearest is the index of the value in at that is nearest to p; false when there is none.
func nearest(at []timeline.Position, p timeline.Position) (int, bool) {
	best := -1
	for i, x := range at {
		if best < 0 || max(x-p, p-x) < max(at[best]-p, p-at[best]) {
			best = i
		}
	}
	return best, best >= 0
}

// quantile is the value that a share q of values is not above; zero for none.
func quantile(values []timeline.Position, q float64) timeline.Position {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
