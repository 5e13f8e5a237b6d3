package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/store"
)

func newSessionsImportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Add sessions that were exported elsewhere",
		Long: `Adds whole records, as sessions export writes them. A session that is there already is left as it is; when the file
holds another version of it, that is an error.`,
		Example: `  monitor sessions import out/record.evenkeel`,
		Args:    arguments(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withStore(cmd, func(ctx context.Context, s *store.Store) error {
				for _, path := range args {
					if err := importSession(ctx, cmd.OutOrStdout(), s, path); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	placeFlags(cmd)
	return cmd
}

func importSession(ctx context.Context, w io.Writer, s *store.Store, path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("import a session: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum, err := s.Import(ctx, f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Fprintln(w, line(&sum))
	return nil
}
