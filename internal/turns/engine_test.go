package turns_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// drawChanges draws a session: a list of changes a channel, with holes and flags if wanted, in order of position.
func drawChanges(t *rapid.T, channels int, holes bool) []vad.Change {
	step := rapid.SampledFrom([]timeline.Position{1, 16, 512, 1600}).Draw(t, "step")
	longest := rapid.SampledFrom([]timeline.Position{4000, 24000, 80000}).Draw(t, "longest")
	var list []vad.Change
	for k := range channels {
		at := timeline.Position(0)
		was := vad.Silent
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			at += step * timeline.Position(rapid.Int64Range(0, int64(longest/step)).Draw(t, "length"))
			c := vad.Change{Channel: k, At: at, Activity: vad.Speech}
			if was == vad.Speech {
				c.Activity = vad.Silent
			}
			if holes {
				c = spoil(t, c)
			}
			was = c.Activity
			list = append(list, c)
		}
	}
	return inOrder(list)
}

// spoil makes a hole of some changes and puts flags on others.
func spoil(t *rapid.T, c vad.Change) vad.Change {
	switch rapid.IntRange(0, 7).Draw(t, "spoil") {
	case 0:
		c.Activity, c.Flags = vad.Unobserved, rapid.SampledFrom([]vad.Flags{vad.Unknown, vad.Dead, vad.Paused}).Draw(t, "why")
	case 1:
		c.Flags = rapid.SampledFrom([]vad.Flags{vad.Masked, vad.Clipped, vad.Noisy, vad.Ambiguous}).Draw(t, "limit")
	}
	return c
}

func drawEnd(t *rapid.T, list []vad.Change) timeline.Position {
	end := timeline.Position(0)
	if len(list) > 0 {
		end = list[len(list)-1].At
	}
	return max(0, end+rapid.SampledFrom([]timeline.Position{0, 1600, 80000, -8000}).Draw(t, "rest"))
}

// portions feeds list with Advance at positions drawn at random.
func portions(t *rapid.T, channels int, list []vad.Change, end timeline.Position) turns.Facts {
	e := newEngine(t, channels, turns.DefaultOptions())
	longest := rapid.SampledFrom([]int64{512, 7000, 200000}).Draw(t, "portion")
	var all turns.Facts
	for to := timeline.Position(0); to < end; {
		to += timeline.Position(rapid.Int64Range(1, longest).Draw(t, "more"))
		n := len(list)
		if i := slices.IndexFunc(list, func(c vad.Change) bool { return c.At >= to }); i >= 0 {
			n = i + rapid.IntRange(0, min(3, len(list)-i)).Draw(t, "early")
		}
		push(t, e, list[:n]...)
		list = list[n:]
		all = join(all, e.Advance(min(to, end)))
	}
	push(t, e, list...)
	return join(all, e.Finish(end))
}

func TestFactsDoNotDependOnThePortionsInWhichTheyAreFed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channels := rapid.IntRange(1, 4).Draw(t, "channels")
		list := drawChanges(t, channels, rapid.Bool().Draw(t, "holes"))
		end := drawEnd(t, list)
		want := run(t, channels, turns.DefaultOptions(), list, end)
		got := portions(t, channels, list, end)
		if !slices.Equal(got.Signals, want.Signals) {
			t.Errorf("signals in portions\n%v\nat once\n%v", got.Signals, want.Signals)
		}
		if !slices.Equal(got.Readings, want.Readings) {
			t.Errorf("readings in portions\n%v\nat once\n%v", got.Readings, want.Readings)
		}
	})
}
