// Package session runs one session: from sound or activity to observations, facts, indicators and views, with its
// people, their agreement and its life cycle.
package session

import (
	"fmt"
	"strings"

	"github.com/evenkeel/monitor/internal/deference"
)

// Participant is somebody who takes part in the session.
type Participant struct {
	ID       string // name of the channel in files: "coach", "ch0"
	Name     string // as shown: "Coach"
	Role     deference.Role
	Measured bool // false: takes part without being measured
}

// NewParticipant is a participant called id, as --channel and the columns of files name people: coach, client and
// observer (also observer2) give the role. ROLE:NAME gives both: "coach:Maya" is the coach, called Maya.
func NewParticipant(id string) Participant {
	role, name, both := roleAndName(id)
	if !both {
		role, _ = roleOf(id)
		name = id
	}
	return Participant{ID: name, Name: shownName(name), Role: role, Measured: true}
}

// CheckName says what is wrong with a name as NewParticipant takes it, when somebody has written it.
func CheckName(id string) error {
	word, _, colon := strings.Cut(id, ":")
	if _, _, both := roleAndName(id); both || !colon {
		return nil
	}
	if _, known := roleOf(word); known {
		return fmt.Errorf("%q names nobody: write the name after the colon, as in coach:Maya", id)
	}
	return fmt.Errorf("%q: there is no role %q; write coach, client, observer, mentor or person before the colon, as in coach:Maya", id, word)
}

// roleAndName takes apart ROLE:NAME.
func roleAndName(id string) (role deference.Role, name string, both bool) {
	word, name, colon := strings.Cut(id, ":")
	role, known := roleOf(word)
	name = strings.TrimSpace(name)
	return role, name, colon && known && name != ""
}

// roleOf is the role that a word names, in any case and with a number after it. A word that names none is somebody's name.
func roleOf(word string) (role deference.Role, known bool) {
	switch strings.ToLower(strings.TrimRight(word, "0123456789 ")) {
	case "coach":
		return deference.Coach, true
	case "client":
		return deference.Client, true
	case "observer", "mentor":
		return deference.Observer, true
	case "person":
		return deference.Somebody, true
	}
	return deference.Somebody, false
}

// NewParticipants are participants called ids, one a channel.
func NewParticipants(ids []string) []Participant {
	people := make([]Participant, len(ids))
	for k, id := range ids {
		people[k] = NewParticipant(id)
	}
	return people
}

// called is the name inside a sentence: "the coach", "Maya".
func (p Participant) called() string {
	if strings.EqualFold(p.Name, string(p.Role)) {
		return "the " + strings.ToLower(p.Name)
	}
	return p.Name
}

// DefaultIDs name n channels that nobody named: ch0, ch1 and so on.
func DefaultIDs(n int) []string {
	ids := make([]string, n)
	for k := range ids {
		ids[k] = fmt.Sprintf("ch%d", k)
	}
	return ids
}

// shownName is id with a capital, and "ch0" as "Channel 1".
func shownName(id string) string {
	var k int
	if n, err := fmt.Sscanf(id, "ch%d", &k); n == 1 && err == nil && id == fmt.Sprintf("ch%d", k) {
		return fmt.Sprintf("Channel %d", k+1)
	}
	return capital(id)
}

// initials are the first letters of the first two words of name, or the first two letters of its only word.
func initials(name string) string {
	words := strings.Fields(name)
	switch len(words) {
	case 0:
		return ""
	case 1:
		r := []rune(words[0])
		return strings.ToUpper(string(r[:1])) + string(r[1:min(2, len(r))])
	}
	return strings.ToUpper(string([]rune(words[0])[:1]) + string([]rune(words[1])[:1]))
}
