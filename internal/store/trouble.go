package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// errFull is what a disk is that has no room.
var errFull = errors.New("the disk is full")

// checkRoom says whether there is room on the disk.
func (s *Store) checkRoom() error {
	if s.remote() {
		return nil
	}
	free, err := room(s.opts.Dir)
	if err != nil {
		return fmt.Errorf("find out how much room there is: %w", err)
	}
	if free < reserve {
		return errFull
	}
	return nil
}

// needRoom refuses what cannot be brought to its end on a full disk: what is erased is written anew without it.
func (s *Store) needRoom() error {
	err := s.checkRoom()
	if errors.Is(err, errFull) {
		return fmt.Errorf("%w: %s needs %d MB free; make room first", err, s.opts.Dir, reserve>>20)
	}
	return err
}

// why says for a screen why nothing is kept, and what to do.
func (s *Store) why(err error) string {
	switch {
	case errors.Is(err, errFull):
		return fmt.Sprintf("the disk of %s is full: make room, and it goes on by itself", s.opts.Dir)
	case s.remote():
		return fmt.Sprintf("%s does not take it: when it does again, it goes on by itself", s.opts.URL)
	default:
		return fmt.Sprintf("%s cannot be written to: %v", s.opts.Dir, err)
	}
}

// restartEvery is how often at most the server is started anew.
const restartEvery = 3 * time.Second

// restart starts the server in this process anew: after a file could not be written, it does not try again by itself.
func (s *Store) restart() {
	if s.remote() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || time.Since(s.linked) < restartEvery {
		return
	}
	s.link.close()
	link, err := connect(context.Background(), s.opts)
	if err != nil {
		s.opts.Logger.Error("store not started anew", "err", err)
	} else {
		s.link = link
	}
	s.linked = time.Now()
}
