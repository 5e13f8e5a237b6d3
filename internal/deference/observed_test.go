package deference

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

func lost(channel int, at timeline.Position, flags vad.Flags) vad.Change {
	return vad.Change{Channel: channel, At: at, Activity: vad.Unobserved, Flags: flags}
}

func heard(channel int, at timeline.Position, a vad.Activity) vad.Change {
	return vad.Change{Channel: channel, At: at, Activity: a}
}

func TestAHoleCountsWhileItGoesOnAndOnlyOnceWhenItIsOver(t *testing.T) {
	var o observed
	w := timeline.Span{Start: 0, End: 100}
	pair := turns.ChannelSet(0).With(0).With(1)
	o.change(lost(1, 40, vad.Unknown))
	if u, l := o.missing(pair, w); u.within(w) != 60 || l.lost != 60 || l.of != 100 || l.share != .6 {
		t.Errorf("going on: %v, %+v; want 60 of 100", u, l)
	}
	o.change(heard(1, 70, vad.Silent))
	o.signal(turns.Signal{Kind: turns.UnknownSpan, Span: timeline.Span{Start: 40, End: 70}, Speaker: 1, Flags: vad.Unknown})
	o.change(lost(0, 60, vad.Unknown))
	o.change(heard(0, 80, vad.Silent))
	if u, l := o.missing(pair, w); u.within(w) != 40 || l.lost != 40 {
		t.Errorf("over: %v, %+v; want 40 to 80", u, l)
	}
	if len(o.holes) != 2 {
		t.Errorf("%d holes kept, want 2", len(o.holes))
	}
}

func TestAPauseOfTheSessionIsNotLost(t *testing.T) {
	var o observed
	for k := range 2 {
		o.change(lost(k, 10, vad.Paused))
		o.change(heard(k, 60, vad.Silent))
	}
	o.change(lost(1, 90, vad.Unknown))
	u, l := o.missing(turns.ChannelSet(0).With(0).With(1), timeline.Span{Start: 0, End: 100})
	if u.within(timeline.Span{Start: 0, End: 100}) != 60 || l.lost != 10 || l.of != 50 || l.share != .2 {
		t.Errorf("%v, %+v; want 60 unknown, 10 of 50 lost", u, l)
	}
}

func TestOtherPeoplesHolesDoNotCount(t *testing.T) {
	var o observed
	o.change(lost(2, 0, vad.Dead))
	if u, l := o.missing(turns.ChannelSet(0).With(0).With(1), timeline.Span{Start: 0, End: 100}); len(u) != 0 || l.share != 0 {
		t.Errorf("%v, %+v; want nothing", u, l)
	}
	if o.change(lost(-1, 0, vad.Dead)); o.speaking() {
		t.Error("nobody speaks")
	}
	if o.change(heard(5, 3, vad.Speech)); !o.speaking() {
		t.Error("channel 5 speaks")
	}
}
