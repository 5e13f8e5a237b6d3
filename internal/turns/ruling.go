package turns

import (
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// RuleBackchannel says that the IPU that a channel starts at a position is a backchannel: somebody who was there knows it,
// whatever its timing. It claims no floor and is nobody's turn; whoever talks over it interrupts nobody, and whatever its
// speaker says before and after it is judged as if it were not there. A joint silence ends with it all the same. Where no
// IPU starts there, nothing changes.
//
// It is told before the changes from there on are.
func (e *Engine) RuleBackchannel(channel int, at timeline.Position) {
	if channel >= 0 && channel < len(e.channels) {
		e.reader.ruled[channel] = append(e.reader.ruled[channel], at)
	}
}

// rule takes an IPU that is a backchannel by a ruling, and says whether it is.
func (r *reader) rule(u *ipu) bool {
	if !slices.Contains(r.ruled[u.channel], u.Start) {
		return false
	}
	u.shape, u.role, u.ruled = token, roleBackchannel, true
	u.chain = &chain{ipus: []*ipu{u}}
	return true
}

// judgeRuled tells whom a backchannel by a ruling is given to: whose talk it met, else who talked last, else nobody.
func (r *reader) judgeRuled(x *entry) (verdict, bool) {
	if x.u.End == never || x.meet() == unmet || !r.clock.reached(x.u.End+r.opts.BCPost) {
		return verdict{}, false
	}
	switch x.toward = r.pausing(x); {
	case x.v != nil && x.u.End > x.v.End:
		x.toward, x.place = x.v.channel, Late
	case x.v != nil:
		x.toward, x.place = x.v.channel, InOverlap
	case x.toward != Nobody:
		x.place = InPause
	}
	return r.backchannel(x), true
}
