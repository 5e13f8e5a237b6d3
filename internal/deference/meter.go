package deference

import (
	"fmt"
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// Meter keeps the indicators of a session. Facts, changes and settings come in any portions. A setting counts from the
// first evaluation at its position or after it, facts and changes from the first after theirs: those of a position are
// complete only when turns.Engine has gone beyond it.
//
// A Meter is not for use by several goroutines at once.
type Meter struct {
	opts      Options
	seats     *seating
	agreement Agreement
	health    [turns.MaxChannels]Health

	signals  queue[turns.Signal]
	readings queue[turns.Reading]
	changes  queue[vad.Change]
	settings queue[func(*Meter)]

	ledger   ledger
	observed observed
	memories [2]*memory // of the session and of its last 5 minutes
	nudges   nudger

	next     timeline.Position // of the next evaluation
	finished bool
	latest   Result
	session  *evaluation // the latest looks at both windows
	recent   *evaluation
}

// NewMeter makes a Meter for people in seat order, and evaluates the empty session.
func NewMeter(people []Person, opts Options) (*Meter, error) {
	if err := opts.check(); err != nil {
		return nil, fmt.Errorf("make a meter: %w", err)
	}
	seats, err := newSeating(people)
	if err != nil {
		return nil, fmt.Errorf("make a meter: %w", err)
	}
	m := &Meter{opts: opts, seats: seats, memories: [2]*memory{newMemory(), newMemory()}}
	m.evaluate(0)
	m.next = opts.Grid
	return m, nil
}

// Add enters facts.
func (m *Meter) Add(f turns.Facts) {
	for _, s := range f.Signals {
		m.signals.add(s.Decided, s)
	}
	for _, r := range f.Readings {
		m.readings.add(r.Decided, r)
	}
}

// Push enters a change of activity, the same that turns.Engine takes. Changes say what facts cannot say yet: that a
// stretch is unknown while it still goes on, and whether anybody speaks, without which there are no nudges.
func (m *Meter) Push(c vad.Change) { m.changes.add(c.At, c) }

// SetHealth says from when on a channel is of some quality.
func (m *Meter) SetHealth(at timeline.Position, channel int, h Health) {
	if channel >= 0 && channel < turns.MaxChannels {
		m.settings.add(at, func(m *Meter) { m.health[channel] = h })
	}
}

// SetAgreement says from when on something is agreed.
func (m *Meter) SetAgreement(at timeline.Position, a Agreement) {
	if a.Band != nil {
		band := *a.Band
		a.Band = &band
	}
	m.settings.add(at, func(m *Meter) { m.agreement = a })
}

// SetPeople says from when on people have these names, roles and seats. When others are compared than before,
// directions start anew.
func (m *Meter) SetPeople(at timeline.Position, people []Person) error {
	seats, err := newSeating(people)
	if err != nil {
		return err
	}
	m.settings.add(at, func(m *Meter) {
		was := m.seats
		m.seats = seats
		if was.channel(was.left) != seats.channel(seats.left) || was.channel(was.right) != seats.channel(seats.right) {
			m.memories = [2]*memory{newMemory(), newMemory()}
		}
		m.memories[0].forgetDraws()
		m.memories[1].forgetDraws()
	})
	return nil
}

// Advance says that everything before a position has been entered, as turns.Engine.Advance does. It evaluates each
// position of the grid up to there that has not been, and says whether there was one.
func (m *Meter) Advance(to timeline.Position) bool {
	evaluated := false
	for ; !m.finished && m.next <= to; m.next += m.opts.Grid {
		m.settle(m.next)
		m.evaluate(m.next)
		m.nudges.consider(m, m.next)
		evaluated = true
	}
	m.nudges.expire(to)
	return evaluated
}

// Finish says that the session has ended, and evaluates it there with everything that was entered. Nothing counts
// afterwards. What it finds does not depend on the evaluations before: inertia is for words that somebody watches.
func (m *Meter) Finish(end timeline.Position) {
	if m.finished {
		return
	}
	m.settle(math.MaxInt64)
	m.memories = [2]*memory{newMemory(), newMemory()}
	m.evaluate(max(end, m.next-m.opts.Grid))
	m.nudges.clear()
	m.finished = true
}

// settle makes everything count that is due at a position.
func (m *Meter) settle(at timeline.Position) {
	m.settings.take(at, func(set func(*Meter)) { set(m) })
	m.changes.take(at-1, m.observed.change)
	m.signals.take(at-1, func(s turns.Signal) {
		m.ledger.signal(s)
		m.observed.signal(s)
	})
	m.readings.take(at-1, m.ledger.reading)
}

// evaluate looks at both windows as of a position.
func (m *Meter) evaluate(at timeline.Position) {
	m.session = m.look(at, 0, m.memories[0])
	m.recent = m.look(at, max(at-m.opts.Recent, 0), m.memories[1])
	m.latest = m.result(m.session, m.recent)
}

// look is an evaluation of what lies between two positions.
func (m *Meter) look(at, from timeline.Position, memory *memory) *evaluation {
	w := timeline.Span{Start: from, End: at}
	return &evaluation{
		seating: m.seats, tally: newTally(w, m.seats, &m.ledger, &m.observed, m.opts), observed: &m.observed,
		opts: m.opts, agreement: m.agreement, health: &m.health, memory: memory, at: at,
	}
}

// Result is what the latest evaluation found.
func (m *Meter) Result() Result { return m.latest }
