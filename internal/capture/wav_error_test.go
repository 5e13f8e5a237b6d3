package capture_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/capture"
)

func TestAnErrorNamesFilePlaceProblemAndWayOut(t *testing.T) {
	for _, tc := range []struct {
		err  capture.WAVError
		want string
	}{
		{capture.WAVError{File: "a.wav", Problem: "it is empty"}, "read wav a.wav: it is empty"},
		{capture.WAVError{File: "a.wav", Problem: "it is empty", Remedy: "record again"}, "read wav a.wav: it is empty; record again"},
		{capture.WAVError{File: "a.wav", Offset: 7, Problem: "it ends"}, "read wav a.wav: at byte 7: it ends"},
		{capture.WAVError{File: "a.wav", Chunk: "fmt ", Offset: 12, Problem: "it ends"}, `read wav a.wav: chunk "fmt " at byte 12: it ends`},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("%+v reads %q, want %q", tc.err, got, tc.want)
		}
	}
}
