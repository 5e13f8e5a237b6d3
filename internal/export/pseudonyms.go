package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/view"
)

// Pseudonymous is a copy of s that tells no names: people are called by their roles ("Coach", "Observer 1"), their
// channels likewise ("coach", "observer1"), and title, file names, words of marks and notes are left out.
func (s *Session) Pseudonymous() *Session {
	m := newMask(s)
	c := *s
	c.Title, c.Notes = "", nil
	if OfFiles(s.Source) {
		c.Label = ""
	}
	c.People = m.people
	c.Quality = each(s.Quality, func(q Quality) Quality { q.Channel = m.channel(q.Channel); return q })
	c.Activity = each(s.Activity, func(a ChannelActivity) ChannelActivity { a.Channel = m.channel(a.Channel); return a })
	c.Facts = each(s.Facts, m.fact)
	c.Marks = each(s.Marks, func(k Mark) Mark { k.Text = ""; return k })
	c.Indicators = m.result(s.Indicators)
	c.Summary = m.sentences(s.Summary)
	c.Table = each(s.Table, m.row)
	c.Warnings = slices.DeleteFunc(m.sentences(s.Warnings), func(w string) bool { return strings.ContainsAny(w, `/\`) }) // folders
	return &c
}

// OfFiles says of the source of a session whether its label is names of files.
func OfFiles(source string) bool { return source == "recording" || source == "activity" }

// mask knows by what each name of a session is replaced.
type mask struct {
	people   []view.Person     // under their new names
	channels map[string]string // names of channels: new ones
	words    []word            // what may stand in a sentence, the longest first
}

type word struct{ from, to string }

func newMask(s *Session) *mask {
	m := &mask{people: Pseudonyms(s.People), channels: map[string]string{}}
	for i, q := range m.people {
		p := s.People[i]
		m.channels[p.ID] = q.ID
		m.replace(p.Name, q.Name)
		m.replace(strings.ReplaceAll(p.Name, "*", ""), q.Name) // sentences keep * for figures
		m.replace(p.ID, q.ID)
	}
	if OfFiles(s.Source) {
		for file := range strings.SplitSeq(s.Label, ", ") {
			m.replace(file, "a file")
		}
	}
	slices.SortStableFunc(m.words, func(a, b word) int { return len(b.from) - len(a.from) })
	return m
}

// Pseudonyms are people, in seat order, called by their roles.
func Pseudonyms(people []view.Person) []view.Person {
	of, nth := map[string]int{}, map[string]int{}
	for _, p := range people {
		of[p.Role]++
	}
	return each(people, func(p view.Person) view.Person {
		nth[p.Role]++
		return pseudonym(p, nth[p.Role], of[p.Role])
	})
}

// pseudonym is p, called by its role: the nth of so many. The coach and the client need no number.
func pseudonym(p view.Person, nth, of int) view.Person {
	role := cmp.Or(p.Role, string(deference.Somebody))
	p.ID, p.Name, p.Initials = role, capital(role), capital(role)[:2]
	if of > 1 || p.Role != string(deference.Coach) && p.Role != string(deference.Client) {
		p.Initials = fmt.Sprintf("%s%d", p.Name[:1], nth)
		p.ID, p.Name = fmt.Sprintf("%s%d", p.ID, nth), fmt.Sprintf("%s %d", p.Name, nth)
	}
	return p
}

func (m *mask) replace(from, to string) {
	if from = strings.TrimSpace(from); from != "" {
		m.words = append(m.words, word{from, to})
	}
}

// channel is the new name of a channel; of nobody it is "".
func (m *mask) channel(id string) string { return m.channels[id] }

func (m *mask) fact(r Row) Row {
	r.Speaker, r.Other, r.NextHolder, r.Text = m.channel(r.Speaker), m.channel(r.Other), m.channel(r.NextHolder), ""
	return r
}

func (m *mask) row(r view.SummaryRow) view.SummaryRow {
	r.Label, r.Note, r.Values = m.sentence(r.Label), m.sentence(r.Note), each(r.Values, m.sentence)
	return r
}

func (m *mask) result(r deference.Result) deference.Result {
	r.People = each(r.People, func(p deference.Person) deference.Person {
		for _, q := range m.people {
			if q.Channel == p.Channel {
				p.Name = q.Name
			}
		}
		return p
	})
	r.Session, r.Last5 = m.window(r.Session), m.window(r.Last5)
	return r
}

func (m *mask) window(w deference.Window) deference.Window {
	w.Indicators = each(w.Indicators, func(i deference.Indicator) deference.Indicator {
		i.Status, i.Evidence = m.sentence(i.Status), m.sentence(i.Evidence)
		return i
	})
	return w
}

// sentences are those of which something is left.
func (m *mask) sentences(of []string) []string {
	return slices.DeleteFunc(each(of, m.sentence), func(s string) bool { return s == "" })
}

// sentence is s with every name replaced that stands in it as a word, in capitals or not. It is empty if a name is left
// all the same.
func (m *mask) sentence(s string) string {
	var b strings.Builder
	for rest, last := s, ' '; rest != ""; {
		if w, ok := m.at(rest, last); ok {
			b.WriteString(w.to)
			last, _ = utf8.DecodeLastRuneInString(w.from)
			rest = rest[len(w.from):]
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		b.WriteString(rest[:n])
		last, rest = r, rest[n:]
	}
	if m.tells(b.String()) {
		return ""
	}
	return b.String()
}

// at is the name that rest begins with, as a word, after last.
func (m *mask) at(rest string, last rune) (word, bool) {
	for _, w := range m.words {
		if len(w.from) > len(rest) || !strings.EqualFold(rest[:len(w.from)], w.from) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(w.from)
		end, _ := utf8.DecodeLastRuneInString(w.from)
		next, _ := utf8.DecodeRuneInString(rest[len(w.from):])
		if inside := letter(last) && letter(first) || letter(end) && letter(next); !inside {
			return w, true
		}
	}
	return word{}, false
}

// shortName is how many bytes a name may have and be part of other words by chance.
const shortName = 3

// tells says whether there is a name in s that is no pseudonym as well.
func (m *mask) tells(s string) bool {
	s = strings.ToLower(s)
	for _, w := range m.words {
		from := strings.ToLower(w.from)
		known := slices.ContainsFunc(m.words, func(o word) bool { return strings.Contains(strings.ToLower(o.to), from) })
		if len(from) > shortName && !known && strings.Contains(s, from) {
			return true
		}
	}
	return false
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// each is f of every element; nil stays nil.
func each[T any](from []T, f func(T) T) []T {
	if from == nil {
		return nil
	}
	to := make([]T, len(from))
	for i, x := range from {
		to[i] = f(x)
	}
	return to
}
