package turns

import "github.com/evenkeel/monitor/internal/timeline"

// ledger collects what was found and stamps it with the position at which it was decided.
type ledger struct {
	facts   Facts
	lastID  int
	decided timeline.Position
}

// clear makes room for what is found next.
func (l *ledger) clear() {
	l.facts.Signals, l.facts.Readings = l.facts.Signals[:0], l.facts.Readings[:0]
}

func (l *ledger) signal(s Signal) {
	s.Decided = l.decided
	l.facts.Signals = append(l.facts.Signals, s)
}

// reading enters r, under a new ID if it has none, and returns the ID.
func (l *ledger) reading(r Reading) int {
	if r.ID == 0 {
		l.lastID++
		r.ID = l.lastID
	}
	r.Decided = l.decided
	l.facts.Readings = append(l.facts.Readings, r)
	return r.ID
}
