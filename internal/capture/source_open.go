package capture

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// OpenWAV opens recordings on disk; see NewWAVSource. The caller closes the source.
func OpenWAV(files []NamedFile) (*WAVSource, error) {
	recordings, open, err := openAll(files)
	if err != nil {
		return nil, errors.Join(err, open.Close())
	}
	s, err := NewWAVSource(recordings)
	if err != nil {
		return nil, errors.Join(err, open.Close())
	}
	s.files = open
	return s, nil
}

// closers are closed together.
type closers []io.Closer

// Close closes all and tells what failed.
func (c closers) Close() error {
	var errs []error
	for _, one := range c {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// openAll opens all files, or those before the first that cannot be.
func openAll(files []NamedFile) (recordings []Recording, open closers, err error) {
	for _, named := range files {
		f, size, err := openRegular(named)
		if err != nil {
			return nil, open, err
		}
		open = append(open, f)
		recordings = append(recordings, Recording{File: named.Path, Names: named.Names, Data: f, Size: size})
	}
	return recordings, open, nil
}

// openRegular opens a file that can be read at any place, and tells its size.
func openRegular(named NamedFile) (*os.File, int64, error) {
	info, err := os.Stat(named.Path) // opening a pipe would wait for its writer
	switch {
	case errors.Is(err, os.ErrNotExist) && named.Names != nil:
		return nil, 0, fmt.Errorf(`read recording: %w; a file with "=" in its own name is given as ./a=b.wav`, err)
	case err != nil:
		return nil, 0, fmt.Errorf("read recording: %w", err)
	case !info.Mode().IsRegular():
		return nil, 0, &WAVError{
			File: named.Path, Problem: "this is a folder, a pipe or a device, not a file", Remedy: "save the sound to a file first",
		}
	}
	f, err := os.Open(named.Path)
	if err != nil {
		return nil, 0, fmt.Errorf("read recording: %w", err)
	}
	return f, info.Size(), nil
}
