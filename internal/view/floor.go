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
}

// NewFloorTracker starts with nobody holding the floor.
func NewFloorTracker() *FloorTracker {
	return &FloorTracker{holder: turns.Nobody, alone: turns.Nobody}
}

// Update takes who is heard at now, and the floor as far as it is settled. unknown says that the floor cannot be told.
func (f *FloorTracker) Update(now timeline.Position, heard turns.ChannelSet, settled turns.Floor, unknown bool) Floor {
	if sole := heard.Sole(); sole != f.alone {
		f.alone, f.from = sole, now
	}
	switch {
	case unknown:
		f.holder = turns.Nobody
		return Floor{State: "unknown", Holder: turns.Nobody}
	case f.alone != turns.Nobody && f.alone != f.holder && now-f.from >= floorDwell:
		f.holder, f.since = f.alone, f.from
	case heard == 0 && settled.Holder == turns.Nobody:
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
