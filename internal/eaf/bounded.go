package eaf

import (
	"fmt"
	"io"

	"github.com/evenkeel/monitor/internal/tier"
)

const (
	deepest  = 32    // how deep elements, and annotations of annotations, may lie in each other
	mostOpen = 65536 // bytes of a start tag: each of its attributes takes ten times its own size in memory
)

// bounded passes on what r holds, and fails where it is more than a file of annotations can be.
type bounded struct {
	r     io.Reader
	bytes int  // read so far
	open  int  // bytes of the tag that is open; 0: none, or one without attributes
	quote byte // that is open in it; 0: none
	first bool // the next byte tells what kind of tag it is
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.bytes += n; b.bytes > tier.MaxBytes {
		return 0, fmt.Errorf("more than %d MB: this is no EAF of a session", tier.MaxBytes>>20)
	}
	for _, c := range p[:n] {
		if b.take(c); b.open > mostOpen {
			return 0, fmt.Errorf("an element with more than %d bytes of attributes: this is no EAF", mostOpen)
		}
	}
	return n, err
}

func (b *bounded) take(c byte) {
	switch {
	case c == '<' && b.quote == 0:
		b.open, b.first = 1, true
	case b.open == 0:
	case c == '>' && b.quote == 0, b.first && (c == '!' || c == '?'): // comments and the like have no attributes
		b.open, b.first = 0, false
	default:
		b.open, b.first = b.open+1, false
		if b.quote == c {
			b.quote = 0
		} else if b.quote == 0 && (c == '"' || c == '\'') {
			b.quote = c
		}
	}
}
