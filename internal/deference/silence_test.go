package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

func TestSilenceIsAShareOfTheTimeThatWasHeard(t *testing.T) {
	s := newScript()
	for range 20 {
		s.turn(0, 1, 9)
		s.turn(1, 4, 16)
	}
	m := s.meterWith(t, pair, band, once())
	m.Finish(timeline.FromSeconds(600))
	ind := find(t, m.Result().Session, deference.Silence)
	checkWords(t, ind, deference.Shown, "", "**16 %** of the time nobody spoke; **20** silences of 3 s and more, **1 min 20 s** in all")
	// The silence before the first word is between nobody: 19 pauses of 1 s and 20 of 4 s.
	for name, want := range map[string]float64{"silence_share": .165, "lapse_rate": 20, "time_in_lapses": 80} {
		if v := value(t, ind, name, -1); *v.Value != want {
			t.Errorf("%s = %v, want %v", name, *v.Value, want)
		}
	}
	if ind.Direction != deference.Undecided || ind.Position != nil {
		t.Errorf("silence leans %q", ind.Direction)
	}
}

func TestSilenceIsToldFromFiveMinutes(t *testing.T) {
	s := newScript()
	s.talk(9, []float64{10}, []float64{20})
	checkWords(t, find(t, s.result(t, pair, band).Session, deference.Silence), deference.Collecting, "Collecting", "**4 min** measured; shown from 5 min")
}

func TestUnknownTimeIsNoSilence(t *testing.T) {
	s := newScript()
	s.talk(12, []float64{10}, []float64{20})
	s.lose(0, 360, 420, vad.Unknown)
	m := s.meterWith(t, pair, band, once())
	m.Finish(timeline.FromSeconds(420))
	ind := find(t, m.Result().Session, deference.Silence)
	checkWords(t, ind, deference.Shown, "", "**0 %** of the time nobody spoke")
	if v := value(t, ind, "silence_share", -1); v.Of != 360 {
		t.Errorf("share of %v s, want 360", v.Of)
	}
}
