package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/archive"
)

func newSessionsShowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Print the summary of a session, as corrected",
		Long:    "Computes a session anew from its record, with the corrections that were made, and prints what analyze prints.",
		Example: `  monitor sessions show 20261122-091500-1a2b3c4d`,
		Args:    arguments(oneSession),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withArchive(cmd, func(ctx context.Context, a *archive.Archive) error {
				s, err := a.Outcome(ctx, args[0], archive.Copy{Reader: archive.Reader{As: "mentor"}})
				if err != nil {
					return err
				}
				tell(cmd.OutOrStdout(), s)
				return nil
			})
		},
	}
	placeFlags(cmd)
	return cmd
}
