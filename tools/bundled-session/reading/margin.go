package reading

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// Margins that the facts of a session must keep so that a detector finds exactly them.
const (
	// Margin is how far every measure must be from the threshold that decides on it.
	Margin = 150 * timeline.Millisecond
	// NarrowMargin stands in its place where two thresholds are 200 ms apart, or one is that far from zero, so that
	// nothing could be 150 ms from both.
	NarrowMargin = 80 * timeline.Millisecond
	// EdgeError is how far each edge of speech may be off.
	EdgeError = 40 * timeline.Millisecond
)

// jitters is how often all edges are moved at random.
const jitters = 300

// variation is another way in which the same session could be seen.
type variation struct {
	name string
	talk Talk
	opts turns.Options
}

// Unsafe names the variations under which the facts of talk would come out otherwise: every threshold moved by its
// margin either way, and the edges of speech moved by EdgeError, all alike and each at random. What several variations
// change alike is named once. Nothing is a session whose facts stand safely.
func Unsafe(talk Talk) []string {
	var out []string
	want := Read(talk, turns.DefaultOptions())
	seen := map[string]bool{}
	for _, v := range append(thresholds(talk), edges(talk)...) {
		if diff := differ(want, Read(v.talk, v.opts)); diff != "" && !seen[diff] {
			seen[diff] = true
			out = append(out, v.name+": "+diff)
		}
	}
	return out
}

func thresholds(talk Talk) []variation {
	var out []variation
	vary := func(name string, by timeline.Position, field func(*turns.Options) *timeline.Position) {
		for _, d := range [...]timeline.Position{-by, by} {
			opts := turns.DefaultOptions()
			*field(&opts) += d
			out = append(out, variation{fmt.Sprintf("%s %+d ms", name, d.Milliseconds()), talk, opts})
		}
	}
	vary("bridge", NarrowMargin, func(o *turns.Options) *timeline.Position { return &o.IPUBridge })
	vary("shortest unit", NarrowMargin, func(o *turns.Options) *timeline.Position { return &o.MinBurst })
	vary("sole talk", NarrowMargin, func(o *turns.Options) *timeline.Position { return &o.Solo })
	vary("shortest backchannel", NarrowMargin, func(o *turns.Options) *timeline.Position { return &o.BCMin })
	vary("longest backchannel", Margin, func(o *turns.Options) *timeline.Position { return &o.BCMax })
	vary("silence before a backchannel", Margin, func(o *turns.Options) *timeline.Position { return &o.BCPre })
	vary("silence after a backchannel", Margin, func(o *turns.Options) *timeline.Position { return &o.BCPost })
	vary("longest chain", Margin, func(o *turns.Options) *timeline.Position { return &o.BCChainTotal })
	vary("simultaneous start", NarrowMargin, func(o *turns.Options) *timeline.Position { return &o.SimStart })
	vary("terminal overlap", NarrowMargin, func(o *turns.Options) *timeline.Position { return &o.TermStrict })
	vary("fast yield", Margin, func(o *turns.Options) *timeline.Position { return &o.TermWide })
	vary("take", Margin, func(o *turns.Options) *timeline.Position { return &o.Take })
	vary("resume", Margin, func(o *turns.Options) *timeline.Position { return &o.Resume })
	vary("lapse", Margin, func(o *turns.Options) *timeline.Position { return &o.Lapse })
	return out
}

func edges(talk Talk) []variation {
	var out []variation
	for _, d := range [...][2]timeline.Position{{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, 1}, {1, -1}} {
		on, off := d[0]*EdgeError, d[1]*EdgeError
		name := fmt.Sprintf("onsets %+d ms, offsets %+d ms", on.Milliseconds(), off.Milliseconds())
		moved := move(talk, func(s timeline.Span) timeline.Span { return timeline.Span{Start: s.Start + on, End: s.End + off} })
		out = append(out, variation{name, moved, turns.DefaultOptions()})
	}
	rng := rand.New(rand.NewPCG(1, 2))
	off := func() timeline.Position { return timeline.Position(rng.Int64N(int64(2*EdgeError+1))) - EdgeError }
	for i := range jitters {
		moved := move(talk, func(s timeline.Span) timeline.Span { return timeline.Span{Start: s.Start + off(), End: s.End + off()} })
		out = append(out, variation{fmt.Sprintf("edges moved at random, try %d", i+1), moved, turns.DefaultOptions()})
	}
	return out
}

func move(talk Talk, f func(timeline.Span) timeline.Span) Talk {
	var out Talk
	for ch, spans := range talk {
		for _, s := range spans {
			out[ch] = append(out[ch], f(s))
		}
	}
	return out
}

// differ says what is missing in got and what is new; times do not count.
func differ(want, got []turns.Reading) string {
	left := map[string]int{}
	for _, r := range want {
		left[describe(r)]++
	}
	var out []string
	for _, r := range got {
		if left[describe(r)]--; left[describe(r)] < 0 {
			out = append(out, fmt.Sprintf("new %s at %.0f s", describe(r), r.Start.Seconds()))
		}
	}
	for _, r := range want {
		if left[describe(r)] > 0 {
			left[describe(r)]--
			out = append(out, fmt.Sprintf("no %s at %.0f s", describe(r), r.Start.Seconds()))
		}
	}
	return strings.Join(out, ", ")
}

// describe is what a reading says, without its times.
func describe(r turns.Reading) string {
	return fmt.Sprintf("%s by %d (other %d, next %d)", r.Kind, r.Speaker, r.Other, r.NextHolder)
}
