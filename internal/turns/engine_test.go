package turns_test

import (
	"math"
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

// drawOptions draws the defaults or lengths that nobody would choose.
func drawOptions(t *rapid.T) turns.Options {
	o := turns.DefaultOptions()
	if rapid.Bool().Draw(t, "defaults") {
		return o
	}
	for _, x := range []*timeline.Position{
		&o.IPUBridge, &o.MinBurst, &o.Solo, &o.BCMin, &o.BCPre, &o.BCPost, &o.BCChainGap, &o.BCChainTotal,
		&o.SimStart, &o.TermStrict, &o.Take, &o.Resume, &o.FTOWindow, &o.Guard, &o.Provisional,
	} {
		*x = rapid.SampledFrom([]timeline.Position{0, *x, 1, *x / 3, 1600}).Draw(t, "length")
	}
	o.Lapse = rapid.SampledFrom([]timeline.Position{o.Lapse, 1, 3000, 16000}).Draw(t, "lapse")
	return o
}

// portions feeds list with Advance at positions drawn at random.
func portions(t *rapid.T, o turns.Options, channels int, list []vad.Change, end timeline.Position) turns.Facts {
	e := newEngine(t, channels, o)
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
		o := drawOptions(t)
		want := run(t, channels, o, list, end)
		got := portions(t, o, channels, list, end)
		if !slices.Equal(got.Signals, want.Signals) {
			t.Errorf("signals in portions\n%v\nat once\n%v", got.Signals, want.Signals)
		}
		if !slices.Equal(got.Readings, want.Readings) {
			t.Errorf("readings in portions\n%v\nat once\n%v", got.Readings, want.Readings)
		}
	})
}

func TestAnEngineTakesOneTo64ChannelsAndSoundOptions(t *testing.T) {
	for _, channels := range []int{-1, 0, turns.MaxChannels + 1} {
		if _, err := turns.NewEngine(channels, turns.DefaultOptions()); err == nil {
			t.Errorf("%d channels: no error", channels)
		}
	}
	for name, spoil := range map[string]func(*turns.Options){
		"a negative length":     func(o *turns.Options) { o.Solo = -1 },
		"an endless length":     func(o *turns.Options) { o.FTOWindow = 1 << 61 },
		"no backchannel":        func(o *turns.Options) { o.BCMin = o.BCMax + 1 },
		"no fast yield":         func(o *turns.Options) { o.TermStrict = o.TermWide + 1 },
		"lapses without length": func(o *turns.Options) { o.Lapse = 0 },
	} {
		o := turns.DefaultOptions()
		spoil(&o)
		if _, err := turns.NewEngine(2, o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestChangesComeInOrderAndInTime(t *testing.T) {
	e := newEngine(t, 2, turns.DefaultOptions())
	push(t, e, vad.Change{Channel: 0, At: 2000, Activity: vad.Speech})
	e.Advance(1000)
	for name, c := range map[string]vad.Change{
		"a channel that does not exist": {Channel: 2, At: 3000},
		"no channel":                    {Channel: -1, At: 3000},
		"back in time":                  {Channel: 0, At: 1999},
		"before what is settled":        {Channel: 1, At: 999},
		"an unknown activity":           {Channel: 1, At: 3000, Activity: vad.Unobserved + 1},
		"further than any session":      {Channel: 1, At: math.MaxInt64},
	} {
		if err := e.Push(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	push(t, e, vad.Change{Channel: 1, At: 1000, Activity: vad.Speech})
	e.Finish(5000)
	if err := e.Push(vad.Change{Channel: 1, At: 9000}); err == nil {
		t.Error("after the end: no error")
	}
}

func TestOfTwoChangesAtOnePositionTheSecondCounts(t *testing.T) {
	list := []vad.Change{
		{At: 0, Activity: vad.Unobserved},
		{At: 0, Activity: vad.Silent},
		{At: 1000 * ms, Activity: vad.Silent},
		{At: 1000 * ms, Activity: vad.Speech},
		{At: 2000 * ms, Activity: vad.Silent},
		{At: 2000 * ms, Activity: vad.Speech},
		{At: 3000 * ms, Activity: vad.Speech},
		{At: 3000 * ms, Activity: vad.Silent},
		{At: 4000 * ms, Activity: vad.Speech},
		{At: 4000 * ms, Activity: vad.Silent},
	}
	f := run(t, 1, turns.DefaultOptions(), list, 5000*ms)
	if len(f.Signals) != 1 {
		t.Errorf("signals %v, want one IPU", f.Signals)
	}
	expect(t, list, units(f, 0), []string{"1s to 3s"})
}

func TestUnobservedWithoutAReasonIsUnknown(t *testing.T) {
	f := run(t, 1, turns.DefaultOptions(), []vad.Change{
		{At: 1000, Activity: vad.Unobserved, Flags: vad.Noisy},
		{At: 2000, Activity: vad.Silent, Flags: vad.Dead},
	}, 3000)
	if len(f.Signals) != 1 || f.Signals[0].Flags != vad.Unknown|vad.Noisy || f.Signals[0].End != 2000 {
		t.Errorf("signals %v, want one unknown span to 2000", f.Signals)
	}
}

func TestTheEndDecidesWhatIsOpen(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		end        timeline.Position
		want       []string
	}{
		{"in talk", "0-9", "", 4000 * ms, []string{"clear_start ->A 0-0", "turn ->A 0-4"}},
		{"in an overlap", "0-9", "2-9", 4000 * ms, []string{"clear_start ->A 0-0", "turn ->A 0-4", "butt_in A>B 2-4"}},
		{"before the first change", "3-9", "", 2000 * ms, nil},
		{"at once", "0-9", "", 0, nil},
		{"in a token", "0-9", "2-2.5", 2400 * ms, []string{"clear_start ->A 0-0", "turn ->A 0-2.4", "backchannel A>B 2-2.4"}},
		{"in the silence after it", "0-9", "2-2.5", 2600 * ms, []string{
			"clear_start ->A 0-0", "turn ->A 0-2.6", "backchannel A>B 2-2.5",
		}},
		{"before the taker is alone for 1 s", "0-5", "4-9", 5900 * ms, []string{
			"clear_start ->A 0-0", "turn ->A 0-5", "turn A>B 4-5.9", "interruption_unresolved A>B 4-5",
		}},
		{"in a burst that may be none", "0-2, 3-9", "", 3099 * ms, []string{"clear_start ->A 0-0", "turn ->A 0-2"}},
		{"long after", "0-2", "", 60000 * ms, []string{"clear_start ->A 0-0", "turn ->A 0-2", "lapse A>- 2-60"}},
		{"before the start", "0-9", "", -5, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := run(t, 2, turns.DefaultOptions(), parse(t, tc.a, tc.b).changes(), tc.end)
			expect(t, tc, readings(f), tc.want)
			for _, r := range f.Readings {
				if r.End > tc.end || r.Decided > tc.end {
					t.Errorf("%v reaches beyond the end", r)
				}
			}
		})
	}
}

func TestNothingComesAfterTheEnd(t *testing.T) {
	e := newEngine(t, 1, turns.DefaultOptions())
	push(t, e, parse(t, "0-2").changes()...)
	e.Advance(9000 * ms)
	if f := e.Finish(1000 * ms); len(f.Readings) != 1 || f.Readings[0].End != 9000*ms {
		t.Errorf("end before what was settled: %v, want the lapse to where that was", f.Readings)
	}
	for name, f := range map[string]turns.Facts{"advance": e.Advance(99000 * ms), "finish": e.Finish(99000 * ms)} {
		if len(f.Signals)+len(f.Readings) > 0 {
			t.Errorf("%s: %v, want nothing", name, f)
		}
	}
}

func TestASessionHasALastPosition(t *testing.T) {
	e := newEngine(t, 1, turns.DefaultOptions())
	push(t, e, parse(t, "0-2").changes()...)
	if f := e.Advance(math.MaxInt64); len(f.Readings) != 4 {
		t.Errorf("advance as far as can be: %v, want start, turn twice and lapse", f.Readings)
	}
	if f := e.Finish(math.MaxInt64); len(f.Readings) != 1 || f.Readings[0].Kind != turns.Lapse {
		t.Errorf("finish: %v, want the lapse", f.Readings)
	}
}

func TestAdvanceWithoutAChangeTellsNothing(t *testing.T) {
	e := newEngine(t, 3, turns.DefaultOptions())
	for at := range timeline.Position(100) {
		if f := e.Advance(at * timeline.HopLen); len(f.Signals)+len(f.Readings) > 0 {
			t.Fatalf("at %d: %v, want nothing", at, f)
		}
	}
	if f := e.Advance(0); len(f.Readings) > 0 {
		t.Errorf("back: %v, want nothing", f)
	}
}
