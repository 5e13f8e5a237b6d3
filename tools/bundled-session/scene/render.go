package scene

import (
	"cmp"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

func sortSpans(spans []timeline.Span) {
	slices.SortFunc(spans, func(a, b timeline.Span) int { return cmp.Compare(a.Start, b.Start) })
}

// Render is the dry speech of both speakers, from -1 to 1 at timeline.Rate and of the same length: no room, no noise,
// nothing of the other. What the rooms and microphones add is added to copies of it.
func (s *Scene) Render() [2][]float32 {
	var dry [2][]float32
	for ch := range dry {
		dry[ch] = make([]float32, s.End)
	}
	for _, t := range s.Takes {
		mix(dry[t.Speaker()], t.PCM, t.Onset+t.Start)
	}
	return dry
}

// mix adds pcm to out from at on; what lies outside is lost.
func mix(out, pcm []float32, at timeline.Position) {
	for i, x := range pcm {
		if p := at + timeline.Position(i); p >= 0 && p < timeline.Position(len(out)) {
			out[p] += x
		}
	}
}
