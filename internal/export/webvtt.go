package export

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
)

// pointLength is how long a moment without a length is shown, in seconds.
const pointLength = 2

// WriteTurns writes turns.vtt: who holds the floor, as captions beside a player.
func (s *Session) WriteTurns(w io.Writer) error {
	v := newWebVTT(w)
	for i := range s.Facts {
		if f := &s.Facts[i]; f.Kind == "turn" {
			name := s.called(f.Speaker)
			v.cue(f.StartS, f.EndS, "<v "+escaped(name)+">"+escaped(name)+"</v>")
		}
	}
	return v.close()
}

// WriteChapters writes moments.vtt: all that is no turn, for a track of chapters or metadata.
func (s *Session) WriteChapters(w io.Writer) error {
	v := newWebVTT(w)
	for _, m := range s.Moments() {
		if m.Kind != "turn" {
			v.cue(m.StartS, m.EndS, escaped(m.Text))
		}
	}
	return v.close()
}

// webVTT is a file that is being written. Cues come in order of their start.
type webVTT struct{ w *bufio.Writer }

func newWebVTT(w io.Writer) webVTT {
	v := webVTT{bufio.NewWriter(w)}
	_, _ = v.w.WriteString("WEBVTT\n") // close reports what did not work
	return v
}

func (v webVTT) cue(start, end float64, text string) {
	if end <= start {
		end = start + pointLength
	}
	fmt.Fprintf(v.w, "\n%s --> %s\n%s\n", timestamp(start), timestamp(end), text)
}

func (v webVTT) close() error {
	if err := v.w.Flush(); err != nil {
		return fmt.Errorf("write WebVTT: %w", err)
	}
	return nil
}

// escaped is s as the text of a cue, on one line.
func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(oneLine(s))
}

// timestamp is hh:mm:ss.ttt.
func timestamp(seconds float64) string {
	ms := int64(math.Round(seconds * 1000))
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}
