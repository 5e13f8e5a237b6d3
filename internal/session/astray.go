package session

import "github.com/evenkeel/monitor/internal/timeline"

const (
	// learned is how much of the others must be heard until what they leave in a channel is learned.
	learned = timeline.Second
	// begunAlone is for how many hops, 256 ms, somebody must have spoken alone to be sure to go on when others begin.
	begunAlone = 8
	// goesOn is for how many hops, 1 s, that is believed: then what is heard may be the others, over whom the end of
	// one's own speech was not heard.
	goesOn = 32
)

// astray tells when a channel may hold the voices of other devices' people, because it was not brought together with
// those devices yet, or was only just.
type astray struct {
	moved bool // what the others leave in it is not learned since its device was moved
	alone int  // hops of its speech in which nobody else spoke
	both  int  // hops since somebody else does, too
}

// push takes the probabilities that the channel's own person and the likeliest other speak, whether it is known to be
// apart from another device, and of how much of the others' speech was learned what they leave in it. It says whether what
// is heard may be theirs. Who spoke first is sure to speak: nobody's voice is heard before they begin.
func (a *astray) push(own, other float64, apart bool, evidence timeline.Position) bool {
	switch {
	case own < likely:
		a.alone = 0
	case other < likely:
		a.alone++
		a.both = 0
	default:
		a.both++
	}
	a.moved = a.moved && evidence < learned
	return (apart || a.moved) && (a.alone < begunAlone || a.both > goesOn)
}
