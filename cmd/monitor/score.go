package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/score"
)

func newScoreCommand() *cobra.Command {
	var ref, hyp, tiers []string
	var opts score.Options
	cmd := &cobra.Command{
		Use:   "score --ref A --hyp B",
		Short: "Measure how well two annotations of who speaks when agree",
		Long: `Compares annotations frame by frame on a grid of 10 ms; speakers are matched by name. Prints JSON: missed and
invented speech and their sum (der) as shares of the reference's speech, precision, recall and F1 of speech and of
overlap, the talk share error of the worst speaker in percentage points, and the Jaccard error rate. Several pairs are
pooled: give --ref and --hyp once each for every pair, in the same order. An annotation is an RTTM file, an EAF file of
ELAN or a TextGrid of Praat, whose tiers are the speakers.`,
		Example: `  monitor score --ref reference.rttm --hyp out/activity.rttm
  monitor score --ref a.rttm --hyp a1.rttm --ref b.rttm --hyp b1.rttm --collar 0.25
  monitor score --ref talk.eaf --channel coach=K-Spch --channel client=W-Spch --hyp out/activity.rttm`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if len(ref) == 0 || len(ref) != len(hyp) {
				return wrongUse("%d --ref and %d --hyp: give one of each for every pair", len(ref), len(hyp))
			}
			return scorePairs(cmd.OutOrStdout(), ref, hyp, tiers, opts)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&ref, "ref", nil, "annotation of the reference")
	f.StringArrayVar(&hyp, "hyp", nil, "annotation that is measured")
	f.StringArrayVarP(&tiers, "channel", "c", nil, "tier of an EAF or TextGrid reference that is a speaker, as TIER or NAME=TIER")
	f.Float64Var(&opts.End, "end", 0, "seconds at which the comparison ends (default: the last record)")
	f.Float64Var(&opts.Collar, "collar", 0, "seconds around each edge of the reference that are left out")
	return cmd
}

func scorePairs(w io.Writer, ref, hyp, tiers []string, opts score.Options) error {
	var tally score.Tally
	for i := range ref {
		r, _, err := readAnnotation(ref[i], tiers)
		if err != nil {
			return err
		}
		h, _, err := readAnnotation(hyp[i], nil)
		if err != nil {
			return err
		}
		if err := tally.Add(r, h, opts); err != nil {
			return wrongUseError{err}
		}
	}
	return json.NewEncoder(w).Encode(tally.Result())
}
