package main

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// lampTable prints how long after speech begins the lamp lights, how often it does so for nothing, and for how many
// frames what it shows is what the segments later say.
func lampTable(t table, labelled, talk []clip) {
	t.row("lamp, ms from onset to the end of the hop that lights it\tonsets\tmissed\t50 %%\t75 %%\t95 %%\t" +
		"lit for nothing, 1/min\tagrees")
	lampRow(t, "labelled clips", labelled)
	lampRow(t, talkKinds[syntheticTalk].name, talk)
}

func lampRow(t table, name string, clips []clip) {
	const quiet = 250 * timeline.Millisecond // before an onset, so that the lamp has gone out
	var delays []timeline.Position
	var onsets, stray, total int
	var agree agreement
	for i := range clips {
		c := &clips[i]
		lit := c.lamp()
		for k, s := range c.speech {
			if k == 0 || s.Start-c.speech[k-1].End < quiet {
				continue
			}
			onsets++
			if d, ok := lightDelay(lit, s); ok {
				delays = append(delays, d)
			}
		}
		stray += strayLights(lit, c.speech)
		found := frames(c.found, c.end)
		total += len(found)
		agree.add(found, frames(lit, c.end))
	}
	minutes := (timeline.Position(total) * grid).Duration().Minutes()
	t.row("%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t%.3f", name, onsets, onsets-len(delays),
		quantile(delays, .5).Milliseconds(), quantile(delays, .75).Milliseconds(), quantile(delays, .95).Milliseconds(),
		float64(stray)/minutes, 1-ratio(agree.miss+agree.invented, total))
}

// lamp is when the lamp of the clip is lit, by when each hop has been heard.
func (c *clip) lamp() []timeline.Span {
	var lamp vad.Lamp
	var changes []vad.Change
	for i, o := range c.observed {
		heardAt := timeline.Position(i+1) * timeline.HopLen
		changes = append(changes, vad.Change{At: heardAt, Activity: lamp.Push(o)})
	}
	return vad.Spans(changes, vad.Speech, c.end)
}

// lightDelay is how long after the start of s the lamp is lit.
func lightDelay(lit []timeline.Span, s timeline.Span) (timeline.Position, bool) {
	for _, l := range lit {
		if l.End > s.Start && l.Start < s.End {
			return max(l.Start-s.Start, 0), true
		}
	}
	return 0, false
}

// strayLights is how often the lamp lights further than 100 ms from speech.
func strayLights(lit, speech []timeline.Span) int {
	const margin = 100 * timeline.Millisecond
	n := 0
	for _, l := range lit {
		near := false
		for _, s := range speech {
			near = near || l.Start >= s.Start-margin && l.Start <= s.End+margin
		}
		if !near {
			n++
		}
	}
	return n
}
