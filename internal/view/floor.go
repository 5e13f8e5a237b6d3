package view

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// floorDwell is how long somebody must be heard alone before the floor is shown as theirs: long enough not to
// flicker, short enough to be right at a glance.
const floorDwell = 400 * timeline.Millisecond

// FloorTracker shows the floor at once: it follows the lamps, and takes over from the settled facts since when.
type FloorTracker struct {
	holder int
	since  timeline.Position
	alone  int               // who is heard alone now
	from   timeline.Position // since when
	heard  timeline.Position // when anybody was heard last
	lapse  timeline.Position
}

// NewFloorTracker starts with nobody holding the floor. After a silence of lapse nobody does again.
func NewFloorTracker(lapse timeline.Position) *FloorTracker {
	return &FloorTracker{holder: turns.Nobody, alone: turns.Nobody, lapse: lapse}
}

// SetLapse changes the silence after which nobody holds the floor.
func (f *FloorTracker) SetLapse(lapse timeline.Position) { f.lapse = lapse }

// Update takes who is heard at now, and the floor as far as it is settled. unknown says that the floor cannot be told.
func (f *FloorTracker) Update(now timeline.Position, heard turns.ChannelSet, settled turns.Floor, unknown bool) Floor {
	if sole := heard.Sole(); sole != f.alone {
		f.alone, f.from = sole, now
	}
	if heard != 0 {
		f.heard = now
	}
	switch {
	case unknown:
		f.holder = turns.Nobody
		return Floor{State: "unknown", Holder: turns.Nobody}
	case f.alone != turns.Nobody && f.alone != f.holder && now-f.from >= floorDwell:
		f.holder, f.since = f.alone, f.from
	case now-f.heard >= f.lapse:
		f.holder = turns.Nobody
	}
	if f.holder == turns.Nobody {
		return Floor{State: "open", Holder: turns.Nobody}
	}
	if settled.Holder == f.holder {
		f.since = settled.Since
	}
	return Floor{State: "held", Holder: f.holder, SinceMS: f.since.Milliseconds()}
}
