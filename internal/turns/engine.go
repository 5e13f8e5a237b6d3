package turns

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Engine finds the facts of one session. It is told of every change of activity, and how far it has been told all.
type Engine struct {
	opts     Options
	channels []channel
	schedule schedule
	clock    clock
	past     history
	states   states
	reader   reader
	out      ledger
	told     timeline.Position // everything before has been told
	taken    timeline.Position // where a change was taken last, or something was due
	over     bool
}

// channel is what is told of one channel.
type channel struct {
	changes []vad.Change
	head    int // changes before it are taken
	last    timeline.Position
	flags   vad.Flags
	former  former
}

// NewEngine starts a session of 1 to MaxChannels channels, all silent.
func NewEngine(channels int, opts Options) (*Engine, error) {
	if channels < 1 || channels > MaxChannels {
		return nil, fmt.Errorf("follow %d channels: from 1 to %d can be followed", channels, MaxChannels)
	}
	if err := opts.check(); err != nil {
		return nil, fmt.Errorf("set up turns: %w", err)
	}
	e := &Engine{opts: opts, channels: make([]channel, channels), past: newHistory(channels)}
	e.clock.start(0)
	for k := range e.channels {
		e.channels[k].former = former{channel: k, bridge: opts.IPUBridge, burst: opts.MinBurst}
	}
	e.states = newStates(&e.out)
	e.reader = newReader(&e.opts, &e.clock, &e.past, &e.out)
	return e, nil
}

// Push tells of a change. The changes of a channel come in order of position, none before what Advance was told; of
// two at the same position the second counts.
func (e *Engine) Push(c vad.Change) error {
	if c.Channel < 0 || c.Channel >= len(e.channels) {
		return fmt.Errorf("push change: channel %d is not one of 0 to %d", c.Channel, len(e.channels)-1)
	}
	ch := &e.channels[c.Channel]
	switch earliest := max(e.told, ch.last); {
	case e.over:
		return fmt.Errorf("push change of channel %d: the session is over", c.Channel)
	case c.At < earliest:
		return fmt.Errorf("push change of channel %d at %d: everything before %d is settled", c.Channel, c.At, earliest)
	case c.Activity > vad.Unobserved:
		return fmt.Errorf("push change of channel %d: there is no activity %d", c.Channel, c.Activity)
	}
	ch.push(c)
	return nil
}

// push queues c. Its flags say the same as its activity.
func (ch *channel) push(c vad.Change) {
	switch {
	case c.Activity != vad.Unobserved:
		c.Flags &^= unobserved
	case !c.Flags.Unobserved():
		c.Flags |= vad.Unknown
	}
	ch.last = c.At
	if n := len(ch.changes); n > ch.head && ch.changes[n-1].At == c.At {
		ch.changes[n-1] = c
		return
	}
	ch.changes = append(ch.changes, c)
}

// Advance says that all changes before to have been pushed, and returns what follows from them. The facts are valid
// until the next call.
func (e *Engine) Advance(to timeline.Position) Facts {
	e.out.clear()
	if !e.over {
		e.advance(to)
	}
	return e.out.facts
}

// Finish says that the session is over at end, and decides what is open. Changes at end and after it do not count; an
// end that lies before what Advance was told is moved there.
func (e *Engine) Finish(end timeline.Position) Facts {
	e.out.clear()
	if !e.over {
		e.advance(end)
		e.finish(max(end, e.told))
	}
	return e.out.facts
}

// Floor is who holds the floor as far as it is settled.
func (e *Engine) Floor() Floor { return e.reader.floor.state() }

func (e *Engine) advance(to timeline.Position) {
	e.told = max(e.told, to)
	for at := e.due(); at < to; at = e.due() {
		e.run(min(at, e.settled()))
		e.taken = at
		for k := range e.channels {
			e.channels[k].take(at, &e.schedule)
		}
	}
	e.run(min(to, e.settled()))
}

// due is where there is something to take next.
func (e *Engine) due() timeline.Position {
	due := never
	for k := range e.channels {
		ch := &e.channels[k]
		due = min(due, ch.former.due())
		due = min(due, ch.next())
	}
	return due
}

// settled is the position before which no IPU can start or end any more, of what has been taken.
func (e *Engine) settled() timeline.Position {
	at := never
	for k := range e.channels {
		at = min(at, e.channels[k].former.settled())
	}
	return at
}

// next is where the channel changes next, as far as has been told.
func (ch *channel) next() timeline.Position {
	if ch.head == len(ch.changes) {
		return never
	}
	return ch.changes[ch.head].At
}

func (ch *channel) pop() vad.Change {
	c := ch.changes[ch.head]
	ch.head++
	if ch.head == len(ch.changes) {
		ch.changes, ch.head = ch.changes[:0], 0
	}
	return c
}

// take takes what happens on the channel at a position.
func (ch *channel) take(at timeline.Position, s *schedule) {
	if ch.next() == at {
		c := ch.pop()
		ch.former.change(s, c)
		if c.Flags != ch.flags {
			ch.flags = c.Flags
			s.add(boundary{at: at, kind: flagsChange, channel: c.Channel, flags: c.Flags})
		}
	}
	ch.former.tick(s, at)
}

// run takes every step before to.
func (e *Engine) run(to timeline.Position) {
	for at := e.next(); at < to; at = e.next() {
		e.step(at)
	}
}

func (e *Engine) next() timeline.Position { return min(e.schedule.next(), e.clock.next) }

// step runs the rules at a position, at which something happens or one of them wants to look again.
func (e *Engine) step(at timeline.Position) {
	e.clock.start(at)
	e.out.decided = max(at, e.taken)
	if e.over {
		e.out.decided = e.told
	}
	e.past.begin()
	e.past.apply(at, &e.schedule)
	e.states.step(at, &e.past)
	e.reader.step()
}

// finish ends what goes on. What still waits is decided as if all were silent from then on.
func (e *Engine) finish(end timeline.Position) {
	e.taken, e.told = end, end
	for k := range e.channels {
		ch := &e.channels[k]
		ch.former.finish(&e.schedule, end, 0)
		if ch.flags.Unobserved() {
			e.schedule.add(boundary{at: end, kind: flagsChange, channel: k})
		}
	}
	e.run(end + 1)
	e.over = true
	e.clock.start(end)
	e.reader.finish()
	e.step(end)
	e.run(never)
}
