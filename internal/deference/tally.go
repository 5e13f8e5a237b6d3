package deference

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// tally is what one window holds, by seat.
type tally struct {
	span    timeline.Span
	unknown spans // where somebody who is compared was not observed
	loss    loss  // of those who are compared
	anyLoss loss  // of anybody who is measured: a silence takes everybody

	speech   []timeline.Position // everybody's speech, where all who are compared were observed
	floor    []timeline.Position // everybody's turns, likewise
	turns    []turn              // of those who are compared; who and other are seats
	units    []timeline.Position // speech of each who is compared from the end of one turn to that of the next
	acts     [turns.PauseEntry + 1]matrix
	won      matrix    // simultaneous starts, by winner upon loser
	silences []stretch // those long enough to count as waiting; who is the seat that ended it
	silent   timeline.Position
	lapsed   timeline.Position
}

// newTally counts what the ledger holds in w.
func newTally(w timeline.Span, s *seating, l *ledger, o *observed, opts Options) *tally {
	n := len(s.people)
	t := &tally{span: w, speech: make([]timeline.Position, n), floor: make([]timeline.Position, n)}
	t.unknown, t.loss = o.missing(s.channels(s.members), w)
	_, t.anyLoss = o.missing(s.channels(s.measured), w)
	t.won = newMatrix(n)
	for k := range t.acts {
		t.acts[k] = newMatrix(n)
	}
	t.addTurns(s, since(l.turns, w.Start))
	t.addSpeech(s, since(l.speech, w.Start))
	t.addActs(s, since(l.acts, w.Start))
	t.addSilences(s, since(l.silences, w.Start), opts.Tolerance)
	return t
}

// addTurns keeps the turns of those who are compared, and everybody's time on the floor.
func (t *tally) addTurns(s *seating, list []turn) {
	for _, x := range list {
		seat := s.seatAt(int(x.who))
		if seat == noSeat {
			continue
		}
		t.floor[seat] += t.unknown.outside(x.Overlap(t.span))
		if s.memberAt(seat) >= 0 {
			x.who, x.other = int8(seat), int8(s.seatAt(int(x.other)))
			t.turns = append(t.turns, x)
		}
	}
}

// addSpeech sums speech, in all and a turn each. What comes after the last turn is in no turn yet.
func (t *tally) addSpeech(s *seating, list []stretch) {
	members := len(s.members)
	t.units = make([]timeline.Position, len(t.turns)*members)
	unit := 0
	for _, x := range list {
		seat := s.seatAt(int(x.who))
		if seat == noSeat {
			continue
		}
		length := t.unknown.outside(x.Overlap(t.span))
		t.speech[seat] += length
		for unit < len(t.turns) && t.turns[unit].End < x.End {
			unit++
		}
		if k := s.memberAt(seat); k >= 0 && unit < len(t.turns) {
			t.units[unit*members+k] += length
		}
	}
}

// addActs counts every act by who did it upon whom. A lapse that nobody ended is time, but no act.
func (t *tally) addActs(s *seating, list []act) {
	for _, x := range list {
		if x.kind == turns.Lapse {
			t.lapsed += x.Overlap(t.span).Len()
		}
		by, on := s.seatAt(int(x.who)), s.seatAt(int(x.other))
		if by == noSeat || int(x.kind) >= len(t.acts) {
			continue
		}
		t.acts[x.kind].add(by, on)
		if x.kind == turns.SimultaneousStart && on != noSeat {
			t.addWinner(by, on, s.seatAt(int(x.next)))
		}
	}
}

// addWinner counts who went on after two people had started at once.
func (t *tally) addWinner(a, b, winner int) {
	switch winner {
	case a:
		t.won.add(a, b)
	case b:
		t.won.add(b, a)
	}
}

// addSilences keeps the silences of at least a length, and sums them all.
func (t *tally) addSilences(s *seating, list []stretch, least timeline.Position) {
	for _, x := range list {
		t.silent += t.unknown.outside(x.Overlap(t.span))
		if x.Len() >= least {
			x.who = int8(s.seatAt(int(x.who)))
			t.silences = append(t.silences, x)
		}
	}
}

// known is how much of the window was observed.
func (t *tally) known() timeline.Position { return t.unknown.outside(t.span) }

// total is the speech of all seats given.
func (t *tally) total(seats []int) timeline.Position {
	var sum timeline.Position
	for _, seat := range seats {
		sum += t.speech[seat]
	}
	return sum
}

// turnsOf counts the turns of a seat.
func (t *tally) turnsOf(seat int) int {
	n := 0
	for _, x := range t.turns {
		if int(x.who) == seat {
			n++
		}
	}
	return n
}
