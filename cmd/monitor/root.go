package main

import (
	"io"
	"log/slog"

	"github.com/spf13/cobra"
)

// newRoot makes the command line.
func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "monitor",
		Short: "Shows who leads a conversation, from sound alone",
		Long: `Evenkeel listens to one audio channel a person, finds who speaks when, and shows live who talks most, who takes
the floor over the other and who speaks first after a silence. Nothing leaves this machine, and no audio
is kept unless everybody in the session agrees.`,
		Example: `  monitor run                                          microphones, or the bundled session when there are none
  monitor run --channel coach=USB:1 --channel client=USB:2
  monitor replay call.wav --speed 4                    a recording as if it were live
  monitor analyze coach=a.wav client=b.wav -o out      a recording at full speed, with files
  monitor devices                                      sound inputs with live levels`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          arguments(cobra.NoArgs),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetIn(s.in)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return wrongUse("%w\nsee %s --help", err, cmd.CommandPath())
	})
	flags := root.PersistentFlags()
	flags.String("config", "", "config file (default monitor.yml here or in the user's config folder)")
	flags.String("log-level", "info", "debug, info, warn or error")
	bindFlag(flags, "log-level", "log.level")
	flags.String("log-format", "text", "text or json")
	bindFlag(flags, "log-format", "log.format")
	root.AddCommand(
		newRunCommand(), newReplayCommand(), newAnalyzeCommand(), newDevicesCommand(), newScoreCommand(),
		newSessionsCommand(), newBenchCommand(), newConfigCommand(), newVersionCommand(), newWorkerCommand(),
	)
	return root
}

// setup reads the config for a command and makes its logger, which writes beside the output.
func setup(cmd *cobra.Command) (Config, *slog.Logger, error) {
	file, err := cmd.Flags().GetString("config")
	if err != nil {
		return Config{}, nil, err
	}
	cfg, err := loadConfig(file, cmd.Flags())
	if err != nil {
		return cfg, nil, wrongUseError{err}
	}
	logger := newLogger(cfg.Log, cmd.ErrOrStderr())
	if names := strangers(); len(names) > 0 {
		logger.Warn("environment names no key of the config; see monitor config", "names", names)
	}
	return cfg, logger, nil
}

func newLogger(c LogConfig, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.Level)) // checked with the config
	opts := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}
