package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// quiet watches for joint silences that become lapses.
type quiet struct {
	on     bool              // somebody spoke, and all have been silent since
	since  timeline.Position // if on
	found  bool              // it is a lapse, and the floor knows
	lapsed timeline.Position // where the latest lapse started; 0 when there was none
	flags  vad.Flags
}

// step takes what happened now.
func (q *quiet) step(r *reader) {
	silent := r.past.active == 0 && r.past.lost == 0
	if !q.on {
		q.on = silent && len(r.past.ended) > 0
		q.since, q.found, q.flags = r.clock.now, false, 0
	}
	if !q.on {
		return
	}
	q.flags |= r.past.flagsOfAll()
	if !q.found && r.clock.reached(q.since+r.opts.Lapse) {
		q.found, q.lapsed = true, q.since
		r.floor.take(floorEvent{at: r.clock.now, kind: lapseFound, since: q.since, flags: q.flags})
	}
	switch {
	case r.past.lost != 0:
		q.end(r, Nobody)
	case r.past.active != 0:
		q.end(r, r.past.active.Sole())
	}
}

// end is where breaker speaks first; Nobody where several start at once, where a channel is lost and where the session
// ends.
func (q *quiet) end(r *reader, breaker int) {
	if q.on && q.found {
		r.floor.take(floorEvent{at: r.clock.now, kind: lapseEnded, channel: breaker, flags: q.flags})
	}
	q.on = false
}
