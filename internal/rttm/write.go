package rttm

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Write writes a SPEAKER record a segment, in the order given, to the millisecond; a segment that is shorter leaves none.
// White space in a name or in recording, the name of what was recorded, becomes "_". It fails when that makes two
// speakers one.
func Write(w io.Writer, recording string, segments []Segment) error {
	b := bufio.NewWriter(w)
	recording = Name(recording)
	names := map[string]string{} // as written: the speaker's own
	for _, s := range segments {
		name := Name(s.Speaker)
		if other, ok := names[name]; ok && other != s.Speaker {
			return fmt.Errorf("write rttm: speakers %q and %q would both be written as %s: rename one", other, s.Speaker, name)
		}
		names[name] = s.Speaker
		start, end := max(s.Start.Milliseconds(), 0), s.End.Milliseconds()
		if end <= start {
			continue
		}
		_, err := fmt.Fprintf(b, "SPEAKER %s 1 %s %s <NA> <NA> %s <NA> <NA>\n",
			recording, seconds(start), seconds(end-start), name)
		if err != nil {
			return fmt.Errorf("write rttm: %w", err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write rttm: %w", err)
	}
	return nil
}

// Name is s as it is written: one field of a record.
func Name(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(s, "_"))
	if s == "" {
		return "<NA>"
	}
	return s
}

// seconds writes milliseconds as seconds with three decimals, exactly.
func seconds(ms int64) string {
	const perSecond = int64(timeline.Second / timeline.Millisecond)
	return fmt.Sprintf("%d.%03d", ms/perSecond, ms%perSecond)
}
