package export

import (
	"bufio"
	"fmt"
	"io"
)

// WriteLabels writes labels.txt, a label track of Audacity: start, end and text of each moment.
func (s *Session) WriteLabels(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, m := range s.Moments() {
		fmt.Fprintf(b, "%s\t%s\t%s\n", fixed(m.StartS), fixed(m.EndS), m.Text)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write labels: %w", err)
	}
	return nil
}
