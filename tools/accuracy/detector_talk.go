package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/score"
	"github.com/evenkeel/monitor/internal/timeline"
)

// Segments of conversations are compared as turn-taking counts them.
const (
	talkBridge = 200 * timeline.Millisecond
	talkLeast  = 96 * timeline.Millisecond
)

// The kinds of conversations.
const (
	syntheticTalk = iota
	meetingTalk
	callTalk
)

var talkKinds = [...]struct{ name, files string }{
	syntheticTalk: {"two people, synthetic talk", "bleed-dev/*-clean.wav"},
	meetingTalk:   {"meeting headsets, 9 s each", "real-dev/ami-*.wav"},
	callTalk:      {"a call, 8 kHz", "real-dev/call-*.wav"},
}

// talk is recordings of one kind, each channel of which is one person.
type talk struct {
	name       string
	recordings []conversation
}

// conversation is a recording and who speaks when in it.
type conversation struct {
	heard
	reference []rttm.Record
}

// readTalk hears the conversations of every kind.
func readTalk(corpus string) ([]talk, error) {
	var all []talk
	for _, kind := range talkKinds {
		files, err := filepath.Glob(filepath.Join(corpus, filepath.FromSlash(kind.files)))
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("find %s in %s: is --corpus right?", kind.files, corpus)
		}
		t := talk{name: kind.name, recordings: make([]conversation, len(files))}
		for i, file := range files {
			if t.recordings[i].heard, err = hear(file); err != nil {
				return nil, err
			}
			if t.recordings[i].reference, err = readReference(file); err != nil {
				return nil, err
			}
		}
		all = append(all, t)
	}
	return all, nil
}

// readReference reads who speaks when in a recording from the RTTM file beside it.
func readReference(recording string) ([]rttm.Record, error) {
	path := strings.TrimSuffix(recording, filepath.Ext(recording)) + ".rttm"
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the reference: %w", err)
	}
	defer func() { _ = f.Close() }()
	records, err := rttm.ParseRecords(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return records, nil
}

// speakerOf is what references call the person of channel k.
func speakerOf(k int) string { return fmt.Sprintf("ch%d", k) }

// clips are the channels of all recordings.
func (t talk) clips() []clip {
	var clips []clip
	for _, r := range t.recordings {
		for k := range r.changes {
			c := newClip(r.heard, k)
			for _, ref := range r.reference {
				if start := timeline.FromSeconds(ref.Start); ref.Speaker == speakerOf(k) {
					c.speech = append(c.speech, timeline.Span{Start: start, End: start + timeline.FromSeconds(ref.Duration)})
				}
			}
			clips = append(clips, c)
		}
	}
	return clips
}

// score compares the segments with the references.
func (t talk) score() (score.Result, error) {
	var tally score.Tally
	for _, r := range t.recordings {
		if err := tally.Add(r.reference, r.records(), score.Options{}); err != nil {
			return score.Result{}, fmt.Errorf("score %s: %w", t.name, err)
		}
	}
	return tally.Result(), nil
}

// records are the stretches of speech that were found.
func (h heard) records() []rttm.Record {
	var found []rttm.Record
	for k := range h.changes {
		for _, s := range bridge(h.speech(k)) {
			found = append(found, rttm.Record{Speaker: speakerOf(k), Start: s.Start.Seconds(), Duration: s.Len().Seconds()})
		}
	}
	return found
}

// bridge joins spans over shorter gaps than talkBridge and drops what is then shorter than talkLeast.
func bridge(spans []timeline.Span) []timeline.Span {
	var joined, kept []timeline.Span
	for _, s := range spans {
		if n := len(joined); n > 0 && s.Start-joined[n-1].End < talkBridge {
			joined[n-1].End = s.End
			continue
		}
		joined = append(joined, s)
	}
	for _, s := range joined {
		if s.Len() >= talkLeast {
			kept = append(kept, s)
		}
	}
	return kept
}

// talkTable prints who speaks when in conversations.
func talkTable(t table, all []talk) error {
	t.row("conversations without bleed\tF1\toverlap precision\trecall\tF1\ttalk share error, pp")
	for _, kind := range all {
		r, err := kind.score()
		if err != nil {
			return err
		}
		t.row("%s\t%s\t%s\t%s\t%s\t%.2f", kind.name, figure(r.F1),
			figure(r.OverlapPrecision), figure(r.OverlapRecall), figure(r.OverlapF1), r.TalkShareError)
	}
	return nil
}

func figure(x *float64) string {
	if x == nil {
		return "-"
	}
	return fmt.Sprintf("%.3f", *x)
}
