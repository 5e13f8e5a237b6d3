package scene_test

import (
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/tools/bundled-session/plan"
	"github.com/evenkeel/monitor/tools/bundled-session/scene"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

const ms = timeline.Millisecond

// said is an utterance of the given length whose samples are all 0.5.
func said(length timeline.Position) voice.Utterance {
	u := voice.Utterance{PCM: make([]float32, length), Units: []timeline.Span{{End: length}}}
	for i := range u.PCM {
		u.PCM[i] = .5
	}
	return u
}

func place(t *testing.T, lines []plan.Line, spoken ...voice.Utterance) *scene.Scene {
	t.Helper()
	s, err := scene.Place(&plan.Plan{Session: plan.Session{LeadIn: time.Second, Tail: time.Second}, Lines: lines}, spoken)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLinesStandRelativeToTheLineBefore(t *testing.T) {
	s := place(t, []plan.Line{
		{Coach: "starts after the lead-in"},
		{Client: "overlaps its end", Gap: new(-200 * time.Millisecond)},
		{Coach: "comes in from the client's onset", At: new(time.Second)},
		{Coach: "comes in after the client's end", After: new(100 * time.Millisecond)},
		{Client: "goes on after the client's own end", Gap: new(900 * time.Millisecond)},
	}, said(2000*ms), said(3000*ms), said(300*ms), said(300*ms), said(1000*ms))
	for i, want := range []timeline.Position{1000 * ms, 2800 * ms, 3800 * ms, 5900 * ms, 6700 * ms} {
		if got := s.Takes[i].Onset; got != want {
			t.Errorf("%q at %v, want %v", s.Takes[i].Text(), got.Duration(), want.Duration())
		}
	}
	if want := 8700 * ms; s.End != want {
		t.Errorf("the session ends at %v, want %v: a second after the last line", s.End.Duration(), want.Duration())
	}
}

func TestNobodySaysTwoThingsAtOnce(t *testing.T) {
	p := &plan.Plan{Lines: []plan.Line{{Coach: "a"}, {Coach: "b", Gap: new(-time.Second)}}}
	_, err := scene.Place(p, []voice.Utterance{said(2000 * ms), said(500 * ms)})
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("Place = %v, want an error that names line 2", err)
	}
}

func TestNothingIsSaidBeforeTheSession(t *testing.T) {
	p := &plan.Plan{Lines: []plan.Line{{Coach: "a"}, {Client: "b", Gap: new(-3 * time.Second)}}}
	if _, err := scene.Place(p, []voice.Utterance{said(2000 * ms), said(500 * ms)}); err == nil {
		t.Error("a line that would start before the session is no error, want one")
	}
}

func TestEveryLineNeedsItsUtterance(t *testing.T) {
	if _, err := scene.Place(&plan.Plan{Lines: []plan.Line{{Coach: "a"}}}, nil); err == nil {
		t.Error("a line without utterance is no error, want one")
	}
}

func TestTheTalkOfASpeakerIsInOrderOfPosition(t *testing.T) {
	twice := said(1000 * ms)
	twice.Units = []timeline.Span{{End: 300 * ms}, {Start: 700 * ms, End: 1000 * ms}}
	talk := place(t, []plan.Line{
		{Coach: "host"},
		{Client: "late aside", At: new(1500 * time.Millisecond)},
		{Client: "early aside", At: new(time.Duration(0))},
	}, said(3000*ms), said(400*ms), twice).Talk()
	want := []timeline.Span{{Start: 1000 * ms, End: 1300 * ms}, {Start: 1700 * ms, End: 2000 * ms}, {Start: 2500 * ms, End: 2900 * ms}}
	if len(talk[0]) != 1 || len(talk[1]) != 3 {
		t.Fatalf("talk = %v, want one unit of the coach and three of the client", talk)
	}
	for i := range want {
		if talk[1][i] != want[i] {
			t.Errorf("unit %d of the client = %v, want %v", i, talk[1][i], want[i])
		}
	}
}
