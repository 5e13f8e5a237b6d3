package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

const ms = timeline.Millisecond

// corpus is the folder of recordings and annotations, as seen from here. It skips the test when that is not there.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("EVENKEEL_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the corpus is not there (%v); set EVENKEEL_CORPUS to its folder", err)
	}
	return dir
}

func TestTheDetectorMeetsItsTargets(t *testing.T) {
	c, err := hearCorpus(corpus(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("frames of labelled clips", func(t *testing.T) { checkFrames(t, c.clips) })
	t.Run("edges of labelled clips", func(t *testing.T) {
		for name, of := range map[string]func(timeline.Span) timeline.Position{"onsets": onset, "offsets": offset} {
			if got := compareEdges(c.clips, of).size(.5); got > 40*ms {
				t.Errorf("half of the %s are off by more than %v, want at most 40ms", name, got.Duration())
			}
		}
	})
	t.Run("talk of two people", func(t *testing.T) {
		r, err := c.talk[syntheticTalk].score()
		if err != nil {
			t.Fatal(err)
		}
		if *r.OverlapF1 < .86 || r.TalkShareError > .5 {
			t.Errorf("overlap F1 %.3f, talk share error %.2f points; want at least .86 and at most .5",
				*r.OverlapF1, r.TalkShareError)
		}
	})
	t.Run("tables", func(t *testing.T) {
		var out bytes.Buffer
		if err := c.print(&out); err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"ROC-AUC", "offsets", "lamp", "talk share error", "a call, 8 kHz"} {
			if !strings.Contains(out.String(), word) {
				t.Errorf("no %q in:\n%s", word, &out)
			}
		}
	})
}

func checkFrames(t *testing.T, clips []clip) {
	t.Helper()
	var dated, segments agreement
	for i := range clips {
		c := &clips[i]
		truth := frames(c.speech, c.end)
		dated.addProbabilities(c, truth, vad.BackDate)
		segments.add(truth, frames(c.found, c.end))
	}
	auc, _ := dated.auc()
	for _, figure := range []struct {
		name      string
		got, want float64
	}{
		{"frame F1 of the segments", segments.f1(), .95},
		{"frame F1 of the probability", dated.f1(), .943},
		{"area under the ROC curve", auc, .969},
	} {
		if figure.got < figure.want {
			t.Errorf("%s = %.4f, want at least %.4f", figure.name, figure.got, figure.want)
		}
	}
}

func TestAMissingCorpusOrMeasureIsAnError(t *testing.T) {
	for _, args := range [][]string{{"--corpus", t.TempDir()}, {"weather"}, {"detector", "--corpus", t.TempDir()}} {
		if err := run(args, new(bytes.Buffer)); err == nil {
			t.Errorf("run(%q): no error", args)
		}
	}
}

func TestTheAreaUnderTheROCCurveCountsPairs(t *testing.T) {
	for _, tc := range []struct {
		without, with []vad.Probability
		want          float64
	}{
		{[]vad.Probability{1, 2, 3}, []vad.Probability{4, 5}, 1},
		{[]vad.Probability{4, 5}, []vad.Probability{1, 2, 3}, 0},
		{[]vad.Probability{1, 1}, []vad.Probability{1, 1}, .5},
		{[]vad.Probability{1, 3}, []vad.Probability{2, 3}, (1 + 0 + 1 + .5) / 4},
	} {
		a := agreement{scores: [2][]vad.Probability{tc.without, tc.with}}
		if got, ok := a.auc(); !ok || got != tc.want {
			t.Errorf("auc of %v and %v = %v, want %v", tc.without, tc.with, got, tc.want)
		}
	}
	if _, ok := new(agreement).auc(); ok {
		t.Error("auc of nothing is known")
	}
}

func TestEdgesMatchWhenEachIsTheOthersNearest(t *testing.T) {
	want := []timeline.Position{1000 * ms, 2000 * ms, 5000 * ms}
	got := []timeline.Position{980 * ms, 1950 * ms, 2010 * ms, 6000 * ms}
	if errors := edgeErrors(want, got); !slices.Equal(errors, []timeline.Position{-20 * ms, 10 * ms}) {
		t.Errorf("errors %v, want -20 and 10 ms: 1950 is not the nearest, 6000 is too far", errors)
	}
}

func TestLabelsAreSpansOfSpeech(t *testing.T) {
	c := clip{end: 3000 * ms}
	if err := c.label("clip-1,0.000,0.400,0,0.400,1.250,1,1.250,2.500,0\n"); err != nil {
		t.Fatal(err)
	}
	if want := []timeline.Span{{Start: 400 * ms, End: 1250 * ms}}; !slices.Equal(c.speech, want) || c.end != 2500*ms {
		t.Errorf("speech %v up to %v, want %v up to 2.5s", c.speech, c.end.Duration(), want)
	}
	if err := c.label("clip-1,now,later,1"); err == nil {
		t.Error("labels without numbers: no error")
	}
}

func TestTalkIsBridgedBeforeBurstsAreDropped(t *testing.T) {
	spans := []timeline.Span{
		{Start: 0, End: 50 * ms}, {Start: 200 * ms, End: 250 * ms}, {Start: 1000 * ms, End: 1090 * ms}, {Start: 2000 * ms, End: 3000 * ms},
	}
	want := []timeline.Span{{Start: 0, End: 250 * ms}, {Start: 2000 * ms, End: 3000 * ms}}
	if got := bridge(spans); !slices.Equal(got, want) {
		t.Errorf("bridge(%v) = %v, want %v", spans, got, want)
	}
}

func TestALampIsLateOrStray(t *testing.T) {
	lit := []timeline.Span{{Start: 100 * ms, End: 300 * ms}, {Start: 1050 * ms, End: 1500 * ms}}
	speech := []timeline.Span{{Start: 1000 * ms, End: 1400 * ms}}
	if d, ok := lightDelay(lit, speech[0]); !ok || d != 50*ms {
		t.Errorf("lightDelay = %v, %v, want 50ms", d.Duration(), ok)
	}
	if n := strayLights(lit, speech); n != 1 {
		t.Errorf("strayLights = %d, want 1", n)
	}
}
