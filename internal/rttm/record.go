// Package rttm reads and writes who speaks when, in the Rich Transcription Time Marked format of NIST (RT-09 evaluation
// plan, appendix A). Of its records only SPEAKER counts: "SPEAKER file channel start duration <NA> <NA> name <NA> <NA>".
package rttm

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a file may hold at most. A day of talk has some 50,000 records.
const (
	MaxSeconds  = 24 * 3600 // latest end of a record
	MaxRecords  = 500_000
	MaxSpeakers = 1000
	maxName     = 256   // bytes
	maxLine     = 65536 // bytes
)

// Record is a SPEAKER record as it is written.
type Record struct {
	Speaker  string
	Start    float64 // s
	Duration float64 // s
}

// recordTypes are the types of records that RTTM knows besides SPEAKER.
const recordTypes = " SEGMENT NOSCORE NO_RT_METADATA LEXEME NON-LEX NON-SPEECH FILLER EDIT SU IP CB A/P SPKR-INFO "

// ParseRecords reads the SPEAKER records in the order in which they are written. Comments, blank lines and other records
// are passed over. Errors name the line.
func ParseRecords(r io.Reader) ([]Record, error) {
	p := parser{names: map[string]string{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		p.line++
		if err := p.take(lines.Text()); err != nil {
			return nil, fmt.Errorf("line %d: %w", p.line, err)
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("line %d: longer than %d bytes: this is no RTTM", p.line+1, maxLine)
	} else if err != nil {
		return nil, fmt.Errorf("read line %d: %w", p.line+1, err)
	}
	if !p.known && p.stray != "" {
		return nil, fmt.Errorf("no RTTM record in %d lines, but %q: a line looks like %q", p.line, p.stray,
			"SPEAKER session 1 12.340 1.250 <NA> <NA> coach <NA> <NA>")
	}
	return p.records, nil
}

type parser struct {
	line    int
	records []Record
	names   map[string]string // so that each name is kept once
	known   bool              // a record of RTTM was seen
	stray   string            // the first word of the first line that is none
}

// take reads one line.
func (p *parser) take(line string) error {
	if !utf8.ValidString(line) || strings.ContainsRune(line, 0) {
		return errors.New("not text in UTF-8")
	}
	fields := strings.Fields(strings.TrimPrefix(line, "\ufeff")) // some editors begin a file with a byte order mark
	switch {
	case len(fields) == 0 || strings.HasPrefix(fields[0], ";;"):
		return nil
	case fields[0] == "SPEAKER":
		p.known = true
		return p.speaker(fields)
	case strings.Contains(recordTypes, " "+fields[0]+" "):
		p.known = true
	case p.stray == "":
		p.stray = fields[0][:min(len(fields[0]), 40)]
	}
	return nil
}

// speaker reads a SPEAKER record.
func (p *parser) speaker(fields []string) error {
	if len(fields) < 8 {
		return fmt.Errorf("a SPEAKER record has 8 fields or more, this one %d", len(fields))
	}
	start, err := parseSeconds("start", fields[3])
	if err != nil {
		return err
	}
	duration, err := parseSeconds("duration", fields[4])
	if err != nil {
		return err
	}
	if start+duration > MaxSeconds {
		return fmt.Errorf("end %g s is later than 24 h", start+duration)
	}
	name, err := p.name(fields[7])
	if err != nil {
		return err
	}
	if len(p.records) == MaxRecords {
		return fmt.Errorf("more than %d SPEAKER records", MaxRecords)
	}
	p.records = append(p.records, Record{Speaker: name, Start: start, Duration: duration})
	return nil
}

// name is the one copy of a speaker's name that is kept.
func (p *parser) name(s string) (string, error) {
	if name, ok := p.names[s]; ok {
		return name, nil
	}
	if len(s) > maxName {
		return "", fmt.Errorf("a speaker's name is longer than %d bytes", maxName)
	}
	if len(p.names) == MaxSpeakers {
		return "", fmt.Errorf("more than %d speakers", MaxSpeakers)
	}
	name := strings.Clone(s)
	p.names[name] = name
	return name, nil
}

// parseSeconds reads a number of seconds from 0 to MaxSeconds.
func parseSeconds(what, s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), math.IsNaN(v), strings.ContainsAny(s, "xX_"):
		return 0, fmt.Errorf("%s %.40q is not a number of seconds", what, s)
	case v < 0:
		return 0, fmt.Errorf("%s %g s is negative", what, v)
	case v > MaxSeconds:
		return 0, fmt.Errorf("%s %g s is later than 24 h", what, v)
	}
	return v, nil
}
