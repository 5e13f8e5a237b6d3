package deference_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestBackchannelsCountForEachMinuteOfTheOthersSpeech(t *testing.T) {
	s := newScript()
	s.talk(30, []float64{10}, []float64{20})
	s.acts(turns.Backchannel, 0, 1, 30)
	s.acts(turns.Backchannel, 1, 0, 5)
	ind := find(t, s.result(t, pair, band).Session, deference.Backchannels)
	checkWords(t, ind, deference.Shown, "Leans to coach", "Coach **30**, client **5**")
	checkFigures(t, ind, "30", "5")
	checkPosition(t, ind, 1.0/4, .0001) // 30 in 10 min are 3 a minute, 5 in 5 min are 1
	if v := value(t, ind, "backchannels", 0); *v.Value != 3 || v.Of != 10 {
		t.Errorf("coach %v a minute in %v min, want 3 in 10", *v.Value, v.Of)
	}
}

func TestFewBackchannelsAreCollected(t *testing.T) {
	s := equalTalk()
	s.acts(turns.Backchannel, 1, 0, 2)
	checkWords(t, find(t, s.result(t, pair, band).Session, deference.Backchannels), deference.Collecting, "Collecting", "**2** backchannels; shown from 4")
}
