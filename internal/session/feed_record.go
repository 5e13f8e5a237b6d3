package session

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// recordFeed tells of a session that was recorded, as the feed of its sound did. It goes up to an end; what the record
// does not hold is unknown.
type recordFeed struct {
	rec     *record.Record
	end     int // hop
	next    int // hop
	events  []record.Event
	ears    []ear
	obs     []vad.Observation
	lamps   []vad.Activity
	changes []vad.Change
	told    []vad.Activity // of each channel, last
}

// newRecordFeed makes a feed of a record of sound.
func newRecordFeed(rec *record.Record, end timeline.Position) (*recordFeed, error) {
	n := len(rec.Observations)
	if n == 0 || n != rec.Channels() {
		return nil, fmt.Errorf("go on with session %s: %d channels were recorded of %d people", rec.ID, n, rec.Channels())
	}
	f := &recordFeed{
		rec: rec, end: max(int(end/timeline.HopLen), len(rec.Observations[0])), events: rec.Events,
		ears: make([]ear, n), obs: make([]vad.Observation, n), lamps: make([]vad.Activity, n), told: make([]vad.Activity, n),
	}
	for k := range f.ears {
		f.ears[k].segmenter = vad.NewSegmenter(k)
	}
	return f, nil
}

// Channels is how many there are.
func (f *recordFeed) Channels() int { return len(f.ears) }

// Pause has no effect: what was paused is in the record.
func (f *recordFeed) Pause(bool) {}

// Heard is how well a channel was heard up to now.
func (f *recordFeed) Heard(channel int) ChannelHealth {
	h := &f.ears[channel].health
	return ChannelHealth{
		Heard: h.Heard(), Quiet: h.Quiet(), ClippedShare: h.ClippedShare(), UnknownShare: h.UnknownShare(), DropoutShare: h.DropoutShare(),
	}
}

// Next tells of the next hop.
func (f *recordFeed) Next(_ context.Context, s *Step) error {
	if f.next >= f.end {
		return io.EOF
	}
	i := f.next
	f.next++
	f.changes = f.changes[:0]
	now := timeline.Position(f.next) * timeline.HopLen
	settled := now
	for k := range f.ears {
		f.obs[k] = vad.Observation{Levels: noLevels, Flags: vad.Unknown}
		if seen := f.rec.Observations[k]; i < len(seen) {
			f.obs[k] = seen[i]
		}
		e := &f.ears[k]
		e.health.Push(f.obs[k])
		f.lamps[k] = e.lamp.Push(f.obs[k])
		f.tell(e.segmenter.Push(f.obs[k])...)
		settled = min(settled, e.segmenter.Settled())
	}
	*s = Step{Now: now, Settled: settled, Changes: f.changes, Lamps: f.lamps, Observations: f.obs, Health: f.health(now)}
	return nil
}

// health is that of the channels when it was recorded at now.
func (f *recordFeed) health(now timeline.Position) (health []deference.Health) {
	for _, e := range f.events {
		if e.At == now && e.Health != nil {
			health = slices.Clone(e.Health)
		}
	}
	return health
}

// before are the events that are due before now, but those of health.
func (f *recordFeed) before(now timeline.Position) []record.Event {
	n := 0
	for n < len(f.events) && f.events[n].At < now {
		n++
	}
	due := f.events[:n]
	f.events = f.events[n:]
	return due
}

func (f *recordFeed) tell(changes ...vad.Change) {
	for _, c := range changes {
		f.told[c.Channel] = c.Activity
		f.changes = append(f.changes, c)
	}
}

// Finish settles what is still open. All channels are silent from then on, as they are when a feed begins.
func (f *recordFeed) Finish(s *Step) {
	now := timeline.Position(f.next) * timeline.HopLen
	f.changes = f.changes[:0]
	for k := range f.ears {
		f.tell(f.ears[k].segmenter.Finish()...)
		if f.told[k] != vad.Silent {
			f.tell(vad.Change{Channel: k, At: now, Activity: vad.Silent})
		}
		f.lamps[k] = vad.Silent
	}
	*s = Step{Now: now, Settled: now, Changes: f.changes, Lamps: f.lamps}
}

// later is a feed whose beginning is at a position of the session.
type later struct {
	Feed
	by timeline.Position
}

// Next is the next step of the feed.
func (l *later) Next(ctx context.Context, s *Step) error {
	err := l.Feed.Next(ctx, s)
	if err == nil {
		l.shift(s)
	}
	return err
}

// Finish is its last.
func (l *later) Finish(s *Step) {
	l.Feed.Finish(s)
	l.shift(s)
}

func (l *later) shift(s *Step) {
	s.Now += l.by
	s.Settled += l.by
	for i := range s.Changes {
		s.Changes[i].At += l.by
	}
}
