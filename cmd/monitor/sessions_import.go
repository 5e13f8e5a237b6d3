package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/store"
)

func newSessionsImportCommand() *cobra.Command {
	oneClock := false
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Add sessions that were exported elsewhere, or a recording",
		Long: `Adds whole records, as sessions export writes them: a session that is there already is left as it is; when the file
holds another version of it, that is an error.

Of any other file, or of a file a person, it makes one session: a recording (WAV) is analyzed as by monitor analyze, an
annotation (RTTM, EAF, TextGrid) is taken as it is. The sound itself is not kept.`,
		Example: `  monitor sessions import out/record.evenkeel
  monitor sessions import coach=a.wav client=b.wav --title "Hour 3" --place room
  monitor sessions import talk.eaf --channel coach=K --channel client=M`,
		Args: arguments(someFiles),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		cfg, _, err := setup(cmd)
		if err != nil {
			return err
		}
		records := 0
		for _, path := range args {
			if isRecord(path) {
				records++
			}
			if isExport(path) {
				return wrongUse("import %s: of what sessions export writes, %s is the one to import", path, archive.RecordFile)
			}
		}
		if records > 0 && records < len(args) {
			return wrongUse("import records (%s) and recordings one after the other, not together", archive.RecordFile)
		}
		return withArchive(cmd, func(ctx context.Context, a *archive.Archive) error {
			if records > 0 {
				return importRecords(ctx, cmd, a, args)
			}
			id, err := importRecording(ctx, a, &cfg, args, importOptions{oneClock: oneClock, progress: cmd.ErrOrStderr()})
			if err != nil {
				return err
			}
			return tellImported(cmd, a, id)
		})
	}
	channelFlag(cmd, "name of a channel, once each in their order; of an annotation NAME=TIER")
	cmd.Flags().String("title", "", "name of the session (default that of the file)")
	bindFlag(cmd.Flags(), "title", "session.title")
	cmd.Flags().String("place", "", "where the people were: room or remote")
	bindFlag(cmd.Flags(), "place", "session.place")
	cmd.Flags().Duration("lapse", 3*time.Second, "silence that counts from here")
	bindFlag(cmd.Flags(), "lapse", "agreement.lapse")
	oneClockFlag(cmd, &oneClock)
	placeFlags(cmd)
	return cmd
}

// isRecord says whether a file is a whole record.
func isRecord(path string) bool {
	return strings.EqualFold(filepath.Ext(path), filepath.Ext(archive.RecordFile))
}

// isExport says whether a path is what sessions export writes, but for what can be imported: its folder, or another file.
func isExport(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || slices.Contains([]string{".csv", ".json", ".txt", ".vtt"}, strings.ToLower(filepath.Ext(path)))
}

func importRecords(ctx context.Context, cmd *cobra.Command, a *archive.Archive, paths []string) error {
	for _, path := range paths {
		id, err := importRecord(ctx, a, path)
		if err == nil {
			err = tellImported(cmd, a, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func importRecord(ctx context.Context, a *archive.Archive, path string) (id string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("import a session: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if id, err = a.Import(ctx, f); err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return id, nil
}

// tellImported prints what the list says of a session.
func tellImported(cmd *cobra.Command, a *archive.Archive, id string) error {
	sum, err := a.Summary(id)
	if err != nil {
		return err
	}
	return printLines(cmd.OutOrStdout(), []store.Summary{sum})
}
