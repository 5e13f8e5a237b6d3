package export_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/view"
)

// secret are names, titles and texts that a pseudonymous file may not hold.
var secret = []string{"Zoë", "O'Neill", "שירה", "Mia", "Kim", "Jürgen", "Plan B", "divorce", "whisper", "kim_and_zoe", "/home"}

// confidential is a session of four people that tells their names wherever a session can.
func confidential() *export.Session {
	people := []view.Person{
		person(0, `Zoë O'Neill`, "coach"), person(1, "שירה", "client"), person(2, "Mia*", "observer"), person(3, "Kim", "person"), person(4, "Jürgen", "person"),
	}
	var ids []string
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	s := talkOf(ids...)
	s.People, s.Title, s.Source, s.Label = people, "Plan B of Kim", "recording", "kim_and_zoe.wav, Jürgen.wav"
	s.Marks = []export.Mark{{AtS: 1, Text: "divorce"}}
	s.Notes = []export.Note{{AtS: 1, EndS: 1, By: "mentor", Text: "whisper of Kim"}}
	s.Warnings = []string{"kim_and_zoe.wav began 5.3 s before the others", "/home/kim/jürgen.wav: its 2 channels are mixed", "the channels Zoë O'Neill and KIM are the same signal"}
	s.Summary = []string{"Kim’s longest turn was **3.5 s**, zoë o'neill’s **3.5 s**.", "Mia broke **2** silences."}
	s.Table = []view.SummaryRow{{Label: "Talk share", Values: []string{"20 %"}, Note: "Kim’s mic"}}
	s.Quality = []export.Quality{{Channel: "Kim", Text: "Speech 30 dB over the noise."}}
	indicator := deference.Indicator{ID: "talk_share", Status: "Leans to Kim", Evidence: "Kim **5**, שירה **1**"}
	s.Indicators = deference.Result{Session: deference.Window{Indicators: []deference.Indicator{indicator}}}
	for _, p := range people {
		s.Indicators.People = append(s.Indicators.People, deference.Person{Channel: p.Channel, Name: p.Name, Role: deference.Role(p.Role), Measured: true})
	}
	return s
}

func TestNoNameTitleOrWordOfPeopleIsInAPseudonymousFile(t *testing.T) {
	s := confidential()
	p := s.Pseudonymous()
	for file := range files {
		text := strings.ToLower(written(t, p, file))
		for _, word := range secret {
			if strings.Contains(text, strings.ToLower(word)) {
				t.Errorf("%s holds %q:\n%s", file, word, text)
			}
		}
	}
	if diff := cmp.Diff(confidential(), s, cmp.AllowUnexported(export.Row{})); diff != "" {
		t.Errorf("the session itself was changed (-want +got):\n%s", diff)
	}
}

func TestPeopleAreCalledByTheirRoles(t *testing.T) {
	p := confidential().Pseudonymous()
	var names []string
	for _, x := range p.People {
		names = append(names, x.Name+"|"+x.ID+"|"+x.Initials)
	}
	want := []string{"Coach|coach|Co", "Client|client|Cl", "Observer 1|observer1|O1", "Person 1|person1|P1", "Person 2|person2|P2"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Person 1’s longest turn was **3.5 s**, Coach’s **3.5 s**.", "Observer 1 broke **2** silences."}, p.Summary); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
	if i := p.Indicators.Session.Indicators[0]; i.Status != "Leans to Person 1" || i.Evidence != "Person 1 **5**, Client **1**" {
		t.Errorf("indicator %q, %q", i.Status, i.Evidence)
	}
	if diff := cmp.Diff([]string{"a file began 5.3 s before the others", "the channels Coach and Person 1 are the same signal"}, p.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if f := p.Facts[1]; f.Speaker != "client" || f.Other != "coach" || len(p.Marks) != 1 || p.Marks[0].AtS != 1 {
		t.Errorf("fact %+v, marks %+v", f, p.Marks)
	}
}

func TestNamesThatAreWordsOrRolesOfOthersAreReplacedAllAtOnce(t *testing.T) {
	s := talkOf("client", "coach", "An")
	s.People[0].Role, s.People[1].Role, s.People[2].Name = "coach", "client", "An"
	s.Summary = []string{"The client broke **3** silences and an overlap, coach **1**, An’s share and Andrea.", "Silences of An."}
	want := []string{"The Coach broke **3** silences and Person 1 overlap, Client **1**, Person 1’s share and Andrea.", "Silences of Person 1."}
	got := s.Pseudonymous().Summary
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}
