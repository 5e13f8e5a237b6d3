package archive

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// soundCheck is how often is looked for sound that is to be erased: its day has been said, and no hour.
const soundCheck = time.Hour

// Sound is where the sealed sound of a session is kept; until is the day on which it is erased, as 2026-11-29.
func (a *Archive) Sound(id, until string) *store.Sound { return a.store.Sound(id, until) }

// Kept is what there is of the sound of a session: its channels and how long it is. It has ended.
func (a *Archive) Kept(id string) (channels []int, length timeline.Position, err error) {
	s, err := a.store.Summary(id)
	if err != nil {
		return nil, 0, err
	}
	if s.Sound == nil || s.State == record.Open {
		return nil, 0, nil
	}
	return slices.Clone(s.Sound.Channels), s.Length, nil
}

// EraseSound erases the sound of a session.
func (a *Archive) EraseSound(ctx context.Context, id string, r Reader) (*view.Review, error) {
	if err := a.store.EraseSound(ctx, id); err != nil {
		return nil, err
	}
	return a.Review(ctx, id, r)
}

// EraseOldSound erases the sound whose day has come, and says of which sessions.
func (a *Archive) EraseOldSound(ctx context.Context, now time.Time) ([]store.Summary, error) {
	gone, err := a.store.EraseSoundUntil(ctx, now)
	for _, s := range gone {
		a.opts.Logger.Info("audio erased, as it was kept long enough", "session", s.ID, "until", s.Sound.Until)
	}
	return gone, err
}

// retainSound erases the sound whose day has come, as long as the program runs.
func (a *Archive) retainSound(ctx context.Context) {
	tick := time.NewTicker(soundCheck)
	defer tick.Stop()
	for {
		if _, err := a.EraseOldSound(ctx, time.Now()); err != nil {
			a.opts.Logger.Error("old audio not erased", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// reviewAudio is what a review says of the sound of a session; nil when none is kept.
func reviewAudio(s *store.Summary) *view.ReviewAudio {
	if s.Sound == nil || s.State == record.Open {
		return nil
	}
	v := &view.ReviewAudio{Channels: s.Sound.Channels, Until: s.Sound.Until}
	until, err := time.ParseInLocation(time.DateOnly, s.Sound.Until, time.Local)
	if err != nil {
		until = s.StartedAt // it is erased in any case
	}
	var names []string
	missing := false
	for _, p := range s.People {
		switch {
		case slices.Contains(v.Channels, p.Channel):
			names = append(names, p.Name)
		case p.Measured:
			missing = true
		}
	}
	v.Text = view.AudioText(len(s.People), s.StartedAt, until)
	if missing {
		v.Text = fmt.Sprintf("Audio kept of %s only, deleted on %s", strings.Join(names, " and "), view.DayText(s.StartedAt, until))
	}
	return v
}
