package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// shape is what length and isolation of an IPU say, whatever the others do.
type shape uint8

const (
	undecided shape = iota
	talk            // too long for a backchannel, or with more speech close by
	token           // short and isolated
	unclear         // short, but whether it is isolated was not observed
)

// role is what an IPU is in the conversation.
type role uint8

const (
	roleOpen        role = iota
	roleTalk             // it claims the floor
	roleBackchannel      // it leaves the floor to another
	roleNone             // it cannot be told: layer 2 passes it over
)

// ipu is an IPU as the rules see it.
type ipu struct {
	channel       int
	timeline.Span           // End is never while it goes on
	flags         vad.Flags // all that it had on the way; Unobserved ones say that it was cut
	own           bool      // some of it was surely the speaker's own, not Ambiguous
	shape         shape
	role          role
	chain         *chain // the tokens it belongs to; nil if it never could
	ruled         bool   // it is a backchannel by a ruling
}

// leads says whether u is the only or the first IPU of its chain.
func (u *ipu) leads() bool { return u.chain == nil || u.chain.first() == u }
