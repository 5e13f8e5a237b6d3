package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
)

func newBenchCommand() *cobra.Command {
	least := 5 * time.Second
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure how fast this machine listens",
		Long: `Analyzes the bundled session again and again and prints how many times faster than real time that is: the whole
way from sound in a file to facts and indicators, on one core.`,
		Example: "  monitor bench --time 10s",
		Args:    arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, _, err := setup(cmd)
			if err != nil {
				return err
			}
			return bench(cmd.Context(), &cfg, cmd.OutOrStdout(), least)
		},
	}
	cmd.Flags().DurationVar(&least, "time", least, "how long to measure at least")
	cmd.AddCommand(newBenchPipelineCommand())
	return cmd
}

func bench(ctx context.Context, cfg *Config, w io.Writer, least time.Duration) error {
	var heard timeline.Position
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	rounds, channels := 0, 0
	for ; rounds == 0 || time.Since(start) < least; rounds++ {
		r, err := openRecording(nil, recordingOptions{})
		if err != nil {
			return err
		}
		opts := r.options(cfg)
		opts.Observe = func(*session.Step) {}
		if _, err = analyze(ctx, opts); err != nil {
			return err
		}
		heard, channels = heard+r.length, len(r.names)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	hops := float64(heard) / timeline.HopLen * float64(channels)
	fmt.Fprintf(w, "%s %s/%s, %d processors\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	fmt.Fprintf(w, "%d x the bundled session, %d channels: %.1f s of sound in %.1f s\n",
		rounds, channels, heard.Seconds(), took.Seconds())
	fmt.Fprintf(w, "%.0f x real time, %.0f µs a hop and channel, %.0f B allocated a hop and channel\n",
		heard.Seconds()/took.Seconds(), float64(took.Microseconds())/hops, float64(after.TotalAlloc-before.TotalAlloc)/hops)
	return nil
}
