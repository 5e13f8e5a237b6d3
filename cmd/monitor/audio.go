package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/tape"
	"github.com/evenkeel/monitor/internal/timeline"
)

// longestAudio is the longest time, in days, that audio can be kept for.
const longestAudio = 3650

// days is how many days audio is kept; 0: never.
func (c *AudioConfig) days() (int, error) {
	if c.Keep == keepNever {
		return 0, nil
	}
	days, err := strconv.Atoi(strings.TrimSuffix(c.Keep, "d"))
	if err != nil || !strings.HasSuffix(c.Keep, "d") || days < 1 || days > longestAudio {
		return 0, fmt.Errorf("config: audio.keep is %q; write never, or days from 1d to %dd, such as 7d", c.Keep, longestAudio)
	}
	return days, nil
}

func (c *AudioConfig) check() error {
	_, err := c.days()
	return err
}

// openDeck opens what records and plays sound. Its key lies beside the configuration, and not where sound is kept.
func openDeck(logger *slog.Logger) *tape.Deck {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = "." // as the configuration, which is looked for here too
	}
	return tape.NewDeck(filepath.Join(dir, "evenkeel", "audio.key"), logger)
}

// taped lets opts keep sound when everybody agrees to that, for as long as its session is kept at most.
func (h *host) taped(opts *session.Options) {
	if h.deck == nil {
		return
	}
	opts.AudioDays, _ = h.cfg.Audio.days() // checked with the config
	if days, _ := keepDays(h.cfg.Keep); days > 0 {
		opts.AudioDays = min(opts.AudioDays, days)
	}
	opts.Tape = func(id, until string) (session.Tape, error) {
		r, err := h.deck.Record(h.archive.Sound(id, until))
		if err != nil {
			return nil, err
		}
		return r, nil
	}
}

// play makes sound of what is kept.
func (h *host) play(ctx context.Context, id string, channels []int, length timeline.Position) (io.ReadSeeker, error) {
	p, err := h.deck.Play(ctx, h.archive.Sound(id, ""), channels, length)
	if errors.Is(err, tape.ErrKey) {
		err = fmt.Errorf("%w: %w", dashboard.ErrSealed, err)
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}
