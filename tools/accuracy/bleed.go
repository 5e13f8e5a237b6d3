package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/bleed"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/score"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// bleedKinds are the conditions of the table: recordings that are scored together.
var bleedKinds = []struct{ name, files string }{
	{"two people, no bleed", "bleed-dev/dyad*-clean.wav"},
	{"two people, -20 dB", "bleed-dev/dyad*-bleed-20.wav"},
	{"two people, -12 dB", "bleed-dev/dyad*-bleed-12.wav"},
	{"two people, -6 dB", "bleed-dev/dyad*-bleed-6.wav"},
	{"four people, -20 dB", "bleed-dev/four*-bleed-20.wav"},
	{"four people, -10 dB", "bleed-dev/four*-bleed-10.wav"},
	{"loudspeaker echo, 0 dB", "real-dev/simple_talk_bleed0dB.wav"},
	{"loudspeaker echo, -10 dB", "real-dev/simple_talk_bleed-10dB.wav"},
	{"loudspeaker echo, -20 dB", "real-dev/simple_talk_bleed-20dB.wav"},
	{"meeting headsets, 9 s each", "real-dev/ami-*.wav"},
	{"a call, 8 kHz", "real-dev/call-*.wav"},
}

func measureBleed(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bleed", flag.ContinueOnError)
	corpus := flags.String("corpus", corpusFolder(), "folder of recordings and annotations")
	if err := flags.Parse(args); err != nil {
		return err
	}
	t := newTable(out)
	t.row("\tas recorded: F1\toverlap F1\tshare error, pp\tseparated: F1\toverlap precision\trecall\tF1\tshare error, pp")
	for _, kind := range bleedKinds {
		files, err := filepath.Glob(filepath.Join(*corpus, filepath.FromSlash(kind.files)))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("find %s in %s: is --corpus right?", kind.files, *corpus)
		}
		a, err := scoreAll(files, hear)
		if err != nil {
			return err
		}
		b, err := scoreAll(files, hearSeparated)
		if err != nil {
			return err
		}
		t.row("%s\t%s\t%s\t%.2f\t%s\t%s\t%s\t%s\t%.2f", kind.name, figure(a.F1), figure(a.OverlapF1), a.TalkShareError,
			figure(b.F1), figure(b.OverlapPrecision), figure(b.OverlapRecall), figure(b.OverlapF1), b.TalkShareError)
	}
	if err := t.print(); err != nil {
		return err
	}
	fmt.Fprintln(out)
	if err := measureWarmUp(*corpus, out); err != nil {
		return err
	}
	fmt.Fprintln(out)
	return measureEcho(*corpus, out)
}

// scoreAll scores what is heard in recordings, all together.
func scoreAll(files []string, hear func(path string) (heard, error)) (score.Result, error) {
	var all talk
	for _, file := range files {
		ref, err := readReference(referenceOf(file))
		if err != nil {
			return score.Result{}, err
		}
		h, err := hear(file)
		if err != nil {
			return score.Result{}, err
		}
		all.recordings = append(all.recordings, conversation{h, ref})
	}
	return all.score()
}

// referenceOf is the recording whose reference is that of file: those of one talk that differ in level share theirs.
func referenceOf(file string) string {
	if m, _ := filepath.Match("simple_talk_*", filepath.Base(file)); m {
		return filepath.Join(filepath.Dir(file), "simple_talk.wav")
	}
	return file
}

// hearSeparated runs a recording through separation and detector.
func hearSeparated(path string) (heard, error) {
	source, err := capture.OpenWAV([]capture.NamedFile{{Path: path}})
	if err != nil {
		return heard{}, err
	}
	defer func() { _ = source.Close() }()
	h, err := separated(source, source.Length(), func() bool { return false })
	if err != nil {
		return heard{}, fmt.Errorf("hear %s: %w", path, err)
	}
	return h, nil
}

// separated is what is heard in the sound of a source once the bleed is taken out. moved says whether a channel of the
// hop that was read last has moved in time.
func separated(source audio.HopSource, length timeline.Position, moved func() bool) (h heard, err error) {
	n := source.Channels()
	l, err := newListener(n)
	if err != nil {
		return h, err
	}
	h = heard{length, make([][]vad.Observation, n), make([][]vad.Change, n)}
	for hop := audio.NewHop(n); l.own.Start < h.length-timeline.HopLen; {
		switch err := source.ReadHop(context.Background(), hop); {
		case errors.Is(err, io.EOF): // what is still on its way follows
			hop.Start += timeline.HopLen
			for k := range hop.Channels {
				hop.Channels[k].Unknown = true
			}
		case err != nil:
			return h, err
		case moved():
			l.separator.Restart()
		}
		l.hear(hop, &h)
	}
	h.segment()
	return h, nil
}

// listener finds speech in channels that it separates first.
type listener struct {
	separator *bleed.Separator
	detector  *vad.Detector
	own       *audio.Hop // what came out of the separation last
	observed  []vad.Observation
	probs     []float64
}

func newListener(channels int) (*listener, error) {
	separator, err := bleed.New(channels)
	if err != nil {
		return nil, err
	}
	detector, err := vad.NewDetector(channels)
	if err != nil {
		return nil, err
	}
	l := &listener{separator, detector, audio.NewHop(channels), make([]vad.Observation, channels), make([]float64, channels)}
	l.own.Start = -bleed.Latency
	return l, nil
}

// hear takes the next hop and adds to h what is heard in the one that is due.
func (l *listener) hear(hop *audio.Hop, h *heard) {
	l.separator.Push(l.own, hop)
	if l.own.Start < 0 {
		return
	}
	l.detector.Observe(l.own, l.observed)
	for k, o := range l.observed {
		l.probs[k] = o.Probability.Float()
	}
	for k, ambiguous := range l.separator.Heard(l.probs) {
		o := l.observed[k]
		if ambiguous {
			o.Flags |= vad.Ambiguous
		}
		o.Probability = vad.ProbabilityOf(bleed.OwnProbability(l.probs[k], ambiguous))
		h.observations[k] = append(h.observations[k], o)
	}
}
