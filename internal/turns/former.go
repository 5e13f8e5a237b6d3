package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// formerState is what a former has in hand.
type formerState uint8

const (
	idle     formerState = iota // nothing
	speaking                    // an IPU that goes on
	pausing                     // an IPU that goes on if speech comes back soon
)

// former makes IPUs of one channel's activity: short silences are bridged first, then short bursts are dropped. It
// schedules the start of an IPU once it is sure to be none, and its end once no speech can be bridged to it.
type former struct {
	channel int
	bridge  timeline.Position // shortest silence that ends an IPU
	burst   timeline.Position // shortest IPU
	state   formerState
	span    timeline.Span // of the IPU in hand; End is where its speech ended last
	sure    bool          // it is long enough, and its start is scheduled
}

// change takes a change of activity. flags say why the channel is unobserved.
func (f *former) change(s *schedule, c vad.Change) {
	f.tick(s, c.At)
	switch {
	case c.Activity == vad.Unobserved:
		f.finish(s, c.At, c.Flags)
	case c.Activity == vad.Silent && f.state == speaking:
		f.state, f.span.End = pausing, c.At
	case c.Activity == vad.Speech && f.state == pausing:
		f.state = speaking
	case c.Activity == vad.Speech && f.state == idle:
		f.state, f.span.Start, f.sure = speaking, c.At, false
	}
	f.tick(s, c.At)
}

// due is the position at which tick has something to do; never when it has not.
func (f *former) due() timeline.Position {
	switch {
	case f.state == speaking && !f.sure:
		return f.span.Start + f.burst
	case f.state == pausing:
		return f.span.End + f.bridge
	}
	return never
}

// tick does what is due at a position.
func (f *former) tick(s *schedule, at timeline.Position) {
	if f.state == speaking && at >= f.span.Start+f.burst {
		f.confirm(s)
	}
	if f.state == pausing && at >= f.span.End+f.bridge {
		f.close(s, 0)
	}
}

// finish ends what is in hand at a position after which nothing is known.
func (f *former) finish(s *schedule, at timeline.Position, cut vad.Flags) {
	if f.state == speaking {
		f.span.End = at
	}
	f.close(s, cut)
}

// settled is the position before which this former will change nothing any more.
func (f *former) settled() timeline.Position {
	switch {
	case f.state != idle && !f.sure:
		return f.span.Start
	case f.state == pausing:
		return f.span.End
	}
	return never
}

func (f *former) confirm(s *schedule) {
	if !f.sure {
		f.sure = true
		s.add(boundary{at: f.span.Start, kind: ipuStarts, channel: f.channel})
	}
}

func (f *former) close(s *schedule, cut vad.Flags) {
	if f.state != idle && f.span.Len() >= f.burst {
		f.confirm(s)
		s.add(boundary{at: f.span.End, kind: ipuEnds, channel: f.channel, flags: cut})
	}
	f.state = idle
}
