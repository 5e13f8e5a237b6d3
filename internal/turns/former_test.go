package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestShortSilencesAreBridgedThenShortBurstsDropped(t *testing.T) {
	for _, tc := range []struct{ name, a, want string }{
		{"a silence of 199 ms is bridged", "1-2, 2.199-3", "1-3"},
		{"a silence of 200 ms is not", "1-2, 2.2-3", "1-2, 2.2-3"},
		{"a burst of 99 ms is dropped", "1-1.099", ""},
		{"a burst of 100 ms is not", "1-1.1", "1-1.1"},
		{"bridged bursts may be long enough together", "1-1.04, 1.1-1.14", "1-1.14"},
		{"a dropped burst bridges nothing", "1-2, 2.25-2.3, 2.5-3", "1-2, 2.5-3"},
		{"a burst is bridged before it could be dropped", "1-2, 2.15-2.2, 2.35-3", "1-3"},
		{"speech at the very start and to the very end", "0-1", "0-1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, units(parse(t, tc.a).facts(t), 0), spans(parse(t, tc.want)[0]))
		})
	}
}

// units are the IPUs of a channel.
func units(f turns.Facts, channel int) []string {
	var list []timeline.Span
	for _, s := range f.Signals {
		if s.Kind == turns.IPU && s.Speaker == channel {
			list = append(list, s.Span)
		}
	}
	return spans(list)
}

func spans(list []timeline.Span) (out []string) {
	for _, s := range list {
		out = append(out, s.Start.Duration().String()+" to "+s.End.Duration().String())
	}
	return out
}

func TestAnIPUIsKnownOnceNothingCanBeBridgedToIt(t *testing.T) {
	e := newEngine(t, 1, turns.DefaultOptions())
	push(t, e, parse(t, "1-2").changes()...)
	if f := e.Advance(2200 * ms); len(f.Signals) != 0 {
		t.Errorf("before 2.2 s: %v, want nothing", f.Signals)
	}
	f := e.Advance(2200*ms + 1)
	if len(f.Signals) != 1 || f.Signals[0].Decided != 2200*ms {
		t.Errorf("at 2.2 s: %v, want the IPU, decided there", f.Signals)
	}
}

func TestAnIPUHasTheFlagsThatItMet(t *testing.T) {
	f := run(t, 1, turns.DefaultOptions(), []vad.Change{
		{At: 100 * ms, Activity: vad.Silent, Flags: vad.Noisy},
		{At: 1000 * ms, Activity: vad.Speech, Flags: vad.Masked},
		{At: 1500 * ms, Activity: vad.Speech, Flags: vad.Clipped},
		{At: 2000 * ms, Activity: vad.Silent},
		{At: 2500 * ms, Activity: vad.Silent, Flags: vad.Ambiguous},
	}, 5000*ms)
	if want := vad.Masked | vad.Clipped; len(f.Signals) != 1 || f.Signals[0].Flags != want {
		t.Errorf("signals %v, want one IPU that is %v", f.Signals, want)
	}
}
