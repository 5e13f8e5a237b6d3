package capture

import (
	"context"
	"errors"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
)

// errRerouted ends a worker that hears another input than it should.
var errRerouted = errors.New("it is gone and the system gave us another input in its place")

// movedMargin is how much sound before the news of a move is not used: what was in buffers then may have been filled
// from the other source.
const movedMargin = 20 * timeline.Millisecond

// deviceRoute keeps sound of other inputs out of a device's channels. The news of a change comes within milliseconds,
// the answer whether it is ours to care about later, when the machine is busy much later: until then nothing that was
// heard since is given out.
type deviceRoute struct {
	device *device
	end    context.CancelCauseFunc // of the worker
	since  time.Time               // of the last doubt; guarded by source.mu
}

var _ guarded = (*deviceRoute)(nil)

// doubt keeps back what is heard from a time on.
func (r *deviceRoute) doubt(at time.Time) {
	d, s := r.device, r.device.source
	s.mu.Lock()
	defer s.mu.Unlock()
	r.since = at
	if !s.begun() {
		return
	}
	for _, route := range d.routes {
		s.grid.doubt(route.lane, s.moment(at)-movedMargin)
	}
}

// trust gives out what was kept back, unless there is a doubt since that time.
func (r *deviceRoute) trust(at time.Time) {
	d, s := r.device, r.device.source
	s.mu.Lock()
	defer s.mu.Unlock()
	if at.Before(r.since) || d.feed == nil {
		return
	}
	for _, route := range d.routes {
		s.grid.trust(route.lane)
	}
	s.wake()
}

// moved ends the worker. Nothing that was heard since then is used.
func (r *deviceRoute) moved(at time.Time) {
	d, s := r.device, r.device.source
	d.lose(errRerouted)
	r.end(errRerouted)
	s.mu.Lock()
	defer s.mu.Unlock()
	d.letGo()
	if !s.begun() {
		return
	}
	for _, route := range d.routes {
		s.grid.spoil(route.lane, timeline.Span{
			Start: max(s.moment(at)-movedMargin, 0),
			End:   s.grid.lanes[route.lane].end,
		})
	}
}
