package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/session"
)

func newReplayCommand() *cobra.Command {
	leave, oneClock := false, false
	cmd := &cobra.Command{
		Use:   "replay [FILE…]",
		Short: "Replay a recording as if it were live",
		Long: `Shows a recording on the dashboard as if it were live. Sound is a WAV file with a channel a person, or a file a
person; NAME=FILE names the person. An annotation says who speaks when, without sound: an RTTM file, whose speakers are
the channels, or an EAF file of ELAN or a TextGrid of Praat, whose tiers are; --channel TIER or NAME=TIER chooses among
them. Without a file the bundled session of synthesised voices is replayed.`,
		Example: `  monitor replay
  monitor replay call.wav --channel coach --channel client
  monitor replay coach=a.wav client=b.wav --speed 8
  monitor replay talk.rttm`,
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, logger, err := setup(cmd)
			if err != nil {
				return err
			}
			h := newHost(cfg, cmd.OutOrStdout(), logger)
			h.leave, h.oneClock = leave, oneClock
			return h.replay(cmd.Context(), args)
		},
	}
	channelFlag(cmd, "name of a channel, once each in their order; of a tier: NAME=TIER")
	sessionFlags(cmd)
	dashboardFlags(cmd)
	oneClockFlag(cmd, &oneClock)
	cmd.Flags().Float64("speed", 1, "how many times faster than it was recorded")
	bindFlag(cmd.Flags(), "speed", "replay.speed")
	cmd.Flags().BoolVar(&leave, "exit", false, "leave when the recording has ended, instead of showing its summary")
	return cmd
}

// replay shows a recording; no file is the bundled session.
func (h *host) replay(ctx context.Context, files []string) error {
	r, err := openRecording(files, recordingOptions{names: h.cfg.Channels, oneClock: h.oneClock, metrics: h.metrics})
	if err != nil {
		return err
	}
	for _, w := range warnings(r) {
		h.notes = append(h.notes, "Note: "+w)
	}
	opts := r.options(&h.cfg)
	opts.Speed = h.cfg.Replay.Speed
	opts.Feed = session.Paced(r.feed, opts.Speed)
	return errors.Join(h.serve(ctx, opts), r.close())
}

// warnings are what is known to limit a recording before it is heard.
func warnings(r *recording) []string {
	if r.warnings == nil {
		return nil
	}
	return r.warnings()
}
