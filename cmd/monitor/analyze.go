package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// observationsFile is what --observations adds to the files of a session.
const observationsFile = "observations.csv"

func newAnalyzeCommand() *cobra.Command {
	observe, oneClock := false, false
	cmd := &cobra.Command{
		Use:   "analyze FILE…",
		Short: "Analyze a recording at full speed",
		Long: `Analyzes a recording and prints a summary; with -o it also writes ` + strings.Join(export.FileOptions{}.Names(), ", ") +
			`, and what --format adds.
Sound is a WAV file with a channel a person, or a file a person; NAME=FILE names the person. An annotation says who
speaks when, without sound: an RTTM file, whose speakers are the channels, or an EAF file of ELAN or a TextGrid of Praat,
whose tiers are; --channel TIER or NAME=TIER chooses among them.`,
		Example: `  monitor analyze call.wav -o out
  monitor analyze coach=a.wav client=b.wav
  monitor analyze call.wav --channel coach --channel client -o out --observations
  monitor analyze talk.rttm -o out
  monitor analyze talk.eaf --channel coach=K-Spch --channel client=W-Spch -o out --format praat`,
		Args: arguments(someFiles),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, _, err := setup(cmd)
			if err != nil {
				return err
			}
			if observe && cfg.Session.Output == "" {
				return wrongUse("--observations needs a folder to write to: add -o DIR")
			}
			a := &analysis{cfg: cfg, out: cmd.OutOrStdout(), err: cmd.ErrOrStderr(), observe: observe, oneClock: oneClock}
			return a.run(cmd.Context(), args)
		},
	}
	channelFlag(cmd, "name of a channel, once each in their order; of a tier: NAME=TIER")
	sessionFlags(cmd)
	oneClockFlag(cmd, &oneClock)
	cmd.Flags().BoolVar(&observe, "observations", false, "also write "+observationsFile+", a line a hop and channel")
	return cmd
}

// analysis is one run of the command.
type analysis struct {
	cfg      Config
	out, err io.Writer
	observe  bool
	oneClock bool
}

func (a *analysis) run(ctx context.Context, files []string) (err error) {
	if dir := a.cfg.Session.Output; dir != "" {
		if err = checkFolder(dir); err != nil {
			return err
		}
	}
	r, err := openRecording(files, recordingOptions{names: a.cfg.Channels, oneClock: a.oneClock, ahead: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	progress := newProgress(a.err, r.length)
	opts := r.options(&a.cfg)
	opts.Observe = progress.step
	var s *export.Session
	if a.observe {
		s, err = a.observed(ctx, opts)
	} else {
		s, err = analyze(ctx, opts)
	}
	progress.done()
	if err != nil {
		return err
	}
	return a.report(s)
}

// observed is analyze, with the observations written as they come.
func (a *analysis) observed(ctx context.Context, opts session.Options) (*export.Session, error) {
	dir, seen, names := a.cfg.Session.Output, opts.Observe, channelNames(opts)
	var s *export.Session
	err := writeFile(filepath.Join(dir, observationsFile), func(w io.Writer) error {
		csv := export.NewObservations(w, names, vad.BackDate)
		opts.Observe = func(step *session.Step) {
			seen(step)
			if step.Observations != nil {
				csv.Hop(step.Now-timeline.HopLen, step.Observations)
			}
		}
		var err error
		s, err = analyze(ctx, opts)
		return errors.Join(err, csv.Close())
	})
	return s, err
}

// channelNames are those of the channels in the files of a recording's session.
func channelNames(opts session.Options) export.Names {
	people := make([]view.Person, len(opts.Seats))
	for k, s := range opts.Seats {
		people[k] = view.Person{ID: s.ID, Role: string(s.Role)}
	}
	if opts.Files.Pseudonymous {
		people = export.Pseudonyms(people)
	}
	names := make(export.Names, len(people))
	for k := range people {
		names[k] = people[k].ID
	}
	return names
}

// analyze plays a session through and returns what came of it.
func analyze(ctx context.Context, opts session.Options) (*export.Session, error) {
	live, err := session.New(opts)
	if err != nil {
		return nil, err
	}
	if err := live.Play(ctx); err != nil {
		return nil, err
	}
	return live.Outcome(), nil
}

// report writes and prints what was found, in this order: nobody may read the print to its end.
func (a *analysis) report(s *export.Session) error {
	dir := a.cfg.Session.Output
	if dir == "" {
		tell(a.out, s)
		return nil
	}
	if err := writeFiles(dir, s, a.cfg.files()); err != nil {
		return err
	}
	tell(a.out, s)
	names := a.cfg.files().Names()
	if a.observe {
		names = append(names, observationsFile)
	}
	fmt.Fprintf(a.out, "\nWritten to %s: %s\n", dir, strings.Join(names, ", "))
	return nil
}

// progress shows a person how far a long work has come.
type progress struct {
	bar  *progressbar.ProgressBar // nil: nobody looks
	next timeline.Position
}

// newProgress shows a bar on a terminal and nothing elsewhere.
func newProgress(w io.Writer, length timeline.Position) *progress {
	if !isTerminal(w) {
		return &progress{}
	}
	return &progress{bar: progressbar.NewOptions64(int64(length.Duration()/time.Second),
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("Listening"), progressbar.OptionFullWidth(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionShowElapsedTimeOnFinish())}
}

func (p *progress) step(s *session.Step) {
	if p.bar == nil || s.Now < p.next {
		return
	}
	p.next = s.Now + timeline.Second
	_ = p.bar.Set64(int64(s.Now.Seconds())) // a bar that cannot be drawn is no reason to stop
}

func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish() // as above
	}
}
