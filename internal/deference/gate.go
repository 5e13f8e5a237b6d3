package deference

import "slices"

// spoiled lists, for each indicator, what of a single channel withholds it, in the order in which it is told.
var spoiled = map[ID][]Reason{
	HoldingFloor:     {Noisy},
	TakingFloor:      {Dropout, Noisy, Bleed, Clipped, Adrift},
	BreakingSilences: {Noisy},
	ResponseLatency:  {Dropout, Noisy, Bleed, Clipped, Adrift},
	Backchannels:     {Noisy, Bleed, Masked, Clipped},
	Silence:          {Noisy},
	FirstAndLast:     {Dropout, Noisy, Bleed, Clipped, Adrift},
}

// softened lists what keeps an indicator tentative, whatever its counts.
var softened = map[ID][]Reason{
	TalkShare: {Noisy, Bleed},
	Balance:   {Noisy, Bleed},
}

// solo are the indicators that one person alone has.
var solo = []ID{TalkShare, HoldingFloor, Silence}

// withheld is why id cannot be told, and the sentence that says so; no reason when it can.
func (e *evaluation) withheld(id ID) (Reason, string) {
	if r, text := e.absent(id); r != "" {
		return r, text
	}
	l, seats := e.loss, e.members
	if id == BreakingSilences || id == Silence {
		l, seats = e.anyLoss, e.measured
	}
	if l.share > e.opts.MaxUnknown {
		return e.unheard(l, seats)
	}
	return e.faulty(id, spoiled[id])
}

// limited is why id stays tentative.
func (e *evaluation) limited(id ID) Reason {
	r, _ := e.faulty(id, softened[id])
	return r
}

// absent says who is missing for a comparison.
func (e *evaluation) absent(id ID) (Reason, string) {
	for _, seat := range e.members {
		if !e.people[seat].Measured {
			return NotMeasured, e.people[seat].First() + " takes part without being measured"
		}
	}
	switch {
	case len(e.members) == 0:
		return NotMeasured, "Nobody is measured"
	case len(e.members) == 1 && !slices.Contains(solo, id):
		return Alone, "One person is measured; this takes two"
	default:
		return "", ""
	}
}

// unheard says whose signal is missing for too much of the window.
func (e *evaluation) unheard(l loss, seats []int) (Reason, string) {
	worst, most := seats[0], loss{}
	for _, seat := range seats {
		if _, one := e.observed.missing(e.channels([]int{seat}), e.span); one.lost > most.lost {
			worst, most = seat, one
		}
	}
	mic := of(e.people[worst].First())
	if e.health[e.channel(worst)].Dead {
		return Dead, mic + " mic gives no signal"
	}
	return Unknown, mic + " signal lost for " + bold(length(most.lost)) + " of " + bold(length(l.of))
}

// faulty is the first of reasons that a channel of those who are compared gives.
func (e *evaluation) faulty(id ID, reasons []Reason) (Reason, string) {
	for _, r := range reasons {
		var seats []int
		for _, seat := range e.members {
			if e.health[e.channel(seat)].has(r) {
				seats = append(seats, seat)
			}
		}
		if len(seats) > 0 {
			return r, e.fault(r, seats) + consequence(id, r)
		}
	}
	return "", ""
}

// fault is what is wrong with the channels of seats.
func (e *evaluation) fault(r Reason, seats []int) string {
	p := e.people[seats[0]]
	mic := of(p.First())
	switch r {
	case Dropout:
		return mic + " signal drops out"
	case Noisy:
		return mic + " mic picks up noise"
	case Clipped:
		return capital(of(p.Full())) + " mic is too loud"
	case Adrift:
		return "The mics may be more than 20 ms apart"
	}
	switch {
	case e.mode == GroupMode:
		return mic + " mic also hears the others"
	case len(seats) > 1:
		return "Both mics hear both people"
	default:
		return mic + " mic also hears " + e.people[e.other(seats[0])].Full()
	}
}

// consequence is why r matters to id.
func consequence(id ID, r Reason) string {
	switch {
	case r == Clipped:
		return "; it may hide overlaps"
	case r == Noisy:
		return "; speech can’t be told from it"
	case r == Adrift:
		return "; who came first can’t be told"
	case id == Backchannels:
		return "; short signals can’t be told apart"
	default:
		return "; overlaps can’t be told apart"
	}
}
