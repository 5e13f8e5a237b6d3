package deference

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/turns"
)

// Mode says how people are compared.
type Mode string

// The modes. A pair has leans between two people; a group has one figure a person.
const (
	PairMode  Mode = "pair"
	GroupMode Mode = "group"
)

// noSeat stands where nobody sits.
const noSeat = -1

// seating is who takes part, in seat order, and who is compared with whom.
type seating struct {
	people      []Person
	mode        Mode
	left, right int   // seats of the pair; noSeat in group mode
	members     []int // seats that are compared: the pair, or everybody who is measured
	measured    []int // seats of everybody who is measured
	seatOf      [turns.MaxChannels]int
}

// newSeating seats people in the order in which they are given.
func newSeating(people []Person) (*seating, error) {
	if len(people) == 0 {
		return nil, errors.New("seat people: nobody takes part; name at least one person with a channel")
	}
	s := &seating{people: append([]Person(nil), people...)}
	for i := range s.seatOf {
		s.seatOf[i] = noSeat
	}
	for seat := range s.people {
		if err := s.seat(seat); err != nil {
			return nil, fmt.Errorf("seat people: %w", err)
		}
	}
	s.compare()
	return s, nil
}

// seat enters one person's channel.
func (s *seating) seat(seat int) error {
	p := &s.people[seat]
	// Asterisks mark figures in the sentences that names are part of.
	p.Name = strings.TrimSpace(strings.ReplaceAll(p.Name, "*", ""))
	switch {
	case p.Channel < 0 || p.Channel >= turns.MaxChannels:
		return fmt.Errorf("channel %d of %q is not one of 0 to %d", p.Channel, p.Name, turns.MaxChannels-1)
	case s.seatOf[p.Channel] != noSeat:
		return fmt.Errorf("channel %d is given to two people; give each their own", p.Channel)
	case p.Name == "":
		return fmt.Errorf("the person on channel %d has no name; a role will do", p.Channel)
	}
	s.seatOf[p.Channel] = seat
	if p.Measured {
		s.measured = append(s.measured, seat)
	}
	return nil
}

// compare decides the mode: one coach and one client are a pair, and so are any two people.
func (s *seating) compare() {
	s.mode, s.left, s.right = PairMode, s.only(Coach), s.only(Client)
	switch {
	case s.left != noSeat && s.right != noSeat:
	case len(s.people) == 2:
		s.left, s.right = 0, 1
		if side(s.people[1].Role) < side(s.people[0].Role) {
			s.left, s.right = 1, 0
		}
	default:
		s.mode, s.left, s.right, s.members = GroupMode, noSeat, noSeat, s.measured
		return
	}
	s.members = []int{s.left, s.right}
}

// side orders roles from left to right: a coach sits left and a client right, whoever the other is.
func side(r Role) int {
	switch r {
	case Coach:
		return -1
	case Client:
		return 1
	default:
		return 0
	}
}

// only is the seat of the one person with role r; noSeat when there is none, or more than one.
func (s *seating) only(r Role) int {
	found := noSeat
	for seat, p := range s.people {
		if p.Role != r {
			continue
		}
		if found != noSeat {
			return noSeat
		}
		found = seat
	}
	return found
}

// seatAt is the seat of a channel; noSeat for Nobody and for channels that nobody has.
func (s *seating) seatAt(channel int) int {
	if channel < 0 || channel >= len(s.seatOf) {
		return noSeat
	}
	return s.seatOf[channel]
}

// channel is the channel of a seat; turns.Nobody for noSeat.
func (s *seating) channel(seat int) int {
	if seat == noSeat {
		return turns.Nobody
	}
	return s.people[seat].Channel
}

// other is the seat that seat is compared with in a pair.
func (s *seating) other(seat int) int {
	if seat == s.left {
		return s.right
	}
	return s.left
}

// memberAt is the index of seat among those who are compared, below zero for others.
func (s *seating) memberAt(seat int) int { return slices.Index(s.members, seat) }

// channels is the set of channels of seats.
func (s *seating) channels(seats []int) turns.ChannelSet {
	var set turns.ChannelSet
	for _, seat := range seats {
		set = set.With(s.people[seat].Channel)
	}
	return set
}
