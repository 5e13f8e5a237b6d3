package vad_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/vad/vadtest"
)

// segment is all that a Segmenter returns for a session.
func segment(observations []vad.Observation) []vad.Change {
	seg := vad.NewSegmenter(0)
	var changes []vad.Change
	for _, o := range observations {
		changes = append(changes, seg.Push(o)...)
	}
	return append(changes, seg.Finish()...)
}

// speech is the stretches of speech of a session.
func speech(observations []vad.Observation) []timeline.Span {
	end := timeline.Position(len(observations)) * timeline.HopLen
	return vad.Spans(segment(observations), vad.Speech, end)
}

// steady is n hops of a probability in hundredths, all of one level, so that edges are dated by probability alone.
func steady(percent ...int) []vad.Observation {
	var all []vad.Observation
	for _, p := range percent {
		all = append(all, hop(p, -50))
	}
	return all
}

// middle is what the probability of hop i speaks of: the middle of its stretch.
func middle(i int) timeline.Position {
	return timeline.Position(i)*timeline.HopLen + timeline.HopLen/2 - vad.BackDate
}

func TestSpeechBeginsWhereTheProbabilityPassesOneHalf(t *testing.T) {
	for _, tc := range []struct {
		name  string
		first int // percent, of the hop before
		want  timeline.Position
	}{
		{"early between the hops when it was nearly there", 45, middle(4) + 52},
		{"half way when it rose evenly", 2, middle(4) + 258},
	} {
		got := speech(steady(2, 2, 2, 2, tc.first, 98, 98))
		if len(got) != 1 || max(got[0].Start-tc.want, tc.want-got[0].Start) > 8 {
			t.Errorf("%s: speech %v, want it to begin at %d", tc.name, got, tc.want)
		}
	}
}

func TestSpeechEndsWhereTheProbabilityLeavesItsPlateauAndNotWhereThatIsNoticed(t *testing.T) {
	got := speech(steady(2, 2, 98, 98, 98, 98, 98, 60, 50, 40, 30, 20, 2, 2))
	if len(got) != 1 || got[0].End <= middle(6) || got[0].End >= middle(7) {
		t.Errorf("speech %v, want it to end between %d and %d", got, middle(6), middle(7))
	}
}

func TestADipOfTheProbabilityDoesNotSplitSpeech(t *testing.T) {
	if got := speech(steady(2, 98, 98, 30, 45, 98, 98, 2, 2)); len(got) != 1 {
		t.Errorf("speech %v, want one stretch: the dip never was below 25 %%", got)
	}
}

func TestWhatIsNeverLikelyIsNoSpeech(t *testing.T) {
	if got := speech(steady(2, 40, 49, 49, 30, 2)); len(got) > 0 {
		t.Errorf("speech %v, want none: it never was above 50 %%", got)
	}
}

func TestTheEndOfSpeechMovesTowardsTheFallOfTheLevel(t *testing.T) {
	observations := steady(2, 98, 98, 98, 98, 98, 98, 98, 60, 40, 20, 2, 2)
	byProbability := speech(observations)[0].End
	for i := range observations {
		for k := range observations[i].Levels {
			if i >= 6 {
				observations[i].Levels[k] = vad.Level(140) // -70 dBFS from hop 6 on
			}
		}
	}
	want := (byProbability + 6*timeline.HopLen) / 2
	got := speech(observations)[0].End
	if d := got - want; d < -timeline.LevelLen || d > timeline.LevelLen {
		t.Errorf("speech ends at %d, want about %d: half way from %d to the fall at %d",
			got, want, byProbability, 6*timeline.HopLen)
	}
}

func TestAFallOfLessThanThreeDecibelsIsNoFall(t *testing.T) {
	observations := steady(2, 98, 98, 98, 98, 98, 98, 98, 60, 40, 20, 2, 2)
	want := speech(observations)[0].End
	for i := 6; i < len(observations); i++ {
		for k := range observations[i].Levels {
			observations[i].Levels[k] += 5
		}
	}
	if got := speech(observations)[0].End; got != want {
		t.Errorf("speech ends at %d, want %d as without the fall of 2.5 dB", got, want)
	}
}

func TestTheStartOfSpeechMovesTowardsALaterRiseOfTheLevel(t *testing.T) {
	observations := steady(2, 2, 2, 2, 2, 2, 2, 98, 98, 98)
	byProbability := speech(observations)[0].Start
	for _, tc := range []struct {
		name  string
		rises int // hop
		by    vad.Level
		want  timeline.Position
	}{
		{"a third of the way to it", 7, 40, (2*byProbability + 7*timeline.HopLen) / 3},
		{"not by less than 3 dB", 7, 5, byProbability},
		{"not to one before it", 5, 40, byProbability},
	} {
		louder := slices.Clone(observations)
		for i := tc.rises; i < len(louder); i++ {
			for k := range louder[i].Levels {
				louder[i].Levels[k] -= tc.by
			}
		}
		got := speech(louder)[0].Start
		if d := got - tc.want; d < -timeline.LevelLen || d > timeline.LevelLen {
			t.Errorf("%s: speech begins at %d, want about %d", tc.name, got, tc.want)
		}
	}
}

func TestAHoleEndsSpeechAndNothingIsDatedIntoIt(t *testing.T) {
	observations := steady(2, 98, 98, 98, 0, 0, 98, 98, 2)
	observations[4].Flags, observations[5].Flags = vad.Unknown, vad.Unknown
	changes := segment(observations)
	at := func(i int) timeline.Position { return timeline.Position(i) * timeline.HopLen }
	want := []vad.Change{
		{At: changes[0].At, Activity: vad.Speech},
		{At: at(4), Activity: vad.Unobserved, Flags: vad.Unknown},
		{At: at(6), Activity: vad.Speech},
		{At: changes[len(changes)-1].At, Activity: vad.Silent},
	}
	if !slices.Equal(changes, want) {
		t.Errorf("changes %+v, want %+v", changes, want)
	}
}

func TestFlagsChangeWhereTheirHopsAre(t *testing.T) {
	observations := steady(2, 98, 98, 98, 98, 98, 98, 98, 2, 2)
	observations[4].Flags = vad.Clipped
	var got []vad.Change
	for _, c := range segment(observations) {
		if c.Flags.Has(vad.Clipped) || len(got) == 1 {
			got = append(got, c)
		}
	}
	want := []vad.Change{
		{At: 4 * timeline.HopLen, Activity: vad.Speech, Flags: vad.Clipped},
		{At: 5 * timeline.HopLen, Activity: vad.Speech},
	}
	if !slices.Equal(got[:2], want) {
		t.Errorf("changes %+v, want %+v", got, want)
	}
}

func TestAnotherReasonForAHoleIsAChange(t *testing.T) {
	observations := steady(2, 0, 0, 2)
	observations[1].Flags, observations[2].Flags = vad.Unknown, vad.Paused
	want := []vad.Change{
		{At: 1 * timeline.HopLen, Activity: vad.Unobserved, Flags: vad.Unknown},
		{At: 2 * timeline.HopLen, Activity: vad.Unobserved, Flags: vad.Paused},
		{At: 3 * timeline.HopLen, Activity: vad.Silent},
	}
	if got := segment(observations); !slices.Equal(got, want) {
		t.Errorf("changes %+v, want %+v", got, want)
	}
}

func TestEdgesAreWithinFortyMillisecondsOfAVoice(t *testing.T) {
	const near = 40 * timeline.Millisecond
	voices := []timeline.Span{{Start: s / 2, End: 3 * s / 2}, {Start: 5 * s / 2, End: 7 * s / 2}, {Start: 4 * s, End: 6 * s}}
	x := vadtest.Silence(7 * s)
	for i, v := range voices {
		copy(x[v.Start:], vadtest.Voice(v.Len(), -28, uint64(i)))
	}
	got := speech(observe(t, vadtest.Mix(x, vadtest.Noise(7*s, -65, 9)))[0])
	if len(got) != len(voices) {
		t.Fatalf("speech %v, want %v", got, voices)
	}
	for i, v := range voices {
		if on, off := got[i].Start-v.Start, got[i].End-v.End; max(on, -on) > near || max(off, -off) > near {
			t.Errorf("voice %d: onset off by %v, offset by %v", i, on.Duration(), off.Duration())
		}
	}
}

// drawObservations draws a session in which everything can follow everything.
func drawObservations(t *rapid.T) []vad.Observation {
	flags := rapid.SampledFrom([]vad.Flags{0, 0, 0, 0, 0, 0, vad.Clipped, vad.Noisy, vad.Unknown, vad.Dead, vad.Paused})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) vad.Observation {
		return vad.Observation{
			Probability: vad.Probability(rapid.Uint8().Draw(t, "probability")),
			Levels:      [vad.LevelsPerHop]vad.Level(rapid.SliceOfN(rapid.Custom(drawLevel), 4, 4).Draw(t, "levels")),
			Flags:       flags.Draw(t, "flags"),
		}
	}), 0, 80).Draw(t, "observations")
}

func drawLevel(t *rapid.T) vad.Level { return vad.Level(rapid.Uint8().Draw(t, "level")) }

func TestWhatIsSettledNeverChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seg := vad.NewSegmenter(3)
		last, before := vad.Change{Channel: 3}, timeline.Position(0)
		check := func(changes []vad.Change) {
			for _, c := range changes {
				if c.At < before || c.At < last.At || c.Channel != 3 {
					t.Fatalf("change %+v after %+v, when all before %d was settled", c, last, before)
				}
				if c.Activity == last.Activity && c.Flags == last.Flags {
					t.Fatalf("change %+v changes nothing", c)
				}
				if c.Activity == vad.Unobserved != c.Flags.Unobserved() {
					t.Fatalf("change %+v: activity and flags contradict each other", c)
				}
				last = c
			}
			if seg.Settled() < before {
				t.Fatalf("settled went back from %d to %d", before, seg.Settled())
			}
			before = seg.Settled()
		}
		observations := drawObservations(t)
		for i, o := range observations {
			check(seg.Push(o))
			heard := timeline.Position(i+1) * timeline.HopLen
			if lag := heard - before; lag < 0 || lag > 340*timeline.Millisecond {
				t.Fatalf("settled up to %d when %d was heard", before, heard)
			}
		}
		check(seg.Finish())
		if heard := timeline.Position(len(observations)) * timeline.HopLen; before != heard {
			t.Fatalf("settled up to %d at the end of the session, want %d", before, heard)
		}
	})
}

func TestUnobservedTimeIsExactlyThatOfItsHops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		observations := drawObservations(t)
		end := timeline.Position(len(observations)) * timeline.HopLen
		var want []timeline.Span
		for i, o := range observations {
			at := timeline.Position(i) * timeline.HopLen
			switch n := len(want); {
			case !o.Flags.Unobserved():
			case n > 0 && want[n-1].End == at:
				want[n-1].End += timeline.HopLen
			default:
				want = append(want, timeline.Span{Start: at, End: at + timeline.HopLen})
			}
		}
		if got := vad.Spans(segment(observations), vad.Unobserved, end); !slices.Equal(got, want) {
			t.Fatalf("unobserved %v, want %v", got, want)
		}
	})
}
