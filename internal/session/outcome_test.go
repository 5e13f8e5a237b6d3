package session_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/session"
)

// renamed plays the bundled session with the people called otherwise, and more of them if there are more names.
func renamed(t *testing.T, names ...string) *export.Session {
	t.Helper()
	segments := rttm.Merge(bundledSegments(t))
	for i := range segments {
		k := 0
		if segments[i].Speaker == "client" {
			k = 1
		}
		segments[i].Speaker = names[(k+2*(i%max(1, len(names)/2)))%len(names)]
	}
	o := bundledOptions(session.NewActivityFeed(rttm.Merge(segments), names))
	o.Source, o.Seats = session.FromActivity, seats(names...)
	l := newLive(t, o)
	if err := l.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l.Outcome()
}

func bundledSegments(t *testing.T) []rttm.Segment {
	t.Helper()
	var b bytes.Buffer
	if err := played(t, bundledActivity(t)).WriteActivity(&b); err != nil {
		t.Fatal(err)
	}
	segments, err := rttm.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return segments
}

// TestSessionJSONIsWhatItsSchemaSays holds what is written to docs/session.schema.json, which knows no other fields.
func TestSessionJSONIsWhatItsSchemaSays(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/session.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	noted := played(t, bundledActivity(t))
	noted.Notes = []export.Note{{AtS: 1, EndS: 2, By: "mentor", Text: "x", Tags: []string{"y"}}, {AtS: 1, EndS: 1, By: "coach"}}
	noted.Marks = []export.Mark{{AtS: 3, Text: "here"}}
	feed, err := session.NewSoundFeed(bundledSound(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*export.Session{
		"with notes": noted, "pseudonymous": noted.Pseudonymous(), "of sound": played(t, feed),
		"before the start": newLive(t, bundledOptions(bundledActivity(t))).Outcome(), "of three": renamed(t, "a", "b", "c"),
		"of one": renamed(t, "a"),
	} {
		var b bytes.Buffer
		if err := s.Write(&b); err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err = schema.Validate(v); err != nil {
			t.Errorf("session.json %s: %v", name, err)
		}
	}
}

// TestNoNameIsLeftInWhatAPseudonymousSessionSays holds every sentence that this program makes of a session to that.
func TestNoNameIsLeftInWhatAPseudonymousSessionSays(t *testing.T) {
	for _, names := range [][]string{
		{"Brünnhilde", "Wotan-X"}, {"coach", "Wotan-X"}, {"BRÜNNHILDE*", "שירה כהן", "👩‍💻", "O'Wotan <x>"},
	} {
		s := renamed(t, names...)
		for _, file := range export.FileNames() {
			var named, b bytes.Buffer
			if err := s.WriteFile(&named, file); err != nil {
				t.Fatal(err)
			}
			if err := s.Pseudonymous().WriteFile(&b, file); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"rünnhilde", "RÜNNHILDE", "otan", "OTAN", "שירה", "👩"} {
				if strings.Contains(b.String(), name) {
					t.Errorf("%s of %q holds %q:\n%s", file, names, name, b.String())
				}
			}
			if strings.Contains(b.String(), "coach") != strings.Contains(named.String(), "coach") && names[0] == "coach" {
				t.Errorf("%s of %q has lost the coach:\n%s", file, names, b.String())
			}
		}
	}
}
