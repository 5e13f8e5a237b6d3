package capture

import (
	"strings"
	"testing"
)

func TestLastWordsAreTheLastLinesBeforeACrash(t *testing.T) {
	dump := "PC=0x7fba m=0\n\ngoroutine 1 [syscall]:\n" + strings.Repeat("rax 0x0\n", 500)
	for name, tc := range map[string]struct{ written, want string }{
		"nothing":          {"", ""},
		"one line":         {"cannot connect\n", "cannot connect"},
		"no end of line":   {"a\nb\nc", "b; c"},
		"an assertion":     {"noise\nAssertion failed.\nSIGABRT: abort\n" + dump, "Assertion failed.; SIGABRT: abort"},
		"nothing but that": {"SIGSEGV: segmentation violation\n" + dump, "SIGSEGV: segmentation violation"},
		"a panic":          {"noise\npanic: no\n\n" + dump, "noise; panic: no"},
		"a lot of noise":   {strings.Repeat("noise\n", 5000) + "end\n", "noise; end"},
	} {
		for _, portion := range []int{1, 7, 1 << 20} {
			var out tail
			for rest := tc.written; rest != ""; rest = rest[min(portion, len(rest)):] {
				if _, err := out.Write([]byte(rest[:min(portion, len(rest))])); err != nil {
					t.Fatal(err)
				}
			}
			if got := out.words(); got != tc.want || len(out.buf) > tailSize {
				t.Errorf("%s in portions of %d: %q and %d bytes kept, want %q", name, portion, got, len(out.buf), tc.want)
			}
		}
	}
}
