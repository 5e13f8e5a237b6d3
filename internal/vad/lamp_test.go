package vad_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// hop is an observation of a probability in hundredths and one level in dBFS.
func hop(percent int, dbfs float64) vad.Observation {
	o := vad.Observation{Probability: vad.ProbabilityOf(float64(percent) / 100)}
	for k := range o.Levels {
		o.Levels[k] = vad.Level(-2 * dbfs)
	}
	return o
}

func TestTheLamp(t *testing.T) {
	quiet := hop(1, -60)
	for _, tc := range []struct {
		name string
		hops []vad.Observation
		want string // what is shown after each hop: . silent, # speech, ? unobserved
	}{
		{"lights with the first hop that is likely", []vad.Observation{quiet, quiet, hop(51, -50)}, "..#"},
		{"lights early when it suddenly gets loud", []vad.Observation{quiet, quiet, hop(5, -35), hop(60, -30)}, "..##"},
		{"does not light for a knock", []vad.Observation{quiet, quiet, hop(1, -10), quiet}, "...."},
		{"goes out with the first unlikely hop", []vad.Observation{hop(90, -30), hop(40, -30), hop(90, -30)}, "#.#"},
		{"goes out when the voice is over and the model is late", []vad.Observation{hop(90, -30), hop(90, -28), hop(90, -32), hop(60, -62)}, "###."},
		{"shows what is not observed", []vad.Observation{hop(90, -30), {Flags: vad.Unknown}, quiet}, "#?."},
		{"shows a dead channel", []vad.Observation{{Probability: 255, Flags: vad.Dead}}, "?"},
	} {
		var l vad.Lamp
		got := ""
		for _, o := range tc.hops {
			got += string(".#?"[l.Push(o)])
		}
		if got != tc.want {
			t.Errorf("the lamp %s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestTheLampFollowsAVoiceWithinTwoHops(t *testing.T) {
	const hops = 40
	x := vadtest.Mix(
		vadtest.Join(vadtest.Silence(10*timeline.HopLen), vadtest.Voice(20*timeline.HopLen, -26, 1), vadtest.Silence(10*timeline.HopLen)),
		vadtest.Noise(hops*timeline.HopLen, -65, 2))
	var l vad.Lamp
	for i, o := range observe(t, x)[0] {
		lit := l.Push(o) == vad.Speech
		switch {
		case i < 10 && lit:
			t.Errorf("lit in hop %d, before the voice", i)
		case i >= 11 && i < 30 && !lit:
			t.Errorf("dark in hop %d, in the voice", i)
		case i >= 36 && lit:
			t.Errorf("lit in hop %d, %d hops after the voice", i, i-29)
		}
	}
}
