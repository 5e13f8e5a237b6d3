package session

import (
	"time"

	"github.com/evenkeel/monitor/internal/view"
)

// routine is how often what is not urgent is told: it leaves six deltas a second to what is.
const routine = 250 * time.Millisecond

// cadence decides when a delta is due. What is urgent, who speaks and what happens, goes out at once as long as the pace allows;
// all else waits for the routine, so that there is room when it matters.
type cadence struct{ view.Pace }

// due says whether a delta may go out now.
func (c *cadence) due(now time.Time, urgent bool) bool {
	return c.Free(now) && (urgent || now.Sub(c.Last()) >= routine)
}
