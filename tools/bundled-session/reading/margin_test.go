package reading_test

import (
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/tools/bundled-session/reading"
)

func TestFactsFarFromEveryThresholdAreSafe(t *testing.T) {
	talk := reading.Talk{spans(0, 5, 9, 14, 20, 24), spans(4.2, 7, 11, 11.5, 14.4, 16)}
	if got := reading.Unsafe(talk); len(got) > 0 {
		t.Errorf("unsafe: %q, want nothing", got)
	}
}

func TestAFactCloseToAThresholdIsNamedWithTheThreshold(t *testing.T) {
	for _, tc := range []struct {
		what string
		a, b []timeline.Span
		want string
	}{
		{"an overlap of .5 s", spans(0, 5), spans(4.5, 9), "fast yield +150 ms"},
		{"an overlap of .18 s", spans(0, 5), spans(4.82, 9), "terminal overlap -80 ms"},
		{"a floor taken for 1.1 s", spans(0, 5, 6.1, 9), spans(4.2, 6.05), "take +150 ms"},
		{"a silence of 3.1 s", spans(0, 5), spans(8.1, 10), "lapse +150 ms"},
		{"a token of .95 s", spans(0, 9), spans(3, 3.95), "longest backchannel -150 ms"},
		{"a token 1.1 s before the next", spans(0, 9), spans(3, 3.4, 4.5, 8), "silence before a backchannel +150 ms"},
		{"a return after .9 s", spans(0, 5, 5.9, 9), spans(4, 5.4), "resume -150 ms"},
		{"a start .15 s after the other", spans(0, 5), spans(.15, 1.8), "simultaneous start -80 ms"},
		{"a pause of .25 s before the end", spans(0, 4.5, 4.75, 5), spans(4.1, 8), "bridge +80 ms"},
		{"a terminal overlap of 30 ms", spans(0, 5), spans(4.97, 9), "onsets +40 ms"},
	} {
		got := strings.Join(reading.Unsafe(reading.Talk{tc.a, tc.b}), "\n")
		if !strings.Contains(got, tc.want) {
			t.Errorf("%s: unsafe are %q, want %q among them", tc.what, got, tc.want)
		}
	}
}
