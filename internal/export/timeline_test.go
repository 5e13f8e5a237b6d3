package export_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/evenkeel/monitor/internal/eaf"
	"github.com/evenkeel/monitor/internal/eaf/eaftest"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/textgrid"
	"github.com/evenkeel/monitor/internal/tier"
	"github.com/evenkeel/monitor/internal/view"
)

// files are all files of a session by name.
var files = map[string]func(*export.Session, io.Writer) error{
	"facts.csv":         (*export.Session).WriteFacts,
	"activity.rttm":     (*export.Session).WriteActivity,
	"indicators.json":   (*export.Session).WriteIndicators,
	"session.json":      (*export.Session).Write,
	"moments.csv":       (*export.Session).WriteMoments,
	"timeline.eaf":      (*export.Session).WriteEAF,
	"timeline.TextGrid": (*export.Session).WriteTextGrid,
	"labels.txt":        (*export.Session).WriteLabels,
	"turns.vtt":         (*export.Session).WriteTurns,
	"moments.vtt":       (*export.Session).WriteChapters,
}

// written is what the file of that name holds.
func written(t *testing.T, s *export.Session, name string) string {
	t.Helper()
	var b bytes.Buffer
	if err := files[name](s, &b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.String()
}

// awkward are names that a format could stumble over.
var awkward = []string{
	`Zoë "Zo" O'Neill`, "a <b> & c > d --> e", "שירה כהן", "👩‍💻 Mia, Ms.; x\ty", "two\nlines\r\n", "=1+1|@`$\\",
}

func person(channel int, name, role string) view.Person {
	return view.Person{Channel: channel, ID: name, Name: name, Role: role, Initials: name[:1], Measured: true}
}

// talkOf is a session in which each of the people has a turn of 3.5 s, in which the next one comes in twice.
func talkOf(people ...string) *export.Session {
	s := &export.Session{
		Format: "evenkeel-session", Version: export.SessionVersion, Program: "test", RuleVersion: "2", ID: "s1", Title: "Session 1",
		Source: "microphones", Label: "2 mics", StartedAt: "2026-11-22T09:00:00Z", LengthS: 60.5, Rules: map[string]int64{"take_ms": 1000},
		Quality: []export.Quality{}, Facts: []export.Row{}, Marks: []export.Mark{}, Warnings: []string{},
	}
	for k, name := range people {
		at := float64(3 * k)
		s.People = append(s.People, person(k, name, "person"))
		s.Activity = append(s.Activity, export.ChannelActivity{Channel: name, Segments: [][2]float64{{at, at + 2.125}, {at + 2.5, at + 3.5}}})
		s.Facts = append(s.Facts, turnWithOverlaps(at, name, people[(k+1)%len(people)])...)
	}
	return s
}

func turnWithOverlaps(at float64, speaker, other string) []export.Row {
	overlap := int64(400)
	row := func(kind string, start, end float64, speaker, other string) export.Row {
		return export.Row{Kind: kind, StartS: start, EndS: end, Speaker: speaker, Other: other, Layer: 2, Status: "final"}
	}
	taken := row("interruption_successful", at+3, at+3.4, other, speaker)
	taken.OverlapMS = &overlap
	return []export.Row{
		row("turn", at, at+3.5, speaker, ""), taken, row("short_insert", at+3.2, at+3.4, other, speaker),
		row("backchannel", at+1, at+1.25, other, speaker), row("lapse", at+33.6, at+40, speaker, other),
	}
}

func TestTiersHoldWhatHappened(t *testing.T) {
	s := talkOf("coach", "client")
	s.Facts = append(s.Facts, export.Row{Kind: "unknown", StartS: 20, EndS: 22, Speaker: "client", Layer: 1}, export.Row{Kind: "gap", StartS: 3.5, EndS: 3.75, Speaker: "client", Other: "coach", Layer: 1})
	s.Marks = []export.Mark{{AtS: 5}, {AtS: 7.25, Text: "the plan"}}
	got, err := textgrid.Parse(strings.NewReader(written(t, s, "timeline.TextGrid")))
	if err != nil {
		t.Fatal(err)
	}
	label := func(start, end float64, text string) tier.Label {
		return tier.Label{Start: start, End: end, Text: text}
	}
	want := []tier.Tier{
		{Name: "coach", Labels: []tier.Label{label(0, 2.125, "speech"), label(2.5, 3.5, "speech")}},
		{Name: "client", Labels: []tier.Label{label(3, 5.125, "speech"), label(5.5, 6.5, "speech")}},
		{Name: "coach (turns)", Labels: []tier.Label{label(0, 3.5, "turn"), label(4, 4.25, "backchannel")}},
		{Name: "client (turns)", Labels: []tier.Label{label(1, 1.25, "backchannel"), label(3, 6.5, "turn")}},
		{Name: "client (unknown)", Labels: []tier.Label{label(20, 22, "unknown")}},
		{Name: "(overlaps)", Labels: []tier.Label{label(3, 3.4, "interruption_successful: client into coach"), label(6, 6.4, "interruption_successful: coach into client")}},
		{Name: "(overlaps) 2", Labels: []tier.Label{label(3.2, 3.4, "short_insert: client into coach"), label(6.2, 6.4, "short_insert: coach into client")}},
		{Name: "(gaps)", Labels: []tier.Label{label(3.5, 3.75, "gap: client after coach")}},
		{Name: "(silences)", Labels: []tier.Label{label(33.6, 40, "lapse: coach after client")}},
		{Name: "(silences) 2", Labels: []tier.Label{label(36.6, 43, "lapse: client after coach")}},
		{Name: "(marks)", Points: true, Labels: []tier.Label{label(5, 5, "mark"), label(7.25, 7.25, "the plan")}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tiers (-want +got):\n%s", diff)
	}
}

// TestSpeechReadsBack holds the files that can be imported to what was exported: the same people, the same speech.
func TestSpeechReadsBack(t *testing.T) {
	for _, people := range [][]string{{}, {"coach"}, {"coach", "client"}, awkward} {
		s := talkOf(people...)
		var want []rttm.Record
		for _, a := range s.Activity {
			for _, span := range a.Segments {
				want = append(want, rttm.Record{Speaker: a.Channel, Start: span[0], Duration: span[1] - span[0]})
			}
		}
		for name, parse := range map[string]func(io.Reader) ([]tier.Tier, error){"timeline.TextGrid": textgrid.Parse, "timeline.eaf": eaf.Parse} {
			tiers, err := parse(strings.NewReader(written(t, s, name)))
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := tier.Speech(tiers, nil)
			expected := slices.Clone(want)
			if name == "timeline.TextGrid" { // Praat has names of one line
				for i := range expected {
					expected[i].Speaker = strings.NewReplacer("\r", " ", "\n", " ", "\t", " ").Replace(expected[i].Speaker)
				}
			}
			if diff := cmp.Diff(expected, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
				t.Errorf("%s of %q: %v (-want +got):\n%s", name, people, err, diff)
			}
		}
	}
}

func TestEveryNameSurvivesInEveryFormat(t *testing.T) {
	s := talkOf(awkward...)
	plain := regexp.MustCompile(`[\s_]+`)
	for name := range files {
		if name == "indicators.json" {
			continue // it has people of its own
		}
		text := written(t, s, name)
		switch {
		case strings.HasSuffix(name, ".vtt"), strings.HasSuffix(name, ".eaf"):
			text = html.UnescapeString(text)
		case strings.HasSuffix(name, ".TextGrid"), strings.HasSuffix(name, ".csv"):
			text = strings.ReplaceAll(text, `""`, `"`)
		case strings.HasSuffix(name, ".json"):
			text = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", `\"`, `"`, `\\`, `\`, `\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(text)
		}
		text = plain.ReplaceAllString(text, " ")
		for _, person := range awkward {
			if want := strings.TrimSpace(plain.ReplaceAllString(person, " ")); !strings.Contains(text, want) {
				t.Errorf("%s does not hold %q:\n%s", name, want, text)
			}
		}
	}
}

func TestSessionsOfEveryShapeAreWritten(t *testing.T) {
	empty := talkOf("coach", "client")
	empty.LengthS, empty.StartedAt, empty.Activity, empty.Facts = 0, "", nil, nil
	overlapping := talkOf("a", "b", "c")
	overlapping.Activity[0].Segments = [][2]float64{{1, 5}, {2, 3}, {4, 9}, {100, 200}}
	for name, s := range map[string]*export.Session{
		"nothing": {}, "nobody": talkOf(), "of zero length": empty, "one person": talkOf("coach"), "six people": talkOf(awkward...),
		"segments over one another and beyond the end": overlapping,
	} {
		for file := range files {
			text := written(t, s, file)
			var err error
			switch {
			case strings.HasSuffix(file, ".eaf"):
				err = eaftest.Check(strings.NewReader(text))
			case strings.HasSuffix(file, ".TextGrid"):
				_, err = textgrid.Parse(strings.NewReader(text))
			case strings.HasSuffix(file, ".vtt"):
				err = checkWebVTT(text)
			case strings.HasSuffix(file, ".csv"):
				_, err = csv.NewReader(strings.NewReader(text)).ReadAll()
			case strings.HasSuffix(file, ".txt"):
				err = checkLabels(text)
			}
			if err != nil {
				t.Errorf("%s of %s: %v\n%s", file, name, err, text)
			}
		}
	}
}

func TestNotesAreInNoFileUnlessTheyAreAskedFor(t *testing.T) {
	s := talkOf("coach", "client")
	s.Notes = []export.Note{
		{AtS: 2, EndS: 2, By: "coach", Text: "I was filling\nhere", Shared: true},
		{AtS: 3, EndS: 5, By: "mentor", Text: "what might have followed?", Tags: []string{"6 Listens actively"}},
	}
	for file, want := range map[string]string{
		"timeline.eaf":      "Mentor: what might have followed? [6 Listens actively]",
		"timeline.TextGrid": `text = "Mentor: what might have followed? [6 Listens actively]"`,
		"labels.txt":        "2.000\t2.000\tCoach: I was filling here\n",
		"moments.vtt":       "00:00:03.000 --> 00:00:05.000\nMentor: what might have followed? [6 Listens actively]\n",
		"moments.csv":       "0:02,2.000,2.000,0.000,note,,,Coach: I was filling here\n",
		"session.json":      `"by": "mentor"`,
	} {
		if text := written(t, s, file); !strings.Contains(text, want) {
			t.Errorf("%s does not hold %q:\n%s", file, want, text)
		}
	}
	s.Notes = nil
	for file := range files {
		if text := written(t, s, file); strings.Contains(strings.ToLower(text), "note") {
			t.Errorf("%s without notes speaks of them:\n%s", file, text)
		}
	}
}

func TestMomentsAreToldInWords(t *testing.T) {
	s := talkOf("coach", "Maya")
	s.People[0].Name, s.People[0].Role = "Coach", "coach"
	s.Facts = append(s.Facts,
		export.Row{Kind: "unknown", StartS: 20, EndS: 43, Speaker: "Maya"},
		export.Row{Kind: "unknown", StartS: 50, EndS: 51, Speaker: "coach", Flags: "paused"},
		export.Row{Kind: "unknown", StartS: 50, EndS: 51, Speaker: "Maya", Flags: "paused"},
		export.Row{Kind: "turn", StartS: 100.9, EndS: 160.9, Speaker: "coach"}, export.Row{Kind: "lapse", StartS: 3700, EndS: 3704})
	s.Marks = []export.Mark{{AtS: 52}, {AtS: 53, Text: "@home"}}
	want := `time,start_s,end_s,length_s,kind,speaker,other,text
0:00,0.000,3.500,3.500,turn,coach,,Coach held the floor for 3.5 s
0:03,3.000,3.400,0.400,interruption_successful,Maya,coach,"Maya took the floor in overlap, 0.4 s"
0:03,3.000,6.500,3.500,turn,Maya,,Maya held the floor for 3.5 s
0:03,3.200,3.400,0.200,short_insert,Maya,coach,"Overlap, coach kept the floor"
0:06,6.000,6.400,0.400,interruption_successful,coach,Maya,"Coach took the floor in overlap, 0.4 s"
0:06,6.200,6.400,0.200,short_insert,coach,Maya,"Overlap, Maya kept the floor"
0:20,20.000,43.000,23.000,unknown,Maya,,Maya’s signal lost for 23.0 s
0:33,33.600,40.000,6.400,lapse,coach,Maya,"Silence of 6.4 s, broken by coach"
0:36,36.600,43.000,6.400,lapse,Maya,coach,"Silence of 6.4 s, broken by Maya"
0:50,50.000,51.000,1.000,unknown,coach,,Paused for 1.0 s
0:52,52.000,52.000,0.000,mark,,,Mark
0:53,53.000,53.000,0.000,mark,,,'@home
1:40,100.900,160.900,60.000,turn,coach,,Coach held the floor for 1:00
1:01:40,3700.000,3704.000,4.000,lapse,,,Silence of 4.0 s
`
	if diff := cmp.Diff(want, written(t, s, "moments.csv")); diff != "" {
		t.Errorf("moments.csv (-want +got):\n%s", diff)
	}
}

// checkLabels says what of a label track is not start, end and text, in order.
func checkLabels(text string) error {
	last := 0.
	for line := range strings.Lines(text) {
		var start, end float64
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 || strings.TrimSpace(fields[2]) == "" {
			return fmt.Errorf("line %q", line)
		}
		if _, err := fmt.Sscan(fields[0], &start); err != nil {
			return err
		}
		if _, err := fmt.Sscan(fields[1], &end); err != nil {
			return err
		}
		if start < last || end < start {
			return fmt.Errorf("line %q after %g s", line, last)
		}
		last = start
	}
	return nil
}
