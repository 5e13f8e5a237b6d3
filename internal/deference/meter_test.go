package deference_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

var update = flag.Bool("update", false, "write testdata anew")

func TestAFactCountsFromTheFirstEvaluationAfterItsDecision(t *testing.T) {
	s := newScript()
	s.reading(turns.Reading{Kind: turns.InterruptionSuccessful, Speaker: 0, Other: 1}, 1, 2)
	s.facts.Readings[0].Decided = 10 * second
	m := s.meter(t, pair, band)
	count := func() int {
		return value(t, find(t, m.Result().Session, deference.TakingFloor), "floor_taken_in_overlap", 0).Count
	}
	if evaluated := m.Advance(10 * second); !evaluated || count() != 0 {
		t.Errorf("at 10 s: evaluated %v, %d counted", evaluated, count())
	}
	if evaluated := m.Advance(15 * second); !evaluated || count() != 1 {
		t.Errorf("at 15 s: evaluated %v, %d counted", evaluated, count())
	}
	if m.Advance(20*second-1) || m.Advance(3*second) {
		t.Error("evaluated between two positions of the grid")
	}
}

func TestANewMeterCollects(t *testing.T) {
	m, err := deference.NewMeter(pair, deference.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []deference.Window{m.Result().Session, m.Result().Last5} {
		if len(w.Live()) != 4 {
			t.Fatalf("%d live indicators, want 4", len(w.Live()))
		}
		for _, ind := range w.Live() {
			if ind.State != deference.Collecting || ind.Position != nil || len(ind.Figures) != 2 {
				t.Errorf("%+v", ind)
			}
		}
	}
	if s := m.Summary(); s.Length != 0 || len(s.Table) == 0 {
		t.Errorf("summary of nothing: %+v", s)
	}
}

func TestTheEndCountsEverythingOnce(t *testing.T) {
	s := lightMock()
	m := s.meterWith(t, pair, band, minutely())
	end := timeline.FromSeconds(s.now + 1.234)
	m.Finish(end)
	r := m.Result()
	if r.At != deference.Seconds(end) || r.Session.To != r.At || r.Last5.From != deference.Seconds(end-300*second) {
		t.Errorf("ended at %v, windows %v to %v and %v to %v", r.At, r.Session.From, r.Session.To, r.Last5.From, r.Last5.To)
	}
	before := encode(t, r)
	m.Add(s.facts)
	m.Advance(end + 100*second)
	m.Finish(end + 200*second)
	if encode(t, m.Result()) != before {
		t.Error("something counted after the end")
	}
}

func TestTheWindowOfFiveMinutesSlides(t *testing.T) {
	s := silences(8, 0, 0, 0)
	s.talk(40, []float64{6}, []float64{6})
	r := s.result(t, pair, band)
	checkWords(t, find(t, r.Session, deference.BreakingSilences), deference.Shown, "Leans to coach", "Coach broke **8 of 8** silences of 3 s and more")
	checkWords(t, find(t, r.Last5, deference.BreakingSilences), deference.Collecting, "Collecting", "**0** silences of 3 s and more; shown from 4")
	// The window has no turn that ended before it, and all of one that ended in it.
	if v := value(t, find(t, r.Last5, deference.HoldingFloor), "longest_turn", 0); *v.Value != 6 || v.Count != 24 {
		t.Errorf("longest of %d turns = %v, want 6 of 24", v.Count, *v.Value)
	}
}

func TestALeanInTheWordsDoesNotFlicker(t *testing.T) {
	// Silences end with the coach and the client in a row that hovers around a probability of .90.
	s := newScript()
	for _, who := range []int{0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0} {
		s.turn(who, 4, 8)
	}
	m := s.meter(t, pair, band)
	last, changed := "", timeline.Position(0)
	for at := 5 * second; at < timeline.FromSeconds(s.now+60); at += 5 * second {
		m.Advance(at)
		ind := find(t, m.Result().Session, deference.BreakingSilences)
		if ind.Status == last || ind.Status == "Tentative" || ind.Status == "Collecting" {
			continue
		}
		if last != "" && at-changed < 60*second {
			t.Errorf("from %q to %q after %v", last, ind.Status, (at - changed).Duration())
		}
		last, changed = ind.Status, at
	}
	if last == "" {
		t.Error("no direction was ever told")
	}
}

func TestNewNamesAreToldFromTheNextEvaluation(t *testing.T) {
	m := lightMock().meterWith(t, pair, band, minutely())
	m.Advance(1800 * second)
	people := []deference.Person{{Channel: 0, Name: "Maya", Role: deference.Coach, Measured: true}, pair[1]}
	if err := m.SetPeople(1801*second, people); err != nil {
		t.Fatal(err)
	}
	m.Advance(1860 * second)
	checkWords(t, find(t, m.Result().Session, deference.BreakingSilences), deference.Shown, "Leans to Maya", "Maya broke **7 of 9** silences of 3 s and more")
	if err := m.SetPeople(1861*second, nil); err == nil {
		t.Error("nobody was seated")
	}
}

func TestOtherPeopleInThePairStartAnew(t *testing.T) {
	m := lightMock().meterWith(t, pair, band, minutely())
	m.Advance(1860 * second)
	exchanged := []deference.Person{
		{Channel: 1, Name: "Coach", Role: deference.Coach, Measured: true}, {Channel: 0, Name: "Client", Role: deference.Client, Measured: true},
	}
	if err := m.SetPeople(1860*second, exchanged); err != nil {
		t.Fatal(err)
	}
	m.Advance(1920 * second)
	checkWords(t, find(t, m.Result().Session, deference.BreakingSilences), deference.Shown, "Leans to client", "Client broke **7 of 9** silences of 3 s and more")
}

func TestAnAgreementOfTheCallersIsNotKept(t *testing.T) {
	mine := [2]int{25, 40}
	m := lightMock().meterWith(t, pair, deference.Agreement{Band: &mine}, once())
	mine[1] = 30
	m.Finish(1850 * second)
	checkWords(t, find(t, m.Result().Session, deference.TalkShare), deference.Shown, "Inside the agreed band", "")
}

func TestTheJSONOfAResultKeepsItsForm(t *testing.T) {
	s := darkMock()
	s.acts(turns.Backchannel, 0, 1, 6)
	m := s.meter(t, pair, band)
	m.SetHealth(300*second, 1, deference.Health{Bleed: .2})
	m.Finish(390 * second)
	r := m.Result()
	r.Last5 = deference.Window{} // it has the form of Session
	checkGolden(t, "indicators.json", r)
	s = round(6)
	s.acts(turns.InterruptionSuccessful, 0, 3, 5)
	s.lose(2, s.now, s.now+4, vad.Unknown)
	r = s.result(t, four, deference.Agreement{})
	r.Session.Indicators, r.Last5 = []deference.Indicator{find(t, r.Session, deference.Balance)}, deference.Window{}
	checkGolden(t, "indicators_group.json", r)
}

// checkGolden compares the JSON of a result with a file of testdata.
func checkGolden(t *testing.T, name string, r deference.Result) {
	t.Helper()
	got, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err = os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(string(got), "\n"), strings.Split(strings.TrimSpace(string(want)), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s, line %d: %s, want %s (-update writes it anew)", path, i+1, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s has %d lines, want %d (-update writes it anew)", path, len(b), len(a))
	}
	var back deference.Result
	if err = json.Unmarshal(got, &back); err != nil {
		t.Fatalf("%s does not read back: %v", path, err)
	}
	if again := encode(t, back); again != encode(t, r) {
		t.Errorf("%s reads back as something else", path)
	}
}
