package deference

import (
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// evaluation is one look at one window.
type evaluation struct {
	*seating
	*tally
	observed  *observed
	opts      Options
	agreement Agreement
	health    *[turns.MaxChannels]Health
	memory    *memory // of earlier looks at this window
	at        timeline.Position
}

// indicators are all of them, in the order in which they are told.
func (e *evaluation) indicators() []Indicator {
	all := []Indicator{
		e.talkShare(), e.holdingFloor(), e.takingFloor(), e.breakingSilences(),
		e.responseLatency(), e.backchannels(), e.silence(), e.firstAndLast(),
	}
	if len(e.members) >= 3 {
		all = append(all, e.balance())
	}
	return all
}

// each is a figure of everybody who is compared: "Coach **5**, client **1**".
func (e *evaluation) each(figure func(seat int) string) string {
	return list(e.parts(true, figure))
}

// parts names everybody who is compared with their figure; start says that a sentence starts with them.
func (e *evaluation) parts(start bool, figure func(seat int) string) []string {
	parts := make([]string, len(e.members))
	for i, seat := range e.members {
		name := e.people[seat].Inside()
		if start && i == 0 {
			name = e.people[seat].First()
		}
		parts[i] = name + " " + figure(seat)
	}
	return parts
}

// upon counts in m what seat did upon the others who are compared.
func (e *evaluation) upon(m matrix, seat int) int {
	sum := 0
	for _, on := range e.members {
		if on != seat {
			sum += m.at(seat, on)
		}
	}
	return sum
}

// from counts in m what the others who are compared did upon seat.
func (e *evaluation) from(m matrix, seat int) int {
	sum := 0
	for _, by := range e.members {
		if by != seat {
			sum += m.at(by, seat)
		}
	}
	return sum
}

// done counts what seat did upon the others who are compared.
func (e *evaluation) done(seat int, kinds ...turns.ReadingKind) int {
	sum := 0
	for _, kind := range kinds {
		sum += e.upon(e.acts[kind], seat)
	}
	return sum
}

// suffered counts what the others who are compared did upon seat.
func (e *evaluation) suffered(seat int, kinds ...turns.ReadingKind) int {
	sum := 0
	for _, kind := range kinds {
		sum += e.from(e.acts[kind], seat)
	}
	return sum
}

// exposure is the speech of the others who are compared: the opportunity for acts upon them.
func (e *evaluation) exposure(seat int) timeline.Position {
	return e.total(e.members) - e.speech[seat]
}

// exposed says whether everybody who is compared has had enough opportunity to compare rates.
func (e *evaluation) exposed() bool {
	for _, seat := range e.members {
		if e.exposure(seat) < e.opts.Exposure {
			return false
		}
	}
	return true
}
