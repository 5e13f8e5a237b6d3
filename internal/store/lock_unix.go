//go:build unix

package store

import (
	"os"

	"golang.org/x/sys/unix"
)

func lockNow(f *os.File) error {
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
}

// room is how many bytes can be written to the disk of dir.
func room(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:gosec,unconvert // types differ between systems
}
