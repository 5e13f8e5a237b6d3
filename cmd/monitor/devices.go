package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/vad"
)

func newDevicesCommand() *cobra.Command {
	span := time.Duration(0)
	cmd := &cobra.Command{
		Use:   "devices",
		Short: "List sound inputs with live levels",
		Long: `Lists the sound inputs of this machine with the level of each channel, and says which are loopbacks of what the
machine plays. On a terminal the levels move until Ctrl-C; in a pipe they are the highest of one second.`,
		Example: `  monitor devices
  monitor devices --for 3s`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			live := isTerminal(cmd.OutOrStdout())
			if span == 0 && !live {
				span = time.Second
			}
			return showDevices(cmd.Context(), cmd.OutOrStdout(), span, live)
		},
	}
	cmd.Flags().DurationVar(&span, "for", 0, "how long to listen (default: until Ctrl-C on a terminal, else 1s)")
	return cmd
}

// showDevices prints the inputs and their levels, again and again where a person looks.
func showDevices(ctx context.Context, w io.Writer, span time.Duration, live bool) error {
	inputs, err := capture.ListInputs(ctx, capture.DeviceOptions{})
	if err != nil {
		return err
	}
	if span > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, span+meterStart)
		defer cancel()
	}
	meters := make([]*inputMeter, len(inputs))
	for k, in := range inputs {
		meters[k] = startMeter(ctx, in)
	}
	defer func() {
		for _, m := range meters {
			m.wait()
		}
	}()
	if !live {
		<-ctx.Done()
		return printMeters(w, meters, 0)
	}
	return watchMeters(ctx, w, meters)
}

// meterStart is how long a device may take to deliver.
const meterStart = 500 * time.Millisecond

// watchMeters prints the meters in the same place until ctx ends.
func watchMeters(ctx context.Context, w io.Writer, meters []*inputMeter) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	lines := 0
	for {
		if err := printMeters(w, meters, lines); err != nil {
			return err
		}
		lines = 0
		for _, m := range meters {
			lines += m.lines()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// printMeters prints all meters over the last lines that were printed.
func printMeters(w io.Writer, meters []*inputMeter, over int) error {
	var b strings.Builder
	if over > 0 {
		fmt.Fprintf(&b, "\x1b[%dA", over)
	}
	for _, m := range meters {
		m.print(&b, over > 0 || isTerminal(w))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const (
	barLength = 30
	barFloor  = -60. // dBFS, where the bar begins
)

// bar draws a level.
func bar(dbfs float64) string {
	n := int((dbfs - barFloor) / -barFloor * barLength)
	n = min(max(n, 0), barLength)
	return strings.Repeat("█", n) + strings.Repeat("·", barLength-n)
}

// levelText is a level as a number.
func levelText(dbfs float64) string {
	if dbfs <= vad.NoLevel.DBFS() {
		return "no signal"
	}
	return fmt.Sprintf("%.0f dBFS", dbfs)
}

// loudest is the highest level of a hop's 8 ms, dBFS.
func loudest(h *audio.HopChannel) float64 {
	level := vad.NoLevel
	for _, l := range vad.Levels(h.PCM) {
		level = min(level, l)
	}
	return level.DBFS()
}
