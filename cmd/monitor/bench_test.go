// Minutes of sound, which the race detector makes ten times longer.

//go:build !race

package main

import (
	"strings"
	"testing"
)

func TestBenchMeasuresTheWholeWay(t *testing.T) {
	code, out, errs := monitor(t, "bench", "--time", "1ms")
	if code != exitDone || !strings.Contains(out, "x real time") || !strings.Contains(out, "1 x the bundled session") {
		t.Errorf("exit code %d, %q: %s", code, errs, out)
	}
}

func TestBenchCountsLiveSessions(t *testing.T) {
	code, out, errs := monitor(t, "bench", "pipeline", "--sessions", "2", "--time", "1s")
	if code != exitDone || !strings.Contains(out, "2 sessions: lag p50") {
		t.Errorf("exit code %d, %q: %s", code, errs, out)
	}
	for _, wrong := range [][]string{{"--bleed", "loud"}, {"--sessions", "-1"}, {"--time", "1ms"}} {
		if code, _, errs := monitor(t, append([]string{"bench", "pipeline"}, wrong...)...); code != exitWrongUse || errs == "" {
			t.Errorf("%q: exit code %d, %q", wrong, code, errs)
		}
	}
}
