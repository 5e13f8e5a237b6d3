package turns

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Engine finds the facts of one session. It is told of every change of activity, and how far it has been told all.
type Engine struct {
	opts     Options
	channels []intake
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

// NewEngine starts a session of 1 to MaxChannels channels, all silent.
func NewEngine(channels int, opts Options) (*Engine, error) {
	if channels < 1 || channels > MaxChannels {
		return nil, fmt.Errorf("follow %d channels: from 1 to %d can be followed", channels, MaxChannels)
	}
	if err := opts.Check(); err != nil {
		return nil, fmt.Errorf("set up turns: %w", err)
	}
	e := &Engine{opts: opts, channels: make([]intake, channels), past: newHistory(channels)}
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
	case c.At > latest:
		return fmt.Errorf("push change of channel %d at %d: no session lasts longer than %d", c.Channel, c.At, latest)
	case c.Activity > vad.Unobserved:
		return fmt.Errorf("push change of channel %d: there is no activity %d", c.Channel, c.Activity)
	}
	ch.push(c)
	return nil
}

// Advance says that all changes before to have been pushed, and returns what follows from them. The facts are valid
// until the next call.
func (e *Engine) Advance(to timeline.Position) Facts {
	e.out.clear()
	if !e.over {
		e.advance(min(to, latest))
	}
	return e.out.facts
}

// Finish says that the session is over at end, and decides what is open. Changes at end and after it do not count; an
// end that lies before what Advance was told is moved there.
func (e *Engine) Finish(end timeline.Position) Facts {
	e.out.clear()
	if !e.over {
		e.advance(min(end, latest))
		e.finish(e.told)
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
