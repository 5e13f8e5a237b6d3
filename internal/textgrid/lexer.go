package textgrid

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/tier"
)

// lexer finds the values of a text file of Praat. Values are words: what stands in quotes, what begins like a number,
// flags such as <exists>. All other words are for people, and the rest of a line after ! is a comment.
type lexer struct {
	rest string
	line int
}

// text is the next value, a string.
func (x *lexer) text() (string, error) {
	word, err := x.next()
	if err != nil {
		return "", err
	}
	if word[0] != '"' {
		return "", fmt.Errorf("%.40s where a text in quotes should be", word)
	}
	return strings.ReplaceAll(word[1:len(word)-1], `""`, `"`), nil
}

// number is the next value, a number.
func (x *lexer) number() (float64, error) {
	word, err := x.next()
	if err != nil {
		return 0, err
	}
	v, err := strconv.ParseFloat(word, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) || math.IsNaN(v) || strings.ContainsAny(word, "xX_") {
		return 0, fmt.Errorf("%.40s where a number should be", word)
	}
	return v, nil
}

// flag is the next value, a flag.
func (x *lexer) flag() (string, error) {
	word, err := x.next()
	if err == nil && word[0] != '<' {
		err = fmt.Errorf("%.40s where <exists> should be", word)
	}
	return word, err
}

// next is the next value as it is written.
func (x *lexer) next() (string, error) {
	for x.space(); x.rest != ""; x.space() {
		if x.rest[0] == '"' {
			return x.quoted()
		}
		end := strings.IndexAny(x.rest, " \t\r\n")
		if x.rest[0] == '!' {
			end = strings.IndexByte(x.rest, '\n')
		}
		if end < 0 {
			end = len(x.rest)
		}
		word := x.rest[:end]
		x.rest = x.rest[end:]
		if c := word[0]; c >= '0' && c <= '9' || c == '-' || c == '+' || c == '<' {
			return word, nil
		}
	}
	return "", errors.New("the file ends too early")
}

// space passes over white space.
func (x *lexer) space() {
	for i := range len(x.rest) {
		switch x.rest[i] {
		case '\n':
			x.line++
		case ' ', '\t', '\r':
		default:
			x.rest = x.rest[i:]
			return
		}
	}
	x.rest = ""
}

// quoted is a string with its quotes; one inside is doubled.
func (x *lexer) quoted() (string, error) {
	for i := 1; ; i++ {
		n := strings.IndexByte(x.rest[i:], '"')
		if n < 0 {
			return "", errors.New("a text begins here and has no end")
		}
		if i += n; i+1 == len(x.rest) || x.rest[i+1] != '"' {
			word := x.rest[:i+1]
			x.rest = x.rest[i+1:]
			x.line += strings.Count(word, "\n")
			return word, nil
		}
		i++
	}
}

// decode reads text in UTF-8, or in UTF-16 with a byte order mark.
func decode(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, tier.MaxBytes+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read TextGrid: %w", err)
	case len(data) > tier.MaxBytes:
		return "", fmt.Errorf("more than %d MB: this is no TextGrid of a session", tier.MaxBytes>>20)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return fromUTF16(data[2:], binary.BigEndian)
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return fromUTF16(data[2:], binary.LittleEndian)
	case !utf8.Valid(data):
		return "", errors.New("neither text in UTF-8 nor in UTF-16: save it as text in UTF-8")
	}
	return strings.TrimPrefix(string(data), "\ufeff"), nil
}

func fromUTF16(data []byte, order binary.ByteOrder) (string, error) {
	if len(data)%2 != 0 {
		return "", errors.New("half a character at the end: the file was cut off")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units)), nil
}
