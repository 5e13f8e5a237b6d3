package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/evenkeel/monitor/internal/export"
)

// writeFiles writes the files of a session that o asks for into a folder, which is made if need be. A file that is there
// is replaced when the new one is whole.
func writeFiles(dir string, s *export.Session, o export.FileOptions) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make the folder for the session's files: %w", err)
	}
	if o.Pseudonymous {
		s = s.Pseudonymous()
	}
	for _, f := range o.Files() {
		if err := writeFile(filepath.Join(dir, f.Name), func(w io.Writer) error { return f.Write(s, w) }); err != nil {
			return err
		}
	}
	return nil
}

// checkFolder makes a folder if need be and says whether files can be written to it, before there is anything to lose.
func checkFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make the folder for the session's files: %w", err)
	}
	t, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("write to the folder for the session's files: %w", err)
	}
	return errors.Join(t.Close(), os.Remove(t.Name()))
}

// writeFile writes a file beside path and, when it is whole, puts it in its place.
func writeFile(path string, write func(io.Writer) error) (err error) {
	t, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(t.Name()) // what went wrong is told already
			err = fmt.Errorf("write %s: %w", path, err)
		}
	}()
	if err = write(t); err == nil {
		err = t.Sync()
	}
	if closed := t.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err = os.Chmod(t.Name(), 0o640); err != nil { //nolint:gosec // people keep these files
		return err
	}
	return os.Rename(t.Name(), path)
}
