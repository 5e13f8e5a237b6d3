package main

import (
	"fmt"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// summary says in figures what was made.
func (s *session) summary() string {
	var b strings.Builder
	var talk [2]timeline.Position
	for ch, spans := range s.talk {
		for _, u := range spans {
			talk[ch] += u.Len()
		}
	}
	fmt.Fprintf(&b, "%v, %d bytes; coach %.1f s (%.0f %%), client %.1f s\n", s.scene.End.Duration(), len(s.wav),
		talk[0].Seconds(), 100*float64(talk[0])/float64(talk[0]+talk[1]), talk[1].Seconds())
	count := map[turns.ReadingKind]*[2]int{}
	for _, r := range s.facts {
		if count[r.Kind] == nil {
			count[r.Kind] = &[2]int{}
		}
		count[r.Kind][r.Speaker]++
	}
	for kind := turns.Turn; kind <= turns.PauseEntry; kind++ {
		if n := count[kind]; n != nil {
			fmt.Fprintf(&b, "  %-26s coach %2d, client %2d\n", kind, n[0], n[1])
		}
	}
	return b.String()
}

// Lengths of the drawing: a cell is a tenth of a second, a row ten seconds.
const (
	cell = 100 * timeline.Millisecond
	row  = 10 * timeline.Second
)

// drawing is the session as text: where the lines came to stand, then two lanes a row with a sign where somebody speaks
// and below them what happens.
func (s *session) drawing() string {
	var b strings.Builder
	for i, t := range s.scene.Takes {
		fmt.Fprintf(&b, "%3d %7.2f s for %5.2f s  %-6s %s\n", i+1, t.Onset.Seconds(), t.End().Seconds(), names[t.Speaker()], t.Text())
	}
	for at := timeline.Position(0); at < s.scene.End; at += row {
		for ch, spans := range s.talk {
			fmt.Fprintf(&b, "%5.0f %-6s |%s|\n", at.Seconds(), names[ch], lane(spans, at))
		}
		for _, r := range s.facts {
			if r.Kind != turns.Turn && r.Start >= at && r.Start < at+row {
				fmt.Fprintf(&b, "%13s%*s^ %s by %s\n", "", int((r.Start-at)/cell), "", r.Kind, names[r.Speaker])
			}
		}
	}
	return b.String()
}

func lane(spans []timeline.Span, from timeline.Position) string {
	signs := []byte(strings.Repeat(".", int(row/cell)))
	for i := range signs {
		middle := from + timeline.Position(i)*cell + cell/2
		for _, s := range spans {
			if s.Contains(middle) {
				signs[i] = '#'
			}
		}
	}
	return string(signs)
}
