package capture_test

import (
	"slices"
	"testing"

	"github.com/evenkeel/monitor/internal/capture"
)

func TestARecordingIsGivenWithItsNamesOrWithout(t *testing.T) {
	for _, tc := range []struct {
		arg, path string
		names     []string
	}{
		{"coach.wav", "coach.wav", nil},
		{"coach=coach.wav", "coach.wav", []string{"coach"}},
		{"coach,client=/talks/a=b.wav", "/talks/a=b.wav", []string{"coach", "client"}},
		{"Maya Lee , Jo=call.wav", "call.wav", []string{"Maya Lee", "Jo"}},
		{"./a=b.wav", "./a=b.wav", nil},
		{`C:\talks\a=b.wav`, `C:\talks\a=b.wav`, nil},
		{"", "", nil},
	} {
		got, err := capture.ParseNamedFile(tc.arg)
		if err != nil || got.Path != tc.path || !slices.Equal(got.Names, tc.names) {
			t.Errorf("%q: %q of %q, %v, want %q of %q", tc.arg, got.Path, got.Names, err, tc.path, tc.names)
		}
	}
}

func TestANameWithoutAFileAndAFileWithHalfANameAreRefused(t *testing.T) {
	for _, arg := range []string{"coach=", "=coach.wav", "coach,=call.wav", " =call.wav", "="} {
		if got, err := capture.ParseNamedFile(arg); err == nil {
			t.Errorf("%q: %+v, want an error", arg, got)
		}
	}
}
