package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func newConfigCommand() *cobra.Command {
	defaults := false
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Print the settings that are in force",
		Long: `Prints every key of the config with its value, as file and environment set it. With --defaults it prints the
commented file of all keys, to begin your own with.`,
		Example: `  monitor config
  monitor config --defaults > monitor.yml`,
		Args: arguments(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if defaults {
				_, err := cmd.OutOrStdout().Write(sampleConfig)
				return err
			}
			return printConfig(cmd)
		},
	}
	cmd.Flags().BoolVar(&defaults, "defaults", false, "print the commented file of all keys with their defaults")
	return cmd
}

// printConfig prints a line a key.
func printConfig(cmd *cobra.Command) error {
	file, err := cmd.Flags().GetString("config")
	if err != nil {
		return err
	}
	k, path, err := mergeConfig(file, cmd.Flags())
	if err != nil {
		return wrongUseError{err}
	}
	if _, err := decodeConfig(k); err != nil {
		return wrongUseError{err}
	}
	if path == "" {
		path = "none: these are the defaults and the environment"
	}
	out := cmd.OutOrStdout()
	fmt.Fprintln(out, "# config file:", path)
	keys := k.Keys()
	slices.Sort(keys)
	for _, key := range keys {
		value := fmt.Sprint(k.Get(key))
		if list, ok := k.Get(key).([]any); ok && len(list) == 0 {
			value = ""
		}
		fmt.Fprintln(out, strings.TrimRight(key+" "+value, " "))
	}
	return nil
}
