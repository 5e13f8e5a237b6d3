package view

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// StripLen is how much of the session the strip keeps.
const StripLen = 5 * 60 * timeline.Second

// StripBuilder keeps the items of the rolling timeline and what has changed of them since the last Take.
//
// Lanes follow the changes of activity as they are settled, and the lamps before that; overlaps, silences and
// backchannels appear when a reading tells them.
type StripBuilder struct {
	items   map[string]StripItem
	changed map[string]bool // IDs upserted (true) or removed (false) since the last Take
	open    []string        // per channel, ID of the item that still goes on; "" when silent
	from    timeline.Position
	leaves  int64 // ms: nothing that is kept ended before
}

// NewStripBuilder starts an empty strip with a lane a channel.
func NewStripBuilder(channels int) *StripBuilder {
	return &StripBuilder{
		items:   make(map[string]StripItem),
		changed: make(map[string]bool),
		open:    make([]string, channels),
	}
}

// Change draws a settled change of one channel.
func (b *StripBuilder) Change(c vad.Change) {
	kind := laneKind(c)
	if open, ok := b.items[b.open[c.Channel]]; ok {
		if open.Kind == kind {
			return
		}
		b.end(open, c.At)
	}
	b.open[c.Channel] = ""
	if kind == "" {
		return
	}
	b.remove(lampID(c.Channel))
	item := StripItem{
		ID: fmt.Sprintf("%c%d-%d", kind[0], c.Channel, c.At), Kind: kind, Channel: c.Channel, Other: turns.Nobody,
		StartMS: c.At.Milliseconds(), EndMS: c.At.Milliseconds(), Open: true,
	}
	b.open[c.Channel] = item.ID
	b.upsert(item)
}

// laneKind is what a lane shows of an activity; "" is nothing.
func laneKind(c vad.Change) string {
	switch {
	case c.Activity == vad.Speech:
		return "speech"
	case c.Activity == vad.Unobserved && c.Flags.Has(vad.Paused):
		return "paused"
	case c.Activity == vad.Unobserved:
		return "unknown"
	}
	return ""
}

// end closes an item; one without length is taken away.
func (b *StripBuilder) end(item StripItem, at timeline.Position) {
	item.EndMS, item.Open = at.Milliseconds(), false
	if item.EndMS <= item.StartMS {
		b.remove(item.ID)
		return
	}
	b.upsert(item)
}

// Close ends everything that still goes on: the session is over.
func (b *StripBuilder) Close(at timeline.Position) {
	for channel, id := range b.open {
		if item, ok := b.items[id]; ok {
			b.end(item, at)
		}
		b.open[channel] = ""
		b.remove(lampID(channel))
	}
}

// Lamp draws speech that is heard but not settled yet, from since on; it goes when the lamp goes out or the speech is
// settled.
func (b *StripBuilder) Lamp(channel int, on bool, since timeline.Position) {
	id := lampID(channel)
	if !on || b.open[channel] != "" {
		b.remove(id)
		return
	}
	if _, there := b.items[id]; there {
		return
	}
	b.upsert(StripItem{
		ID: id, Kind: "speech", Channel: channel, Other: turns.Nobody, Status: turns.Provisional.String(),
		StartMS: since.Milliseconds(), EndMS: since.Milliseconds(), Open: true,
	})
}

func lampID(channel int) string { return fmt.Sprintf("lamp%d", channel) }

// Reading draws what a reading says.
func (b *StripBuilder) Reading(r turns.Reading) {
	switch {
	case r.Kind == turns.Backchannel:
		b.rekind(r)
	case r.Status != turns.Final:
		return
	case r.Kind == turns.Lapse && r.Speaker != turns.Nobody:
		b.upsert(StripItem{
			ID: fmt.Sprintf("r%d", r.ID), Kind: "silence", Channel: r.Speaker, Other: r.Other,
			StartMS: r.Start.Milliseconds(), EndMS: r.End.Milliseconds(),
		})
	case keepsFloor(r.Kind), r.Kind == turns.InterruptionSuccessful:
		b.upsert(StripItem{
			ID: fmt.Sprintf("r%d", r.ID), Kind: "overlap", Channel: r.Speaker, Other: r.Other,
			StartMS: r.Start.Milliseconds(), EndMS: (r.Start + r.Evidence.Overlap).Milliseconds(),
			Taken: r.Kind == turns.InterruptionSuccessful,
		})
	}
}

// keepsFloor says whether k is an overlap after which the one who was spoken into held the floor.
func keepsFloor(k turns.ReadingKind) bool {
	return k == turns.ButtIn || k == turns.ShortInsert || k == turns.InterruptionUnsuccessful
}

// rekind draws the speech of a backchannel as such, or as speech again when the reading is withdrawn.
func (b *StripBuilder) rekind(r turns.Reading) {
	kind := "backchannel"
	if r.Status == turns.Withdrawn {
		kind = "speech"
	}
	start, end := r.Start.Milliseconds(), r.End.Milliseconds()
	for _, item := range b.items {
		drawn := item.Kind == "speech" || item.Kind == "backchannel"
		inside := item.Channel == r.Speaker && item.StartMS >= start && item.EndMS <= end && !item.Open
		if drawn && inside && item.Kind != kind {
			item.Kind = kind
			b.upsert(item)
		}
	}
}

// Forget takes away what readings have drawn: other rules have given others. The lanes stay.
func (b *StripBuilder) Forget() {
	for _, item := range b.items {
		switch item.Kind {
		case "overlap", "silence":
			b.remove(item.ID)
		case "backchannel":
			item.Kind = "speech"
			b.upsert(item)
		}
	}
}

// Mark draws a moment that somebody marked.
func (b *StripBuilder) Mark(id string, at timeline.Position, text string) {
	b.upsert(StripItem{
		ID: id, Kind: "mark", Channel: turns.Nobody, Other: turns.Nobody, Text: text,
		StartMS: at.Milliseconds(), EndMS: at.Milliseconds(),
	})
}

// Unmark takes a mark back.
func (b *StripBuilder) Unmark(id string) { b.remove(id) }

// Advance forgets what ended more than StripLen before now.
func (b *StripBuilder) Advance(now timeline.Position) {
	b.from = max(0, now-StripLen)
	from := b.from.Milliseconds()
	if b.leaves >= from {
		return
	}
	b.leaves = math.MaxInt64
	maps.DeleteFunc(b.items, func(id string, item StripItem) bool {
		if item.Open {
			return false
		}
		if item.EndMS < from {
			delete(b.changed, id) // a browser forgets it by FromMS
			return true
		}
		b.leaves = min(b.leaves, item.EndMS)
		return false
	})
}

// Take is what has changed since the last Take; nil when nothing has.
func (b *StripBuilder) Take() *StripChange {
	if len(b.changed) == 0 {
		return nil
	}
	c := &StripChange{FromMS: b.from.Milliseconds()}
	for id, kept := range b.changed {
		if kept {
			c.Upsert = append(c.Upsert, b.items[id])
		} else {
			c.Remove = append(c.Remove, id)
		}
	}
	clear(b.changed)
	slices.SortFunc(c.Upsert, byStart)
	slices.Sort(c.Remove)
	return c
}

// Strip is the whole strip, in order of time.
func (b *StripBuilder) Strip() Strip {
	s := Strip{FromMS: b.from.Milliseconds(), Items: make([]StripItem, 0, len(b.items))}
	for _, item := range b.items {
		s.Items = append(s.Items, item)
	}
	slices.SortFunc(s.Items, byStart)
	return s
}

func byStart(a, b StripItem) int {
	if a.StartMS != b.StartMS {
		return int(a.StartMS - b.StartMS)
	}
	return strings.Compare(a.ID, b.ID)
}

func (b *StripBuilder) upsert(item StripItem) {
	b.items[item.ID] = item
	b.changed[item.ID] = true
	if !item.Open {
		b.leaves = min(b.leaves, item.EndMS)
	}
}

func (b *StripBuilder) remove(id string) {
	if _, there := b.items[id]; there {
		delete(b.items, id)
		b.changed[id] = false
	}
}
