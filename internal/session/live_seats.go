package session

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/view"
)

const (
	// mostPeople is how many people a session can have.
	mostPeople = 8
	// longestName is how many characters a name has at most.
	longestName = 40
)

func (l *Live) doAssign(c view.Command) error {
	var v struct {
		Device string `json:"device"`
	}
	seat, err := l.changeSeat(c, &v)
	if err != nil {
		return err
	}
	s := &l.seats[seat]
	s.Device, s.settled, s.unfound = v.Device, true, nil
	l.choice.stale = true
	return nil
}

// changeSeat reads a command that changes a seat before the start.
func (l *Live) changeSeat(c view.Command, v any) (seat int, err error) {
	if l.phase != setup {
		return -1, errInSetupOnly
	}
	if seat = l.seatOf(c); seat < 0 {
		return -1, errNobodyThere
	}
	if v == nil {
		return seat, nil
	}
	return seat, read(c, v)
}

func (l *Live) doPerson(c view.Command) error {
	var v struct {
		Name     string         `json:"name"`
		Role     deference.Role `json:"role"`
		Measured bool           `json:"measured"`
	}
	seat, err := l.changeSeat(c, &v)
	if err != nil {
		return err
	}
	v.Name = strings.Join(strings.Fields(v.Name), " ")
	switch {
	case v.Name == "":
		return errors.New("a name has at least one letter; a role will do")
	case utf8.RuneCountInString(v.Name) > longestName:
		return fmt.Errorf("a name has at most %d characters", longestName)
	}
	switch v.Role {
	case deference.Coach, deference.Client, deference.Observer, deference.Somebody:
	default:
		return fmt.Errorf("there is no role %.20q", v.Role)
	}
	s := &l.seats[seat]
	if s.Role != v.Role {
		s.ID = l.freeID(string(v.Role))
	}
	l.choice.stale = l.choice.stale || s.Measured != v.Measured
	s.Name, s.Role, s.Measured = v.Name, v.Role, v.Measured
	l.agreedBy[seat], s.audio = false, false
	l.sortSeats()
	return nil
}

// sortSeats puts people into seat order and gives them their channels.
func (l *Live) sortSeats() {
	type sitting struct {
		seat   Seat
		agreed bool
	}
	sittings := make([]sitting, len(l.seats))
	for i, s := range l.seats {
		sittings[i] = sitting{s, l.agreedBy[i]}
	}
	slices.SortStableFunc(sittings, func(a, b sitting) int { return bySeat(a.seat, b.seat) })
	for i, s := range sittings {
		l.seats[i], l.agreedBy[i] = s.seat, s.agreed
	}
	number(l.seats)
	l.choice.stale = true
	l.people = people(l.seats)
}

// freeID is a name for files that nobody has yet, beginning with stem.
func (l *Live) freeID(stem string) string {
	id := stem
	for n := 2; slices.ContainsFunc(l.seats, func(s Seat) bool { return s.ID == id }); n++ {
		id = fmt.Sprintf("%s%d", stem, n)
	}
	return id
}

func (l *Live) doAdd(view.Command) error {
	switch {
	case l.phase != setup:
		return errInSetupOnly
	case len(l.seats) >= mostPeople:
		return fmt.Errorf("a session has at most %d people", mostPeople)
	}
	p := NewParticipant(l.freeID("observer"))
	p.Name = strings.TrimSpace("Observer " + strings.TrimPrefix(p.ID, "observer"))
	l.seats = append(l.seats, Seat{Participant: p})
	l.agreedBy = append(l.agreedBy, false)
	l.choose()
	l.sortSeats()
	return nil
}

func (l *Live) doRemove(c view.Command) error {
	seat, err := l.changeSeat(c, nil)
	if err != nil {
		return err
	}
	if len(l.seats) == 1 {
		return errors.New("a session needs somebody")
	}
	l.seats = slices.Delete(l.seats, seat, seat+1)
	l.agreedBy = slices.Delete(l.agreedBy, seat, seat+1)
	l.sortSeats()
	return nil
}

func (l *Live) doSwap(view.Command) error {
	switch {
	case l.phase != setup:
		return errInSetupOnly
	case len(l.seats) < 2:
		return errors.New("there is nobody to swap with")
	}
	a, b := &l.seats[0], &l.seats[1]
	a.Device, b.Device = b.Device, a.Device
	a.settled, b.settled = b.settled, a.settled
	a.unfound, b.unfound = b.unfound, a.unfound
	l.choice.stale = true
	return nil
}
