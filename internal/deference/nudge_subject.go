package deference

import (
	"fmt"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

const (
	// nudgeFresh is how long ago an event may be that a nudge is about.
	nudgeFresh = 60 * timeline.Second
	// shareWindow is the window of the nudge on talk share: a shorter one could not tell 25 % from 35 %.
	shareWindow = 10 * 60 * timeline.Second
	// shareError is how many points a share may be off because edges are; a nudge needs more than that.
	shareError = 2
)

// nudgeFloor is about somebody who has held the floor for longer than agreed.
func nudgeFloor(m *Meter, at timeline.Position) (text, reason string) {
	limit := m.agreement.FloorLimit
	holder, start := noSeat, at
	for _, t := range m.ledger.running {
		seat := m.seats.seatAt(int(t.who))
		if seat != noSeat && (t.Start < start || t.Start == start && seat < holder) {
			holder, start = seat, t.Start
		}
	}
	if limit <= 0 || holder == noSeat || at-start <= limit {
		return "", ""
	}
	name := capital(m.seats.people[holder].Full())
	return fmt.Sprintf("%s has held the floor for %s.", name, length((at-start)/timeline.Second*timeline.Second)),
		fmt.Sprintf("Agreed: a nudge after %s. %s has held the floor since %s.", length(limit), name, clock(start))
}

// nudgeSilences is about silences in a row that ended with the same person.
func nudgeSilences(m *Meter, at timeline.Position) (text, reason string) {
	limit := m.agreement.SilencesInRow
	seat, row, last := m.silencesInRow()
	if limit <= 0 || row < limit || at-last > nudgeFresh {
		return "", ""
	}
	if r, _ := m.session.withheld(BreakingSilences); r != "" {
		return "", ""
	}
	text = fmt.Sprintf("The last %s silences ended with %s. The next one can stay open.", numeral(row), m.seats.people[seat].Full())
	if row == 1 {
		text = fmt.Sprintf("The last silence ended with %s. The next one can stay open.", m.seats.people[seat].Full())
	}
	return text, fmt.Sprintf("Agreed: a nudge after %d in a row that end with the same person, of %s and more. Counted: %d, the last at %s.",
		limit, length(m.opts.Lapse), row, clock(last))
}

// silencesInRow counts the latest silences that ended with the same person, and says when the last of them did.
func (m *Meter) silencesInRow() (seat, row int, last timeline.Position) {
	seat = noSeat
	for _, a := range slices.Backward(m.ledger.acts) {
		if a.kind != turns.Lapse || int(a.who) == turns.Nobody {
			continue
		}
		who := m.seats.seatAt(int(a.who))
		if row == 0 {
			seat, last = who, a.End
		}
		if who == noSeat || who != seat {
			break
		}
		row++
	}
	return seat, row, last
}

// nudgeTaken is about floors taken in overlap in the last minutes.
func nudgeTaken(m *Meter, at timeline.Position) (text, reason string) {
	e, n := m.recent, 0
	for _, seat := range e.members {
		n += e.taken(seat)
	}
	last := m.ledger.latest(turns.InterruptionSuccessful)
	if m.agreement.TakenRecently <= 0 || n < m.agreement.TakenRecently || at-last > nudgeFresh {
		return "", ""
	}
	if r, _ := e.withheld(TakingFloor); r != "" {
		return "", ""
	}
	who := list(e.parts(false, func(seat int) string { return fmt.Sprint(e.taken(seat)) }))
	window := length(m.opts.Recent)
	return fmt.Sprintf("The floor was taken in overlap %s in the last %s.", strings.ReplaceAll(often(n), "*", ""), window),
		fmt.Sprintf("Agreed: a nudge from %d in %s. Counted: %s; the last at %s.", m.agreement.TakenRecently, window, who, clock(last))
}

// nudgeShare is about a talk share outside the agreed band.
func nudgeShare(m *Meter, at timeline.Position) (text, reason string) {
	if m.agreement.Band == nil || m.seats.mode != PairMode || at < shareWindow {
		return "", ""
	}
	e := m.look(at, at-shareWindow, nil)
	own, all := e.speech[e.left], e.total(e.members)
	if r, _ := e.withheld(TalkShare); r != "" || e.limited(TalkShare) != "" || all < m.opts.TalkFigures {
		return "", ""
	}
	low, high := m.agreement.Band[0], m.agreement.Band[1]
	share := percent(float64(own), float64(all))
	if share >= low-shareError && share <= high+shareError {
		return "", ""
	}
	// "You" is the people together, who agreed on it: the one place where the design addresses them.
	return fmt.Sprintf("%s share of the last %s is %d %%. You agreed on %d–%d %%.",
			capital(of(e.people[e.left].Full())), length(shareWindow), share, low, high),
		fmt.Sprintf("Agreed: %d–%d %% for %s. Counted: %s of %s of speech.", low, high, e.people[e.left].Full(), length(own), length(all))
}

// latest is where the latest act of a kind ended, far back when there was none.
func (l *ledger) latest(kind turns.ReadingKind) timeline.Position {
	for _, a := range slices.Backward(l.acts) {
		if a.kind == kind {
			return a.End
		}
	}
	return turns.None
}
