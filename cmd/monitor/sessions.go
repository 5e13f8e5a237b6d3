package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/store"
)

func newSessionsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sessions",
		Short: "List, show, export, import and erase sessions that are kept",
		Long: `Sessions are kept as numbers, never as sound: for each person and 32 ms how likely they spoke and how loud it was, and
what people added. Everything else is computed from these. While monitor run uses the folder, its page does the same.`,
		Example: `  monitor sessions list --person Maya
  monitor sessions show 20261122-091500-1a2b3c4d
  monitor sessions export 20261122-091500-1a2b3c4d -o out
  monitor sessions import out/record.evenkeel
  monitor sessions erase 20261122-091500-1a2b3c4d`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newSessionsListCommand(), newSessionsShowCommand(), newSessionsExportCommand(), newSessionsImportCommand(),
		newSessionsEraseCommand(),
	)
	return cmd
}

// withStore calls do with the sessions that are kept.
func withStore(cmd *cobra.Command, do func(ctx context.Context, s *store.Store) error) error {
	cfg, logger, err := setup(cmd)
	if err != nil {
		return err
	}
	dir, err := dataDir(cfg.Data)
	if err != nil {
		return err
	}
	s, err := store.Open(cmd.Context(), store.Options{Dir: dir, URL: cfg.NATS, Logger: logger})
	if err != nil {
		return err
	}
	return errors.Join(do(cmd.Context(), s), s.Close())
}

// withArchive calls do with the sessions that are kept, as they are reviewed. None is erased because of its age.
func withArchive(cmd *cobra.Command, do func(ctx context.Context, a *archive.Archive) error) error {
	cfg, logger, err := setup(cmd)
	if err != nil {
		return err
	}
	cfg.Keep = keepAlways
	a, err := openArchive(cmd.Context(), &cfg, logger)
	if err != nil {
		return err
	}
	return errors.Join(do(cmd.Context(), a), a.Close())
}
