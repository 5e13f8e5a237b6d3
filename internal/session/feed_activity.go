package session

import (
	"context"
	"io"
	"slices"
	"sync/atomic"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// ActivityFeed tells of activity that somebody else found: who speaks when, without any sound.
type ActivityFeed struct {
	changes []vad.Change // of all channels, in order
	end     timeline.Position
	now     timeline.Position
	told    int // of changes
	lamps   []vad.Activity
	latest  []vad.Activity // as the activity says, paused or not
	pause   atomic.Bool
	paused  bool
	out     []vad.Change
}

// NewActivityFeed makes a feed of segments in order of start, of which no two of one speaker overlap; the speakers are
// the channels, in the order of names. It ends with the last segment.
func NewActivityFeed(segments []rttm.Segment, names []string) *ActivityFeed {
	f := &ActivityFeed{lamps: make([]vad.Activity, len(names)), latest: make([]vad.Activity, len(names))}
	for _, s := range segments {
		k := slices.Index(names, s.Speaker)
		if k < 0 {
			continue
		}
		f.changes = append(f.changes,
			vad.Change{Channel: k, At: s.Start, Activity: vad.Speech},
			vad.Change{Channel: k, At: s.End, Activity: vad.Silent})
		f.end = max(f.end, s.End)
	}
	slices.SortStableFunc(f.changes, func(a, b vad.Change) int { return int(a.At - b.At) })
	return f
}

// Channels is how many there are.
func (f *ActivityFeed) Channels() int { return len(f.lamps) }

// Length is where the last segment ends.
func (f *ActivityFeed) Length() timeline.Position { return f.end }

// Pause leaves out what comes next, or takes it in again.
func (f *ActivityFeed) Pause(on bool) { f.pause.Store(on) }

// Heard is of a good channel: there is no sound to judge.
func (f *ActivityFeed) Heard(int) ChannelHealth { return ChannelHealth{Heard: vad.HeardClear} }

// Next tells of the next 32 ms.
func (f *ActivityFeed) Next(ctx context.Context, s *Step) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if f.now >= f.end {
		return io.EOF
	}
	f.out = f.out[:0]
	if on := f.pause.Load(); on != f.paused {
		f.turn(on)
	}
	f.now = min(f.now+timeline.HopLen, f.end)
	for ; f.told < len(f.changes) && f.changes[f.told].At <= f.now; f.told++ {
		c := f.changes[f.told]
		f.latest[c.Channel] = c.Activity
		if !f.paused {
			f.tell(c)
		}
	}
	*s = Step{Now: f.now, Settled: f.now, Changes: f.out, Lamps: f.lamps}
	return nil
}

// Finish tells that nobody speaks any more.
func (f *ActivityFeed) Finish(s *Step) {
	clear(f.lamps)
	*s = Step{Now: f.now, Settled: f.now, Lamps: f.lamps}
}

// turn begins or ends a pause.
func (f *ActivityFeed) turn(on bool) {
	f.paused = on
	for k := range f.lamps {
		c := vad.Change{Channel: k, At: f.now, Activity: f.latest[k]}
		if on {
			c.Activity, c.Flags = vad.Unobserved, vad.Paused
		}
		f.tell(c)
	}
}

func (f *ActivityFeed) tell(c vad.Change) {
	f.lamps[c.Channel] = c.Activity
	f.out = append(f.out, c)
}
