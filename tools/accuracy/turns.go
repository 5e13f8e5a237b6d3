package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// interruptions are the readings that say that somebody tried to take the floor in overlap.
var interruptions = []turns.ReadingKind{
	turns.InterruptionSuccessful, turns.InterruptionUnsuccessful, turns.ButtIn,
}

func isInterruption(r turns.Reading) bool { return slices.Contains(interruptions, r.Kind) }
func isBackchannel(r turns.Reading) bool  { return r.Kind == turns.Backchannel }
func isSure(r turns.Reading) bool         { return isBackchannel(r) && r.Sure }

func corpusFolder() string {
	return cmp.Or(os.Getenv("EVENKEEL_CORPUS"), filepath.Join("..", "shared", "corpus"))
}

// measureTurns prints how well the readings of layer 2 agree with labels made by hand. The activity is annotated too, so
// that only the rules are measured.
func measureTurns(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("turns", flag.ContinueOnError)
	corpus := flags.String("corpus", corpusFolder(), "folder of recordings and annotations")
	if err := flags.Parse(args); err != nil {
		return err
	}
	t := newTable(out)
	folder := filepath.Join(*corpus, "turns-dev")
	for _, part := range []struct {
		files, heading string
		counts         func(turns.Reading) bool
		row            func(t table, name string, a turnsAgreement)
	}{
		{"gap-*", "interruptions" + interruptionColumns, isInterruption, interruptionRow},
		{"mrda-*", "backchannels" + backchannelColumns, isBackchannel, backchannelRow},
		{"mrda-*", "sure backchannels" + backchannelColumns, isSure, backchannelRow},
		{"maptask-*", "backchannels" + backchannelColumns, isBackchannel, backchannelRow},
		{"maptask-*", "sure backchannels" + backchannelColumns, isSure, backchannelRow},
	} {
		files, all, err := readTurns(filepath.Join(folder, part.files), part.counts)
		if err != nil {
			return err
		}
		t.row("%s", part.heading)
		for _, f := range files {
			part.row(t, f.name, f.turnsAgreement)
		}
		part.row(t, "all", all)
		t.gap()
	}
	return t.print()
}

const (
	interruptionColumns = "\tlabels\tfound\tbackchannels\tnoise\twithout label\tprecision\twith noise\trecall"
	backchannelColumns  = "\tlabels\tfound\telsewhere\tprecision\trecall"
)

func interruptionRow(t table, name string, a turnsAgreement) {
	t.row("%s\t%d\t%d\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f", name, a.labels["interruption"], a.found["interruption"],
		a.found["backchannel"], a.found["noise"], a.unlabelled, a.precision("interruption", "backchannel"),
		a.precision("interruption", "backchannel", "noise"), a.recall("interruption"))
}

func backchannelRow(t table, name string, a turnsAgreement) {
	labels, found := a.labels["backchannel"], a.found["backchannel"]
	elsewhere := a.readings() - found
	t.row("%s\t%d\t%d\t%d\t%.3f\t%.3f", name, labels, found, elsewhere, share(found, a.readings()), share(found, labels))
}

// turnsFile is one session with its agreement.
type turnsFile struct {
	name string
	turnsAgreement
}

// readTurns compares the readings that count with all labels, in every session that a pattern of file names matches.
func readTurns(pattern string, counts func(turns.Reading) bool) ([]turnsFile, turnsAgreement, error) {
	all := newTurnsAgreement()
	paths, err := filepath.Glob(pattern + ".rttm")
	if err != nil || len(paths) == 0 {
		return nil, all, fmt.Errorf("find %s.rttm: there is none; is --corpus right?", pattern)
	}
	var files []turnsFile
	for _, path := range paths {
		found, err := findMarks(path, counts)
		if err != nil {
			return nil, all, fmt.Errorf("find turns in %s: %w", path, err)
		}
		base := strings.TrimSuffix(path, ".rttm")
		labels, err := readLabels(base + ".labels.csv")
		if err != nil {
			return nil, all, fmt.Errorf("read labels of %s: %w", path, err)
		}
		a := agree(found, labels)
		files = append(files, turnsFile{filepath.Base(base), a})
		all.add(a)
	}
	return files, all, nil
}

// findMarks runs the rules on who speaks when, and returns where the readings that count start.
func findMarks(path string, counts func(turns.Reading) bool) ([]mark, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	records, err := rttm.ParseRecords(f)
	if err != nil {
		return nil, err
	}
	segments, opts := rttm.Segments(records), turns.DefaultOptions()
	if step := rttm.Step(records); step > 0 { // as monitor analyze does it
		segments, opts = rttm.Units(records), opts.Rounded(step)
	}
	names := rttm.Speakers(segments)
	engine, err := turns.NewEngine(len(names), opts)
	if err != nil {
		return nil, err
	}
	var end timeline.Position
	for _, s := range segments {
		k := slices.Index(names, s.Speaker)
		for _, c := range []vad.Change{{Channel: k, At: s.Start, Activity: vad.Speech}, {Channel: k, At: s.End}} {
			if err := engine.Push(c); err != nil {
				return nil, err
			}
		}
		end = max(end, s.End)
	}
	var marks []mark
	for _, r := range engine.Finish(end).Readings {
		if r.Status == turns.Final && counts(r) {
			marks = append(marks, mark{names[r.Speaker], r.Start, r.Kind.String()})
		}
	}
	return marks, nil
}
