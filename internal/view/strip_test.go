package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

const (
	second = timeline.Second
	ms     = timeline.Millisecond
)

func speech(ch int, at timeline.Position) vad.Change {
	return vad.Change{Channel: ch, At: at, Activity: vad.Speech}
}

func silent(ch int, at timeline.Position) vad.Change {
	return vad.Change{Channel: ch, At: at, Activity: vad.Silent}
}

func TestSpeechIsDrawnWhileItGoesOnAndEndsWhereItEnded(t *testing.T) {
	b := view.NewStripBuilder(2)
	b.Change(speech(1, second))
	want := view.StripItem{ID: "s1-16000", Kind: "speech", Channel: 1, Other: -1, StartMS: 1000, EndMS: 1000, Open: true}
	wantStrip(t, b, want)
	b.Change(silent(1, 3*second))
	want.EndMS, want.Open = 3000, false
	wantStrip(t, b, want)
}

func TestTheLampDrawsSpeechUntilItIsSettled(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Lamp(0, true, second)
	lamp := view.StripItem{
		ID: "lamp0", Kind: "speech", Other: -1, StartMS: 1000, EndMS: 1000, Open: true, Status: "provisional",
	}
	wantStrip(t, b, lamp)
	b.Take()
	b.Change(speech(0, 980*ms))
	change := b.Take()
	if diff := cmp.Diff([]string{"lamp0"}, change.Remove); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	b.Lamp(0, true, second)
	if c := b.Take(); c != nil {
		t.Errorf("the lamp of settled speech changed the strip: %+v", c)
	}
}

func TestALampThatGoesOutUnsettledLeavesNothing(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Lamp(0, true, second)
	b.Lamp(0, false, 0)
	wantStrip(t, b)
}

func TestUnknownAndPausedAreDrawnAsWhatTheyAre(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Change(vad.Change{At: second, Activity: vad.Unobserved, Flags: vad.Unknown})
	b.Change(vad.Change{At: 2 * second, Activity: vad.Unobserved, Flags: vad.Unknown | vad.Dead})
	b.Change(vad.Change{At: 3 * second, Activity: vad.Unobserved, Flags: vad.Paused})
	b.Change(silent(0, 4*second))
	wantStrip(t, b,
		view.StripItem{ID: "u0-16000", Kind: "unknown", Other: -1, StartMS: 1000, EndMS: 3000},
		view.StripItem{ID: "p0-48000", Kind: "paused", Other: -1, StartMS: 3000, EndMS: 4000},
	)
}

func TestABackchannelIsDrawnAsOneUntilItIsWithdrawn(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Change(speech(0, second))
	b.Change(silent(0, second+500*ms))
	item := view.StripItem{ID: "s0-16000", Kind: "backchannel", Other: -1, StartMS: 1000, EndMS: 1500}
	r := turns.Reading{
		ID: 1, Kind: turns.Backchannel, Span: timeline.Span{Start: second, End: second + 500*ms}, Other: 1,
	}
	b.Reading(r)
	wantStrip(t, b, item)
	r.Status = turns.Withdrawn
	b.Reading(r)
	item.Kind = "speech"
	wantStrip(t, b, item)
}

func TestOverlapsAndSilencesAppearWhenTheyAreFinal(t *testing.T) {
	taken := turns.Reading{
		ID: 7, Kind: turns.InterruptionSuccessful, Span: timeline.Span{Start: 4 * second, End: 9 * second},
		Speaker: 0, Other: 1, Evidence: turns.Evidence{Overlap: 800 * ms},
	}
	for _, tc := range []struct {
		name    string
		reading turns.Reading
		want    []view.StripItem
	}{
		{"nothing while it is provisional", taken, nil},
		{
			"the floor taken in overlap", final(taken),
			[]view.StripItem{{ID: "r7", Kind: "overlap", Channel: 0, Other: 1, StartMS: 4000, EndMS: 4800, Taken: true}},
		},
		{
			"an overlap in which the floor was kept", final(kind(taken, turns.ButtIn)),
			[]view.StripItem{{ID: "r7", Kind: "overlap", Channel: 0, Other: 1, StartMS: 4000, EndMS: 4800}},
		},
		{"nothing for the end of a turn", final(kind(taken, turns.TerminalOverlap)), nil},
		{
			"a silence and who spoke first", final(turns.Reading{
				ID: 8, Kind: turns.Lapse, Span: timeline.Span{Start: second, End: 5 * second}, Speaker: 1, Other: 0,
			}),
			[]view.StripItem{{ID: "r8", Kind: "silence", Channel: 1, Other: 0, StartMS: 1000, EndMS: 5000}},
		},
		{"nothing for a silence that nobody ended", final(turns.Reading{Kind: turns.Lapse, Speaker: turns.Nobody}), nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := view.NewStripBuilder(2)
			b.Reading(tc.reading)
			wantStrip(t, b, tc.want...)
		})
	}
}

func final(r turns.Reading) turns.Reading {
	r.Status = turns.Final
	return r
}

func kind(r turns.Reading, k turns.ReadingKind) turns.Reading {
	r.Kind = k
	return r
}

func TestForgettingReadingsLeavesTheLanes(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Change(speech(0, second))
	b.Change(silent(0, second+500*ms))
	b.Reading(final(turns.Reading{ID: 1, Kind: turns.Backchannel, Span: timeline.Span{Start: second, End: 2 * second}}))
	b.Reading(final(turns.Reading{ID: 2, Kind: turns.Lapse, Span: timeline.Span{Start: 2 * second, End: 6 * second}}))
	b.Forget()
	wantStrip(t, b, view.StripItem{ID: "s0-16000", Kind: "speech", Other: -1, StartMS: 1000, EndMS: 1500})
}

func TestAMarkCanBeTakenBack(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Mark("m1", second, "here")
	wantStrip(t, b, view.StripItem{ID: "m1", Kind: "mark", Channel: -1, Other: -1, StartMS: 1000, EndMS: 1000, Text: "here"})
	b.Unmark("m1")
	wantStrip(t, b)
}

func TestTheStripForgetsWhatIsOlderThanItsLength(t *testing.T) {
	b := view.NewStripBuilder(1)
	b.Change(speech(0, second))
	b.Change(silent(0, 2*second))
	b.Advance(2*second + view.StripLen)
	if got := len(b.Strip().Items); got != 1 {
		t.Fatalf("%d items when the oldest ends at the edge, want 1", got)
	}
	b.Advance(3*second + view.StripLen)
	if s := b.Strip(); len(s.Items) != 0 || s.FromMS != 3000 {
		t.Errorf("strip = %+v, want empty from 3000 ms", s)
	}
}

func TestClosingEndsWhatStillGoesOn(t *testing.T) {
	b := view.NewStripBuilder(2)
	b.Change(speech(0, second))
	b.Lamp(1, true, second)
	b.Close(4 * second)
	wantStrip(t, b, view.StripItem{ID: "s0-16000", Kind: "speech", Other: -1, StartMS: 1000, EndMS: 4000})
}

func TestApplyingEveryChangeGivesTheStrip(t *testing.T) {
	b := view.NewStripBuilder(1)
	there := make(map[string]view.StripItem)
	for i := range 400 {
		at := timeline.Position(i) * second
		b.Lamp(0, true, at)
		applyChange(there, b.Take())
		b.Change(speech(0, at))
		b.Change(silent(0, at+500*ms))
		b.Advance(at + second)
		applyChange(there, b.Take())
	}
	got := b.Strip()
	for id, item := range there {
		if item.EndMS < got.FromMS {
			delete(there, id)
		}
	}
	if len(got.Items) != len(there) {
		t.Errorf("%d items applied, %d in the strip", len(there), len(got.Items))
	}
	for _, item := range got.Items {
		if diff := cmp.Diff(item, there[item.ID]); diff != "" {
			t.Errorf("%s (-strip +applied):\n%s", item.ID, diff)
		}
	}
}

func applyChange(there map[string]view.StripItem, c *view.StripChange) {
	if c == nil {
		return
	}
	for _, id := range c.Remove {
		delete(there, id)
	}
	for _, item := range c.Upsert {
		there[item.ID] = item
	}
}

func wantStrip(t *testing.T, b *view.StripBuilder, want ...view.StripItem) {
	t.Helper()
	got := b.Strip().Items
	if len(got) == 0 && len(want) == 0 {
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("strip (-want +got):\n%s", diff)
	}
}
