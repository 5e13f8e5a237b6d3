package review

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Tolerance is how far from the position that an entry names its event may lie: within that, two annotators of the same
// event are said to agree. Parameters that join and cut talk move starts by less.
const Tolerance = 500 * timeline.Millisecond

// Family is a kind of event that stays what it is when parameters change: an overlap stays one, whoever took the floor.
type Family string

// The families of events.
const (
	Overlap Family = "overlap" // somebody came into somebody's talk
	Silence Family = "silence" // a joint silence of the length that counts
	Turn    Family = "turn"
	Unknown Family = "unknown" // a channel was not observed
	Mark    Family = "mark"
	talk    Family = "talk" // an inter-pausal unit
)

// Anchor says which event is meant. A silence has the channel of who ended it, -1 for nobody alone.
type Anchor struct {
	Family  Family `json:"family"`
	Channel int    `json:"channel"` // of the record
	AtMS    int64  `json:"at_ms"`   // where it starts
}

// event is something that an entry can be about.
type event struct {
	family  Family
	channel int // of the person
	at      timeline.Position
}

// id names e for screens. It is the same as long as the event is.
func (e event) id() string {
	if e.channel < 0 {
		return fmt.Sprintf("%s-all-%d", e.family, e.at.Milliseconds())
	}
	return fmt.Sprintf("%s-%d-%d", e.family, e.channel, e.at.Milliseconds())
}

// nearest is the event of want's family and channel that lies nearest to it, the earlier of two; false when there is
// none within Tolerance.
func nearest(want event, events []event) (event, bool) {
	best, found := event{}, false
	for _, e := range events {
		if e.family != want.family || e.channel != want.channel {
			continue
		}
		d := distance(e.at, want.at)
		if d <= Tolerance && (!found || d < distance(best.at, want.at)) {
			best, found = e, true
		}
	}
	return best, found
}

func distance(a, b timeline.Position) timeline.Position { return max(a-b, b-a) }
