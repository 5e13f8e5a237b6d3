package main

import (
	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/capture"
)

// newWorkerCommand is for the program itself: it captures one device in a process of its own, which can crash or hang
// without harm.
func newWorkerCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "capture-worker",
		Short:  "Capture one device for another process",
		Hidden: true,
		Args:   arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return capture.RunWorker(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}
