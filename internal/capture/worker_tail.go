package capture

import (
	"bytes"
	"strings"
	"sync"
)

const (
	tailSize  = 1 << 10 // bytes
	tailLines = 2       // the last words: what went wrong is often said before the name of the signal
)

// tail keeps the end of what is written to it, or what comes before the dump of a crash.
type tail struct {
	mu      sync.Mutex // guards all below
	buf     []byte
	crashed bool
}

// Write takes in b; it never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.crashed {
		return len(b), nil
	}
	t.buf = append(t.buf, b...)
	if at := crashAt(t.buf); at >= 0 {
		t.buf, t.crashed = t.buf[:at], true
	}
	t.buf = append(t.buf[:0], t.buf[max(0, len(t.buf)-tailSize):]...)
	return len(b), nil
}

// crashAt is where the first line of Go's dump of a crash ends, such as "SIGSEGV: segmentation violation"; below zero
// when there is none, or not all of the line.
func crashAt(b []byte) int {
	for _, mark := range []string{"SIG", "fatal error: ", "panic: "} {
		at := bytes.Index(b, []byte("\n"+mark))
		if bytes.HasPrefix(b, []byte(mark)) {
			at = 0
		}
		if at < 0 {
			continue
		}
		if end := bytes.IndexByte(b[at+1:], '\n'); end >= 0 {
			return at + 1 + end
		}
	}
	return -1
}

// words are the last lines, on one.
func (t *tail) words() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var lines []string
	for line := range strings.Lines(string(t.buf)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-tailLines):], "; ")
}
