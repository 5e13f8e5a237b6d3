package capture

import "time"

// clockOffset tells what a worker's clock shows in terms of ours. Both tick alike, so the offset is constant; what
// comes through a pipe is only ever late, so the smallest difference seen is the offset, give or take the 50 µs that a
// pipe takes at best. No platform's way of sharing a clock between processes is needed.
type clockOffset struct {
	known bool
	least time.Duration
}

// observe takes in that what the worker sent at its own time was received at ours.
func (o *clockOffset) observe(sent, received time.Duration) {
	if d := received - sent; !o.known || d < o.least {
		o.known, o.least = true, d
	}
}

// ours is a time of the worker's clock on ours.
func (o *clockOffset) ours(worker time.Duration) time.Duration { return worker + o.least }
