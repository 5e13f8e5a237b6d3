package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrInUse is returned when another program has the directory open: two servers on one would destroy it.
var ErrInUse = errors.New("another monitor is using it: end that one, or choose another directory with --data")

// lockFile keeps other programs away from a directory. The system gives it up when the program dies.
type lockFile struct{ *os.File }

// lockDir makes the directory if need be and locks it.
func lockDir(dir string) (*lockFile, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the directory: %w", err)
	}
	if err = lockNow(f); err != nil {
		_ = f.Close()
		return nil, ErrInUse
	}
	return &lockFile{f}, nil
}

// release lets others in. The file stays: whoever removed it could remove the lock of the next.
func (l *lockFile) release() error { return l.Close() }
