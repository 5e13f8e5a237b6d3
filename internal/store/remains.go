package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/minio/highwayhash"
)

// The server notes that a message is deleted, and overwrites it then. When it is killed in between, the message counts as
// deleted but is still there. So a file says while something is being erased, and when it is there at the start, such
// messages are overwritten before the server starts, as the server would have done it.

// erasingMark is the file that is there while something is being erased.
const erasingMark = "erasing"

// beginErasing says that something is being erased; the function that it returns says that it has been.
func (s *Store) beginErasing() (done func() error, err error) {
	if s.remote() {
		return func() error { return nil }, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	path := filepath.Join(s.opts.Dir, erasingMark)
	if s.erasing == 0 {
		if err = touch(path); err != nil {
			return nil, err
		}
	}
	s.erasing++
	return func() error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.erasing--; s.erasing > 0 {
			return nil
		}
		return os.Remove(path)
	}, nil
}

// touch makes an empty file, on the disk when it returns.
func touch(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// overwriteRemains overwrites what was deleted but not overwritten when the program died. The server is not running.
func overwriteRemains(dir string) error {
	mark := filepath.Join(dir, erasingMark)
	if _, err := os.Stat(mark); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, stream := range []string{mainStream, listStream} {
		if err := overwriteDeleted(stream, filepath.Join(streamDir(dir, stream), "msgs")); err != nil {
			return fmt.Errorf("erase what was being erased: %w", err)
		}
	}
	return os.Remove(mark)
}

// Parts of a message in a block of the server: its length with a bit for headers, its number with bits for what it is,
// its time, the length of its subject; the subject and what follows; a check sum.
const (
	messageHead   = 22
	messageSum    = 8
	headersBit    = 1 << 31
	erasedBit     = 1 << 63
	tombstoneBit  = 1 << 62
	blockSuffix   = ".blk"
	indexOfStream = "index.db"
)

// overwriteDeleted overwrites the messages of the blocks in dir for which there is a tombstone.
func overwriteDeleted(stream, dir string) error {
	paths, err := blocksIn(dir)
	if err != nil {
		return err
	}
	deleted := make(map[uint64]bool)
	for _, path := range paths {
		if err = eachInBlock(path, func(m []byte) bool {
			if seq := binary.LittleEndian.Uint64(m[4:]); seq&tombstoneBit != 0 {
				deleted[seq&^tombstoneBit] = true
			}
			return false
		}); err != nil {
			return err
		}
	}
	for _, path := range paths {
		key := sha256.Sum256([]byte(stream + "-" + strings.TrimSuffix(filepath.Base(path), blockSuffix)))
		if err = eachInBlock(path, func(m []byte) bool {
			if !deleted[binary.LittleEndian.Uint64(m[4:])] {
				return false
			}
			overwrite(m, key)
			return true
		}); err != nil {
			return err
		}
	}
	if err = os.Remove(filepath.Join(dir, indexOfStream)); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// eachInBlock calls f with every message of a block, and writes the block if f has changed any.
func eachInBlock(path string, f func(message []byte) bool) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	changed := false
	for rest := data; len(rest) >= messageHead+messageSum; {
		length := int(binary.LittleEndian.Uint32(rest) &^ headersBit)
		if length < messageHead+messageSum || length > len(rest) {
			break // the server was killed while it wrote this, and will cut it off
		}
		changed = f(rest[:length]) || changed
		rest = rest[length:]
	}
	if !changed {
		return nil
	}
	return replaceFile(path, data)
}

// overwrite makes m what the server makes of a message that it overwrites.
func overwrite(m []byte, key [sha256.Size]byte) {
	binary.LittleEndian.PutUint32(m, uint32(len(m))) //nolint:gosec // it was read from there
	binary.LittleEndian.PutUint64(m[4:], binary.LittleEndian.Uint64(m[4:])|erasedBit)
	clear(m[12:messageHead])
	body := m[messageHead : len(m)-messageSum]
	_, _ = rand.Read(body) // never fails
	sum, err := highwayhash.NewDigest64(key[:])
	if err != nil {
		panic(err) // a key of another length
	}
	_, _ = sum.Write(m[4:20]) // to memory
	_, _ = sum.Write(body)
	copy(m[len(m)-messageSum:], sum.Sum(nil))
}

// replaceFile writes a file beside path and puts it in its place.
func replaceFile(path string, data []byte) error {
	beside := path + ".new"
	f, err := os.OpenFile(beside, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = bytes.NewReader(data).WriteTo(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(beside, path)
}

// blocksIn are the blocks in a directory, which need not be there.
func blocksIn(dir string) (paths []string, err error) {
	files, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), blockSuffix) {
			paths = append(paths, filepath.Join(dir, f.Name()))
		}
	}
	return paths, err
}
