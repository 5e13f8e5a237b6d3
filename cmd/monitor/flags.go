package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// bindFlag ties a flag to the key of the config that it sets.
func bindFlag(flags *pflag.FlagSet, flag, key string) {
	if err := flags.SetAnnotation(flag, flagKey, []string{key}); err != nil {
		panic("no flag " + flag + " to bind to " + key) // a wrong name in this package
	}
}

// channelFlag names the channels.
func channelFlag(cmd *cobra.Command, usage string) {
	cmd.Flags().StringArrayP("channel", "c", nil, usage)
	bindFlag(cmd.Flags(), "channel", "channels")
}

// oneClockFlag is that of commands that take several recordings.
func oneClockFlag(cmd *cobra.Command, on *bool) {
	cmd.Flags().BoolVar(on, "one-clock", false, "several files were made by one recorder: they began at the same moment")
}

// sessionFlags are those of every command that makes a session.
func sessionFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	bound := func(flag, key string) { bindFlag(f, flag, key) }
	f.StringP("output", "o", "", "folder for the session's files when it ends")
	bound("output", "session.output")
	f.StringArray("format", nil, "write this format too: "+strings.Join(export.Formats(), ", ")+"; once for each")
	bound("format", "session.formats")
	f.Bool("pseudonymous", false, "files call people by their roles, without titles and words of people")
	bound("pseudonymous", "session.pseudonymous")
	f.String("title", "", "name of the session")
	bound("title", "session.title")
	f.String("band", "", "agreed talk share of the coach in percent, such as 25-40")
	bound("band", "agreement.band")
	f.Duration("lapse", 3*time.Second, "silence that counts from here")
	bound("lapse", "agreement.lapse")
}

// placeFlags are those of every command that works with sessions that are kept.
func placeFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("data", "", "folder in which sessions are kept (default evenkeel in the user's data folder)")
	bindFlag(f, "data", "data")
	f.String("nats", "", "address of a NATS cluster that keeps them in its place")
	bindFlag(f, "nats", "nats")
}

// keepFlags are those of every command that keeps sessions.
func keepFlags(cmd *cobra.Command) {
	placeFlags(cmd)
	f := cmd.Flags()
	f.String("keep", keepAlways, "how long sessions are kept: always, never, or days such as 90d")
	bindFlag(f, "keep", "keep")
}

// dashboardFlags are those of every command that shows a session.
func dashboardFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.String("listen", "127.0.0.1:8737", "address of the dashboard")
	bindFlag(f, "listen", "listen")
	f.Bool("nudges", false, "at most one line of text in 5 minutes")
	bindFlag(f, "nudges", "agreement.nudges")
	f.String("seen-by", "everybody", "who sees the live view: none, coach or everybody")
	bindFlag(f, "seen-by", "agreement.seen_by")
}

// turnOptions are the rules of cfg; the lapse is the agreed one.
func (c *Config) turnOptions() turns.Options {
	o := turns.DefaultOptions()
	for _, x := range o.Lengths() {
		if d, ok := c.Rules[x.Name]; ok {
			*x.Length = timeline.FromDuration(d)
		}
	}
	o.Lapse = timeline.FromDuration(c.Agreement.Lapse)
	return o
}

// files are the files of a session that cfg asks for.
func (c *Config) files() export.FileOptions {
	return export.FileOptions{Formats: c.Session.Formats, Pseudonymous: c.Session.Pseudonymous}
}

// agreement is what cfg says is agreed.
func (c *Config) agreement() view.Agreement {
	a := c.Agreement
	band, _ := a.band() // checked with the config
	return view.Agreement{
		Band: band, LapseMS: a.Lapse.Milliseconds(), SeenBy: a.SeenBy, Nudges: a.Nudges,
		FloorLimitMS: a.FloorLimit.Milliseconds(), SilencesInRow: a.SilencesInRow, TakenIn5Min: a.TakenIn5Min,
		PlannedMS: c.Session.Planned.Milliseconds(),
	}
}
