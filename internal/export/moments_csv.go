package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strings"
)

var momentColumns = []string{"time", "start_s", "end_s", "length_s", "kind", "speaker", "other", "text"}

// WriteMoments writes moments.csv, a line a moment, for people and their spreadsheets.
func (s *Session) WriteMoments(w io.Writer) error {
	c := csv.NewWriter(w)
	_ = c.Write(momentColumns) // Error reports what did not work
	for _, m := range s.Moments() {
		_ = c.Write([]string{
			clock(math.Floor(m.StartS)), fixed(m.StartS), fixed(m.EndS), fixed(m.EndS - m.StartS), m.Kind,
			cell(m.Speaker), cell(m.Other), cell(m.Text),
		})
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write moments: %w", err)
	}
	return nil
}

// cell is a text that a spreadsheet does not take for a formula: names and notes are whatever people typed.
func cell(s string) string {
	if strings.IndexAny(s, "=+-@\t\r\n") == 0 {
		return "'" + s
	}
	return s
}
