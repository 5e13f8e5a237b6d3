package turns_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// ruling is a start of talk that somebody says is a backchannel.
type ruling struct {
	channel int
	at      float64 // s
}

// ruled are the facts of a session with rulings.
func (x talk) ruled(t test, rulings ...ruling) turns.Facts {
	t.Helper()
	e := newEngine(t, len(x), turns.DefaultOptions())
	for _, r := range rulings {
		e.RuleBackchannel(r.channel, timeline.FromSeconds(r.at))
	}
	push(t, e, x.changes()...)
	return clone(e.Finish(x.end()))
}

func TestWhatIsRuledABackchannelTakesNoFloor(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		rulings       []ruling
		want          []string
	}{
		{
			"in place of an interruption", "0-5, 6.5-9", "4-6.2", "",
			[]ruling{{1, 4}},
			[]string{"clear_start ->A 0-0", "turn ->A 0-9", "backchannel A>B 4-6.2"},
		},
		{
			"in place of a try", "0-9", "3-4.6", "",
			[]ruling{{1, 3}},
			[]string{"clear_start ->A 0-0", "turn ->A 0-9", "backchannel A>B 3-4.6"},
		},
		{
			"in place of a turn", "0-5, 7-9", "5.3-6.8", "",
			[]ruling{{1, 5.3}},
			[]string{"clear_start ->A 0-0", "turn ->A 0-9", "backchannel A>B 5.3-6.8"},
		},
		{
			"at the same start", "0-5", "0-1.4", "",
			[]ruling{{1, 0}},
			[]string{"clear_start ->A 0-0", "backchannel A>B 0-1.4", "turn ->A 0-5"},
		},
		{
			"who talks over it interrupts nobody", "0-3", "2-8", "",
			[]ruling{{0, 0}},
			[]string{"backchannel ->A 0-3", "clear_start ->B 2-2", "turn ->B 2-8"},
		},
		{
			"a short signal close by stays one", "0-9", "2-2.4, 3-4.6, 5.1-5.5", "",
			[]ruling{{1, 3}},
			[]string{"clear_start ->A 0-0", "turn ->A 0-9", "backchannel A>B 2-2.4", "backchannel A>B 3-4.6", "backchannel A>B 5.1-5.5"},
		},
		{
			"to nobody, when nobody talked before", "8-12", "2-4", "",
			[]ruling{{1, 2}},
			[]string{"backchannel ->B 2-4", "lapse ->A 4-8", "clear_start ->A 8-8", "turn ->A 8-12"},
		},
		{
			"it ends a silence all the same", "0-2, 8-12", "6-7.5", "",
			[]ruling{{1, 6}},
			[]string{"clear_start ->A 0-0", "turn ->A 0-2", "lapse A>B 2-6", "backchannel ->B 6-7.5", "clear_start ->A 8-8", "turn A>A 8-12"},
		},
		{
			"only where an IPU starts", "0-5", "4.2-9", "",
			[]ruling{{1, 4.1}, {0, 4.2}, {7, 4.2}, {-1, 4.2}},
			readings(parse(t, "0-5", "4.2-9").facts(t)),
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, readings(parse(t, tc.a, tc.b, tc.c).ruled(t, tc.rulings...)), tc.want)
		})
	}
}

func TestARulingSaysNothingOfLayer1(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		channels := rapid.IntRange(1, 3).Draw(t, "channels")
		list := drawChanges(t, channels, rapid.Bool().Draw(t, "holes"))
		end := drawEnd(t, list)
		measured := run(t, channels, turns.DefaultOptions(), list, end)
		e := newEngine(t, channels, turns.DefaultOptions())
		var ruled []turns.Signal
		for _, s := range measured.Signals {
			if s.Kind == turns.IPU && rapid.IntRange(0, 2).Draw(t, "ruled") == 0 {
				e.RuleBackchannel(s.Speaker, s.Start)
				ruled = append(ruled, s)
			}
		}
		push(t, e, list...)
		f := clone(e.Finish(end))
		if !slices.Equal(f.Signals, measured.Signals) {
			t.Errorf("with rulings\n%v\nwithout\n%v", f.Signals, measured.Signals)
		}
		for _, s := range ruled {
			checkRuled(t, f.Readings, s)
		}
	})
}

// checkRuled checks that s is a backchannel and nothing else.
func checkRuled(t *rapid.T, list []turns.Reading, s turns.Signal) {
	n := 0
	for _, r := range list {
		if r.Status != turns.Final || r.Speaker != s.Speaker || r.Kind == turns.Lapse {
			continue
		}
		switch own := r.Start == s.Start; {
		case own && r.Kind == turns.Backchannel && r.Span == s.Span:
			n++
		case own && r.Kind != turns.Turn || own && r.Kind == turns.Turn && r.End <= s.End:
			t.Errorf("what was ruled a backchannel is %v too: %+v", r.Kind, r)
		}
	}
	if n != 1 {
		t.Errorf("%d backchannels at %v, want 1", n, s.Span)
	}
}
