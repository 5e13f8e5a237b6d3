package plan_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/tools/bundled-session/plan"
)

const people = `
session: {lead_in: 1s, tail: 500ms, seed: 7}
coach: {voice: rms, stretch: 1, level_dbfs: -23, noise_dbfs: -62, hum_dbfs: -72, hum_hz: 50}
client: {voice: slt, stretch: 1.1, level_dbfs: -26, noise_dbfs: -62, hum_dbfs: -75, hum_hz: 60}
lines:
`

func TestAPlanIsReadLineByLine(t *testing.T) {
	p, err := plan.Parse(strings.NewReader(people + `
  - coach: How are you?
  - client: Well, thank you.
    gap: -150ms
    cut: 2s
    as: terminal_overlap
  - coach: Right.
    at: 1.5s
    level: -3
`))
	if err != nil {
		t.Fatal(err)
	}
	if p.Session.LeadIn != time.Second || p.Client.Stretch != 1.1 || len(p.Lines) != 3 {
		t.Fatalf("plan = %+v, want a lead-in of 1 s, a client with stretch 1.1, and 3 lines", p)
	}
	second, third := p.Lines[1], p.Lines[2]
	if second.Speaker() != 1 || second.Text() != "Well, thank you." || *second.Gap != -150*time.Millisecond || second.Cut != 2*time.Second {
		t.Errorf("line 2 = %+v, want the client with a gap of -150 ms, cut at 2 s", second)
	}
	if kind, ok := second.As.Reading(); !ok || kind != turns.TerminalOverlap {
		t.Errorf("line 2 makes %v (%v), want a terminal overlap", kind, ok)
	}
	if third.Speaker() != 0 || !third.Aside() || second.Aside() {
		t.Error("a line with at is an aside of the coach's, one with gap is none")
	}
}

func TestAPlanThatCannotBeSpokenSaysWhichLineAndWhy(t *testing.T) {
	for _, tc := range []struct{ lines, want string }{
		{"  - coach: A\n    tempo: 3", "tempo"},
		{"  - {gap: 1s}", "line 1"},
		{"  - {coach: A, client: B}", "either coach or client"},
		{"  - {coach: A, gap: 1s}", "nothing was said before it"},
		{"  - coach: A\n  - {client: B, gap: 1s, at: 2s}", "only one of gap, at and after"},
		{"  - coach: A\n  - {client: B, at: -1s}", "cannot be negative"},
		{"  - coach: A\n  - {client: B, cut: -1s}", "cannot be negative"},
		{"  - coach: A\n  - {client: B, gap: 1s, as: shouting}", `no fact is called "shouting"`},
		{"  - coach: A\n  - {client: B, gap: soon}", "soon"},
		{"  []", "nothing is said"},
	} {
		_, err := plan.Parse(strings.NewReader(people + tc.lines))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("Parse(%q) = %v, want an error with %q", tc.lines, err, tc.want)
		}
	}
}

func TestAPersonNeedsAVoiceAndLevelsInOrder(t *testing.T) {
	for _, tc := range []struct{ old, replacement, want string }{
		{"voice: rms", "voice: ''", "no voice"},
		{"stretch: 1.1", "stretch: 3", "client: stretch 3"},
		{"level_dbfs: -23", "level_dbfs: -63", "below level_dbfs"},
		{"hum_hz: 60", "hum_hz: 0", "mains"},
		{"tail: 500ms", "tail: -1s", "negative"},
	} {
		text := strings.Replace(people, tc.old, tc.replacement, 1) + "  - coach: A\n"
		if _, err := plan.Parse(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("with %q: %v, want an error with %q", tc.replacement, err, tc.want)
		}
	}
}

func TestTheBundledPlanCanBeSpoken(t *testing.T) {
	f, err := os.Open("../plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	p, err := plan.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	if s := p.Speakers(); len(p.Lines) < 40 || s[0].Voice == s[1].Voice {
		t.Errorf("%d lines by the voices %s and %s, want 40 or more by two voices", len(p.Lines), s[0].Voice, s[1].Voice)
	}
}
