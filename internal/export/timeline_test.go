package export_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/view"
)

// awkward are names that a format could stumble over.
var awkward = []string{
	`Zoë "Zo" O'Neill`, "a <b> & c > d --> e", "שירה כהן", "👩‍💻 Mia, Ms.; x\ty", "two\nlines\r\n", "=1+1|@`$\\",
}

// sampleSession is a session in which each of the people spoke and came into another's talk.
func sampleSession(people ...string) *export.Session {
	overlapped := int64(400)
	s := &export.Session{
		Format: "evenkeel-session", Version: export.SessionVersion, Program: "test", RuleVersion: "2", ID: "s1", Title: "Session 1",
		Source: "microphones", Label: "2 mics", StartedAt: "2026-11-22T09:00:00Z", LengthS: 60.5, Rules: map[string]int64{"take_ms": 1000},
	}
	for k, name := range people {
		at := float64(3 * k)
		other := people[(k+1)%len(people)]
		s.People = append(s.People, view.Person{Channel: k, ID: name, Name: name, Role: "person", Initials: "P", Measured: true})
		s.Activity = append(s.Activity, export.ChannelActivity{Channel: name, Segments: [][2]float64{{at, at + 2.125}, {at + 2.5, at + 3.5}}})
		s.Facts = append(s.Facts,
			export.Row{Kind: "turn", StartS: at, EndS: at + 3.5, Speaker: name, Layer: 2, Status: "final"},
			export.Row{Kind: "interruption_successful", StartS: at + 3, EndS: at + 3.4, Speaker: other, Other: name, Layer: 2, Status: "final", OverlapMS: &overlapped},
			export.Row{Kind: "short_insert", StartS: at + 3.2, EndS: at + 3.4, Speaker: other, Other: name, Layer: 2, Status: "final"},
			export.Row{Kind: "unknown", StartS: at + 10, EndS: at + 12, Speaker: name, Layer: 1, Status: "final"},
			export.Row{Kind: "lapse", StartS: 40, EndS: 46.4, Speaker: name, Other: other, Layer: 2, Status: "final"},
		)
	}
	return s
}

// written is what write writes.
func written(t *testing.T, write func(*export.Session, *bytes.Buffer) error, s *export.Session) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(s, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDebug(t *testing.T) {
	s := sampleSession(awkward...)
	s.Marks = []export.Mark{{AtS: 5, Text: `say "so"`}, {AtS: 5}, {AtS: 60.5, Text: "end\nof it"}}
	s.Notes = []export.Note{{AtS: 1, EndS: 4, By: "mentor", Text: "a\n<b>"}, {AtS: 2, EndS: 4, By: "mentor", Text: "a\n<b>", Tags: []string{"x", "y"}}, {AtS: 5, EndS: 5, By: "coach", Text: "n"}}
	for name, f := range map[string]func(*export.Session) string{
		"d.TextGrid": func(s *export.Session) string {
			return written(t, func(s *export.Session, b *bytes.Buffer) error { return s.WriteTextGrid(b) }, s)
		},
		"d.eaf": func(s *export.Session) string {
			return written(t, func(s *export.Session, b *bytes.Buffer) error { return s.WriteEAF(b) }, s)
		},
		"d.txt": func(s *export.Session) string {
			return written(t, func(s *export.Session, b *bytes.Buffer) error { return s.WriteLabels(b) }, s)
		},
		"d.csv": func(s *export.Session) string {
			return written(t, func(s *export.Session, b *bytes.Buffer) error { return s.WriteMoments(b) }, s)
		},
		"turns.vtt": func(s *export.Session) string {
			return written(t, func(s *export.Session, b *bytes.Buffer) error { return s.WriteTurns(b) }, s)
		},
		"moments.vtt": func(s *export.Session) string {
			return written(t, func(s *export.Session, b *bytes.Buffer) error { return s.WriteChapters(b) }, s)
		},
	} {
		_ = exec.Command("tee", "/tmp/export/"+name).Run()
		c := exec.Command("tee", "/tmp/export/"+name)
		c.Stdin = strings.NewReader(f(s))
		if err := c.Run(); err != nil {
			t.Fatal(err)
		}
	}
}
