package turns

import "github.com/evenkeel/monitor/internal/timeline"

// never is later than anything that happens in a session, and far enough from overflow to add lengths to it.
const never = timeline.Position(1) << 60

// latest is the last position that a session can have; its year would be 1.1 million.
const latest = never / 2

// clock is the position that the rules are at, and the next one at which a rule has to look again. The rules run where
// something changes and where one of them waits for; so they come to the same end in whatever portions the engine is
// told of the world.
type clock struct {
	now  timeline.Position
	next timeline.Position
}

// start goes on to now. Whoever still waits has to say so again.
func (c *clock) start(now timeline.Position) { c.now, c.next = now, never }

// reached says whether at has come. If not, the rules will run again there.
func (c *clock) reached(at timeline.Position) bool {
	if at <= c.now {
		return true
	}
	c.next = min(c.next, at)
	return false
}
