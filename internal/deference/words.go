package deference

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/timeline"
)

// generic are names that say what somebody is, not who. Inside a sentence they are lower-case and take an article.
var generic = [...]string{
	"coach", "client", "coachee", "observer", "mentor", "facilitator", "supervisor",
	"person", "speaker", "participant", "guest", "host", "interviewer", "interviewee",
}

// kind splits a name such as "Observer 2" into a generic word and its number or letter. ok is false for the name of
// a person, which keeps its capital.
func kind(name string) (word, number string, ok bool) {
	word, number, _ = strings.Cut(strings.ToLower(name), " ")
	if number != "" && utf8.RuneCountInString(number) > 1 && strings.Trim(number, "0123456789") != "" {
		return "", "", false
	}
	for _, g := range generic {
		if word == g {
			return word, strings.ToUpper(number), true
		}
	}
	return "", "", false
}

// Inside is the name inside a sentence that is short of articles: "coach", "observer 2", "Maya".
func (p Person) Inside() string {
	word, number, ok := kind(p.Name)
	if !ok {
		return p.Name
	}
	return strings.TrimSpace(word + " " + number)
}

// Full is the name inside a whole sentence: "the coach", "observer 2", "Maya".
func (p Person) Full() string {
	if _, number, ok := kind(p.Name); ok && number == "" {
		return "the " + p.Inside()
	}
	return p.Inside()
}

// First is the name at the start of a short sentence: "Coach", "Maya".
func (p Person) First() string {
	if _, _, ok := kind(p.Name); ok {
		return capital(p.Inside())
	}
	return p.Name
}

// capital is s with its first letter in upper case.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// of is the possessive: "the coach’s".
func of(name string) string { return name + "’s" }

// bold marks a figure.
func bold(s string) string { return "**" + s + "**" }

// count is a marked number.
func count(n int) string { return bold(strconv.Itoa(n)) }

// some is n of a thing: "**1** silence", "**3** silences".
func some(n int, one, many string) string {
	if n == 1 {
		return count(n) + " " + one
	}
	return count(n) + " " + many
}

// list joins parts as a sentence does: "a", "a, b".
func list(parts []string) string { return strings.Join(parts, ", ") }

// and joins parts as speech does: "a", "a and b", "a, b and c".
func and(parts []string) string {
	if len(parts) < 2 {
		return list(parts)
	}
	return list(parts[:len(parts)-1]) + " and " + parts[len(parts)-1]
}

// join adds what is still needed to what there is.
func join(have, need string) string {
	if have == "" || need == "" {
		return have + need
	}
	return have + "; " + need
}

// numerals are the numbers that sentences spell out.
var numerals = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// numeral spells n out when it is small.
func numeral(n int) string {
	if n >= 0 && n < len(numerals) {
		return numerals[n]
	}
	return strconv.Itoa(n)
}

// length is a length to read: "2.4 s", "10 s", "1 min 20 s", "5 min", "1 h 5 min". Tenths matter below 5 s only.
func length(p timeline.Position) string {
	tenths := int64(math.Round(p.Seconds() * 10))
	if tenths < 50 && tenths%10 != 0 {
		return decimal(p.Seconds(), 1) + " s"
	}
	s := int64(math.Round(p.Seconds()))
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600 && s%60 == 0:
		return fmt.Sprintf("%d min", s/60)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	case s%3600 < 60:
		return fmt.Sprintf("%d h", s/3600)
	default:
		return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
	}
}

// amount is a length of speech to read: to the second below 2 minutes, then in whole minutes that are over.
func amount(p timeline.Position) string {
	if p < 120*timeline.Second {
		return length(p / timeline.Second * timeline.Second)
	}
	return length(p / (60 * timeline.Second) * (60 * timeline.Second))
}

// latency is a length to the tenth of a second, with its sign below zero.
func latency(seconds float64) string { return decimal(seconds, 1) + " s" }

// clock is a position as the session's clock shows it: "0:21", "32:08", "1:02:03".
func clock(p timeline.Position) string {
	s := int64(p / timeline.Second)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// decimal is x with so many digits after the point and a true minus sign.
func decimal(x float64, digits int) string {
	s := strconv.FormatFloat(math.Abs(x), 'f', digits, 64)
	if x < 0 && strings.Trim(s, "0.") != "" {
		return "−" + s
	}
	return s
}

// percent is part of all in whole points. Two parts that make one whole come out as 100 together, because halves go to
// the even number.
func percent(part, all float64) int { return int(math.RoundToEven(100 * part / all)) }
