package main

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/tools/bundled-session/scene"
)

// unplanned names the lines that do not make the fact that the plan asks of them, and the facts that no line was to
// make. Turns are not asked for: they follow.
func unplanned(takes []scene.Take, facts []turns.Reading) []string {
	var out []string
	left := map[key]turns.Reading{}
	for _, r := range facts {
		if r.Kind != turns.Turn {
			left[keyOf(r)] = r
		}
	}
	for i, t := range takes {
		kind, ok := t.As.Reading()
		if !ok {
			continue
		}
		k := key{kind, t.Speaker(), int64(t.Onset)}
		if _, made := left[k]; !made {
			out = append(out, fmt.Sprintf("line %d (%.24q) at %.2f s makes no %s", i+1, t.Text(), t.Onset.Seconds(), kind))
		}
		delete(left, k)
	}
	for _, r := range facts {
		if _, unasked := left[keyOf(r)]; unasked && r.Kind != turns.Turn {
			out = append(out, fmt.Sprintf("nobody asked for the %s by %s at %.2f s", r.Kind, names[r.Speaker], r.Start.Seconds()))
		}
	}
	return out
}

// key tells facts apart by what a line can know of them: where the line starts is where the fact starts, or, when it
// ends a lapse, where the fact ends.
type key struct {
	kind turns.ReadingKind
	who  int
	at   int64
}

func keyOf(r turns.Reading) key {
	if r.Kind == turns.Lapse {
		return key{r.Kind, r.Speaker, int64(r.End)}
	}
	return key{r.Kind, r.Speaker, int64(r.Start)}
}
