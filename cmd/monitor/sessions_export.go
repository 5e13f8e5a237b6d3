package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/export"
)

func newSessionsExportCommand() *cobra.Command {
	var notes bool
	cmd := &cobra.Command{
		Use:   "export ID",
		Short: "Write the files of a session, and its whole record",
		Long: `Writes the files of a session as corrected, and ` + archive.RecordFile + `: the whole record as one file, with which it moves to
another machine, with all notes. With --pseudonymous none of them tells a name.`,
		Example: `  monitor sessions export 20261122-091500-1a2b3c4d -o out
  monitor sessions export 20261122-091500-1a2b3c4d -o out --format elan --pseudonymous`,
		Args: arguments(oneSession),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, _, err := setup(cmd)
			if err != nil {
				return err
			}
			if cfg.Session.Output == "" {
				return wrongUse("name a folder to write to: add -o DIR")
			}
			if notes && cfg.Session.Pseudonymous {
				return wrongUse("notes are words of people, which pseudonymous files leave out: choose one of the two")
			}
			c := archive.Copy{Pseudonymous: cfg.Session.Pseudonymous, Notes: notes} // as nobody in the session reads it
			return withArchive(cmd, func(ctx context.Context, a *archive.Archive) error {
				if err := exportSession(ctx, a, args[0], &cfg.Session, c); err != nil {
					return err
				}
				names := append(cfg.files().Names(), archive.RecordFile)
				fmt.Fprintf(cmd.OutOrStdout(), "Written to %s: %s\n", cfg.Session.Output, strings.Join(names, ", "))
				return nil
			})
		},
	}
	placeFlags(cmd)
	f := cmd.Flags()
	f.StringP("output", "o", "", "folder for the files")
	bindFlag(f, "output", "session.output")
	f.StringArray("format", nil, "write this format too: "+strings.Join(export.Formats(), ", ")+"; once for each")
	bindFlag(f, "format", "session.formats")
	f.Bool("pseudonymous", false, "files call people by their roles, without titles and words of people")
	bindFlag(f, "pseudonymous", "session.pseudonymous")
	f.BoolVar(&notes, "notes", false, "with the notes that are shared")
	return cmd
}

// exportSession writes the files of a session into the folder that cfg names.
func exportSession(ctx context.Context, a *archive.Archive, id string, cfg *SessionConfig, c archive.Copy) error {
	s, err := a.Outcome(ctx, id, c)
	if err != nil {
		return err
	}
	if err = writeFiles(cfg.Output, s, export.FileOptions{Formats: cfg.Formats, Pseudonymous: c.Pseudonymous}); err != nil {
		return err
	}
	return writeFile(filepath.Join(cfg.Output, archive.RecordFile), func(w io.Writer) error {
		return a.Export(ctx, id, archive.RecordFile, c, w)
	})
}
