package review

import (
	"fmt"
	"math"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// names are what people are called, by channel.
type names map[int]deference.Person

func newNames(people []view.Person) names {
	n := make(names, len(people))
	for _, p := range measuredPeople(people) {
		n[p.Channel] = p
	}
	return n
}

// inside is the name inside a sentence that is short of articles: "coach", "Maya".
func (n names) inside(channel int) string {
	if p, ok := n[channel]; ok {
		return p.Inside()
	}
	return "nobody"
}

// full is the name inside a whole sentence: "the coach", "Maya".
func (n names) full(channel int) string {
	if p, ok := n[channel]; ok {
		return p.Full()
	}
	return "nobody"
}

// first is the name at the start of a sentence: "Coach", "Maya".
func (n names) first(channel int) string {
	if p, ok := n[channel]; ok {
		return p.First()
	}
	return "Nobody"
}

// capital is s with its first letter in upper case.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// of is the possessive: "the coach’s".
func of(name string) string { return name + "’s" }

// tenths is a length below a minute to the tenth of a second: "6.4 s"; others are as clock shows them.
func tenths(p timeline.Position) string {
	if p.Milliseconds() >= 59950 {
		return clock(p)
	}
	return strconv.FormatFloat(math.Round(float64(p.Milliseconds())/100)/10, 'f', 1, 64) + " s"
}

// whole is a length to the second, from 10 s on, and to the tenth below: "23 s", "4.8 s".
func whole(p timeline.Position) string {
	if p < 10*timeline.Second || p.Milliseconds() >= 59500 {
		return tenths(p)
	}
	return fmt.Sprintf("%.0f s", p.Seconds())
}

// clock is a position as a clock shows it, rounded to the second: "1:00", "32:08", "1:02:03".
func clock(p timeline.Position) string {
	s := int64(math.Round(p.Seconds()))
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// at is a position as the session's clock showed it: the second that had begun.
func at(p timeline.Position) string { return clock(p / timeline.Second * timeline.Second) }

// several is n of a thing: "1 silence", "3 silences".
func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// quoted is s in quotation marks.
func quoted(s string) string { return "“" + s + "”" }

// round is a length that somebody chose, without a tenth that is none: "3 s", "2.5 s", "60 s".
func round(p timeline.Position) string {
	return strconv.FormatFloat(math.Round(float64(p.Milliseconds())/100)/10, 'f', -1, 64) + " s"
}
