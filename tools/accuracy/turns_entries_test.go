package main

import (
	"path/filepath"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

func TestEntriesOfMeetingsAreToldApart(t *testing.T) {
	clips, err := readEntries(filepath.Join(corpus(t), "real-dev"))
	if err != nil {
		t.Fatal(err)
	}
	for i, signal := range []string{"as recorded", "separated"} {
		told := 0
		for _, c := range clips {
			if got, _ := c.told(c.facts[i]); got == c.label() {
				told++
			}
		}
		if len(clips) != 7 || told < 6 {
			t.Errorf("%s: %d of %d entries are told, want at least 6 of 7", signal, told, len(clips))
		}
	}
}

func TestWhoHasATurnSoonAfterAnEntryTookTheFloor(t *testing.T) {
	at := func(s float64) timeline.Span { return timeline.Span{Start: timeline.FromSeconds(s)} }
	turn := turns.Reading{Kind: turns.Turn, Status: turns.Final}
	token := turns.Reading{Kind: turns.Backchannel, Status: turns.Final, Span: at(3.1)}
	for _, tc := range []struct {
		name    string
		turn    timeline.Span
		speaker int
		want    string
	}{
		{"at once", at(3), 0, "floor taken"},
		{"a second later", at(4), 0, "floor taken"},
		{"long after", at(5.1), 0, "backchannel"},
		{"before", at(2.4), 0, "backchannel"},
		{"the other", at(4), 1, "backchannel"},
	} {
		c := entryClip{onset: timeline.FromSeconds(3)}
		turn.Span, turn.Speaker = tc.turn, tc.speaker
		told, kind := c.told(turns.Facts{Readings: []turns.Reading{token, turn}})
		if told != tc.want || kind != "backchannel" {
			t.Errorf("%s: told as %s by a %s, want %s by a backchannel", tc.name, told, kind, tc.want)
		}
	}
	if told, kind := new(entryClip).told(turns.Facts{}); told != "-" || kind != "-" {
		t.Errorf("nothing is told as %s by a %s", told, kind)
	}
}
