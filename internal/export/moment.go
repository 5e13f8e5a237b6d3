package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Moment is something in a session that people look at: a turn, an overlap, a silence, unknown time, a mark, a note.
type Moment struct {
	StartS, EndS   float64
	Kind           string // as of a Row, "mark" or "note"
	Speaker, Other string // as of a Row
	Text           string // in words, on one line
}

// Moments are the moments of a session in order of time.
func (s *Session) Moments() []Moment {
	var moments []Moment
	paused := map[[2]float64]bool{}
	for i := range s.Facts {
		f := &s.Facts[i]
		text := s.say(f)
		if text == "" {
			continue
		}
		if strings.Contains(f.Flags, "paused") { // all channels are, at once
			stretch := [2]float64{f.StartS, f.EndS}
			if paused[stretch] {
				continue
			}
			paused[stretch] = true
		}
		moments = append(moments, Moment{StartS: f.StartS, EndS: f.EndS, Kind: f.Kind, Speaker: f.Speaker, Other: f.Other, Text: oneLine(text)})
	}
	for _, m := range s.Marks {
		moments = append(moments, Moment{StartS: m.AtS, EndS: m.AtS, Kind: "mark", Text: cmp.Or(oneLine(m.Text), "Mark")})
	}
	for i := range s.Notes {
		n := &s.Notes[i]
		moments = append(moments, Moment{StartS: n.AtS, EndS: max(n.AtS, n.EndS), Kind: "note", Text: oneLine(n.label())})
	}
	slices.SortStableFunc(moments, func(a, b Moment) int { return cmp.Compare(a.StartS, b.StartS) })
	return moments
}

// say is a fact in words; "" for one that is no moment.
func (s *Session) say(f *Row) string {
	switch f.Kind {
	case "turn":
		return fmt.Sprintf("%s held the floor for %s", s.called(f.Speaker), length(f.EndS-f.StartS))
	case "interruption_successful":
		return fmt.Sprintf("%s took the floor in overlap, %s", s.called(f.Speaker), length(overlap(f)))
	case "interruption_unsuccessful", "butt_in", "short_insert":
		return fmt.Sprintf("Overlap, %s kept the floor", s.inside(f.Other))
	case "lapse":
		text := "Silence of " + length(f.EndS-f.StartS)
		if f.Speaker != "" {
			text += ", broken by " + s.inside(f.Speaker)
		}
		return text
	case "unknown":
		if strings.Contains(f.Flags, "paused") {
			return "Paused for " + length(f.EndS-f.StartS)
		}
		return fmt.Sprintf("%s’s signal lost for %s", s.called(f.Speaker), length(f.EndS-f.StartS))
	}
	return ""
}

// overlap is how long both spoke, in seconds.
func overlap(f *Row) float64 {
	if f.OverlapMS == nil {
		return 0
	}
	return float64(*f.OverlapMS) / 1000
}

// called is the shown name of the person of a channel.
func (s *Session) called(channel string) string {
	for i := range s.People {
		if s.People[i].ID == channel {
			return s.People[i].Name
		}
	}
	return channel
}

// inside is the name inside a sentence: roles are lower-case.
func (s *Session) inside(channel string) string {
	name := s.called(channel)
	for i := range s.People {
		if s.People[i].ID == channel && strings.EqualFold(name, s.People[i].Role) {
			return strings.ToLower(name)
		}
	}
	return name
}

// length is a time in words: "6.4 s", "1:00", "1:02:00".
func length(seconds float64) string {
	if tenths := math.Round(seconds * 10); tenths < 600 {
		return fmt.Sprintf("%.1f s", tenths/10)
	}
	return clock(seconds)
}

// clock is a time of the session as a screen shows it: "6:14", "1:02:00".
func clock(seconds float64) string {
	whole := int(math.Round(seconds))
	if whole >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", whole/3600, whole/60%60, whole%60)
	}
	return fmt.Sprintf("%d:%02d", whole/60, whole%60)
}

// capital is s with its first letter in upper case.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// oneLine is s without line breaks and other control characters, and without space around it.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}), " "))
}
