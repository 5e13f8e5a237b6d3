package deference_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
)

func TestWhoIsComparedFollowsFromTheRoles(t *testing.T) {
	person := func(channel int, role deference.Role) deference.Person {
		return deference.Person{Channel: channel, Name: string(role), Role: role, Measured: true}
	}
	for _, tc := range []struct {
		what        string
		people      []deference.Person
		mode        deference.Mode
		left, right int
	}{
		{"a coach and a client", []deference.Person{person(0, "coach"), person(1, "client")}, "pair", 0, 1},
		{"a client on the first channel", []deference.Person{person(0, "client"), person(1, "coach")}, "pair", 1, 0},
		{"observers besides", []deference.Person{person(3, "observer"), person(2, "client"), person(7, "coach")}, "pair", 7, 2},
		{"two people of other roles", []deference.Person{person(1, "person"), person(0, "person")}, "pair", 1, 0},
		{"two observers", []deference.Person{person(4, "observer"), person(5, "observer")}, "pair", 4, 5},
		{"a person and a coach", []deference.Person{person(0, "person"), person(1, "coach")}, "pair", 1, 0},
		{"a client and an observer", []deference.Person{person(0, "client"), person(1, "observer")}, "pair", 1, 0},
		{"two coaches", []deference.Person{person(0, "coach"), person(1, "coach")}, "pair", 0, 1},
		{"two coaches and a client", []deference.Person{person(0, "coach"), person(1, "coach"), person(2, "client")}, "group", -1, -1},
		{"three people", []deference.Person{person(0, "person"), person(1, "person"), person(2, "person")}, "group", -1, -1},
		{"a coach and two people", []deference.Person{person(0, "coach"), person(1, "person"), person(2, "person")}, "group", -1, -1},
		{"one person", []deference.Person{person(0, "coach")}, "group", -1, -1},
	} {
		m, err := deference.NewMeter(tc.people, deference.DefaultOptions())
		if err != nil {
			t.Errorf("%s: %v", tc.what, err)
			continue
		}
		if r := m.Result(); r.Mode != tc.mode || r.Left != tc.left || r.Right != tc.right {
			t.Errorf("%s: %s of %d and %d, want %s of %d and %d", tc.what, r.Mode, r.Left, r.Right, tc.mode, tc.left, tc.right)
		}
	}
}

func TestPeopleThatCannotBeSeatedAreRefused(t *testing.T) {
	for _, tc := range []struct {
		people []deference.Person
		want   string
	}{
		{nil, "nobody takes part"},
		{[]deference.Person{{Channel: 0, Name: "Ana"}, {Channel: 0, Name: "Ben"}}, "channel 0 is given to two people"},
		{[]deference.Person{{Channel: 64, Name: "Ana"}}, "channel 64"},
		{[]deference.Person{{Channel: -1, Name: "Ana"}}, "channel -1"},
		{[]deference.Person{{Channel: 2, Name: " * "}}, "the person on channel 2 has no name"},
	} {
		if _, err := deference.NewMeter(tc.people, deference.DefaultOptions()); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%v: error %v, want %q in it", tc.people, err, tc.want)
		}
	}
}

func TestNamesDoNotBreakTheMarksOfFigures(t *testing.T) {
	people := []deference.Person{{Channel: 0, Name: "**Ana**", Measured: true}, {Channel: 1, Name: " Ben ", Measured: true}}
	s := equalTalk()
	r := s.result(t, people, deference.Agreement{})
	checkWords(t, find(t, r.Session, deference.HoldingFloor), deference.Shown, "Even", "Median turn: Ana **10 s**, Ben **10 s**")
	if people[0].Name != "**Ana**" {
		t.Error("the caller's names were changed")
	}
}
