package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/turns"
)

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of program and rules",
		Args:  arguments(cobra.NoArgs),
		Run: func(cmd *cobra.Command, _ []string) {
			fmt.Fprintf(cmd.OutOrStdout(), "monitor %s\nrules of turn-taking %s\n%s %s/%s\n",
				version, turns.RuleVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		},
	}
}
