package turns

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// intake is what is told of one channel.
type intake struct {
	changes []vad.Change
	head    int               // changes before it are taken
	last    timeline.Position // of the change told last
	flags   vad.Flags         // of the change taken last
	former  former
}

// push queues c. Its flags say the same as its activity: where nothing is heard but others, nothing is ambiguous.
func (i *intake) push(c vad.Change) {
	switch {
	case c.Activity == vad.Silent:
		c.Flags &^= unobserved | vad.Ambiguous
	case c.Activity == vad.Speech:
		c.Flags &^= unobserved
	case !c.Flags.Unobserved():
		c.Flags |= vad.Unknown
	}
	i.last = c.At
	if n := len(i.changes); n > i.head && i.changes[n-1].At == c.At {
		i.changes[n-1] = c
		return
	}
	i.changes = append(i.changes, c)
}

// next is where the channel changes next, as far as has been told.
func (i *intake) next() timeline.Position {
	if i.head == len(i.changes) {
		return never
	}
	return i.changes[i.head].At
}

// pop takes the next change. What is taken gives its room back when it is half of all.
func (i *intake) pop() vad.Change {
	c := i.changes[i.head]
	i.head++
	if 2*i.head >= len(i.changes) {
		i.changes, i.head = i.changes[:copy(i.changes, i.changes[i.head:])], 0
	}
	return c
}

// take takes what happens on the channel at a position.
func (i *intake) take(at timeline.Position, s *schedule) {
	if i.next() == at {
		c := i.pop()
		i.former.change(s, c)
		if c.Flags != i.flags {
			i.flags = c.Flags
			s.add(boundary{at: at, kind: flagsChange, channel: c.Channel, flags: c.Flags})
		}
	}
	i.former.tick(s, at)
}
