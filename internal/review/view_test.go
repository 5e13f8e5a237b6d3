package review_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

func TestMomentsAreToldInWordsThatDoNotJudge(t *testing.T) {
	rec := scripted(t, 200,
		"0-5, 11.4-14, 21-22.6, 33-33.6, 40-46, 60-130",
		"5.2-8, 15-32, 32.4-39, 45-46.2, ?135-158, ?160-160.5")
	want := []string{
		"Silence of 3.4 s, broken by coach",
		"Overlap, client kept the floor",
		"Overlap, both stopped",
		"Silence of 13.8 s, broken by coach",
		"Coach held the floor for 1:10",
		"Client’s signal lost for 23 s",
	}
	if diff := cmp.Diff(want, texts(seen(t, rec, "mentor"))); diff != "" {
		t.Errorf("moments (-want +got):\n%s", diff)
	}
}

func TestSignalThatNobodyGaveIsOneMoment(t *testing.T) {
	v := seen(t, scripted(t, 60, "0-5, ?10-20", "6-9, ?10-20, ?30-33"), "mentor")
	if diff := cmp.Diff([]string{"Everybody’s signal lost for 10 s", "Client’s signal lost for 3.0 s"}, texts(v)); diff != "" {
		t.Errorf("moments (-want +got):\n%s", diff)
	}
}

func TestASilenceThatSeveralBreakIsNobodysAlone(t *testing.T) {
	v := seen(t, scripted(t, 60, "0-5, 10-12", "10-13"), "mentor")
	if got := texts(v)[0]; got != "Silence of 5.0 s, broken by several at once" {
		t.Errorf("the moment is %q", got)
	}
}

func TestASilenceAtTheEndIsNoMoment(t *testing.T) {
	if got := texts(seen(t, scripted(t, 60, "0-5", "6-9"), "mentor")); len(got) != 0 {
		t.Errorf("moments: %q", got)
	}
}

func TestMovingTheSilenceChangesBracketsListAndLeans(t *testing.T) {
	rec := scripted(t, 60, "0-5, 12-14, 17-19", "5.2-8, 20.5-30")
	for _, tc := range []struct {
		lapse         int64
		want          []string
		pauses, badge string
	}{
		{3000, []string{"Silence of 4.0 s, broken by coach", "Silence of 3.0 s, broken by coach"}, "2 of 3 pauses count. Agreed: 3.0 s", ""},
		{3500, []string{"Silence of 4.0 s, broken by coach"}, "1 of 3 pauses counts. Agreed: 3.0 s", "1 setting differs from the session’s"},
		{
			1500,
			[]string{"Silence of 4.0 s, broken by coach", "Silence of 3.0 s, broken by coach", "Silence of 1.5 s, broken by client"},
			"3 of 3 pauses count. Agreed: 3.0 s", "1 setting differs from the session’s",
		},
	} {
		r := computed(t, rec, map[string]int64{"lapse": tc.lapse})
		v := r.View("mentor")
		if diff := cmp.Diff(tc.want, texts(v)); diff != "" {
			t.Errorf("from %d ms, moments (-want +got):\n%s", tc.lapse, diff)
		}
		if v.Pauses.Text != tc.pauses || v.Settings.Text != tc.badge || v.Settings.Differ != (tc.badge != "") {
			t.Errorf("from %d ms: %q, %q", tc.lapse, v.Pauses.Text, v.Settings.Text)
		}
		if got := figure(t, r, deference.BreakingSilences, "silences_broken", 0); got != min(len(tc.want), 2) {
			t.Errorf("from %d ms the coach broke %d", tc.lapse, got)
		}
		if len(v.Balance.Rows[3].Units) != len(tc.want) {
			t.Errorf("from %d ms the evidence is %+v", tc.lapse, v.Balance.Rows[3].Units)
		}
	}
}

func TestTheAgreedSilenceIsTheLastThatWasAgreed(t *testing.T) {
	rec := scripted(t, 60, "0-5, 12-14", "5.2-8")
	agreed := rec.Agreement
	agreed.LapseMS = 15000
	rec.Events = append(rec.Events, record.Event{At: timeline.FromSeconds(30), Agreement: &agreed})
	v := seen(t, rec, "mentor")
	if len(v.Moments) != 0 || v.Rules.LapseMS != 15000 || v.Settings.Differ || !strings.HasSuffix(v.Pauses.Text, "Agreed: 15.0 s") {
		t.Errorf("moments %q, lapse %d ms, %q", texts(v), v.Rules.LapseMS, v.Pauses.Text)
	}
	computed(t, rec, map[string]int64{"lapse": v.Settings.List[0].MaxMS})
}

func TestWhatCannotBeMovedIsRefused(t *testing.T) {
	s, err := review.New(takings(t))
	if err != nil {
		t.Fatal(err)
	}
	p := s.Defaults()
	for name, ms := range map[string]int64{"lapse": 500, "take": 60000, "mood": 1} {
		if p.Set(name, ms) == nil {
			t.Errorf("%s can be %d ms", name, ms)
		}
	}
	if p != s.Defaults() {
		t.Error("a refusal has changed something")
	}
	r, err := s.Compute(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range r.View("coach").Settings.List {
		for _, ms := range []int64{o.MinMS, o.MaxMS} {
			if err = p.Set(o.Name, ms); err != nil {
				t.Errorf("%s: %v", o.Name, err)
			}
		}
		if p = s.Defaults(); p.Set(o.Name, o.MinMS) == nil {
			if _, err = s.Compute(p); err != nil {
				t.Errorf("%s at its least: %v", o.Name, err)
			}
		}
	}
}

func TestEnteringCountsTheSilencesThatTheOtherEndedToo(t *testing.T) {
	v := seen(t, scripted(t, 60, "0-2, 2.5-4, 11-12", "4.8-6, 7-9, 12.4-15"), "coach")
	coach, client := v.Entering[0], v.Entering[1]
	if coach.Channel != 0 || coach.Entered != 1 || coach.Pauses != 2 || !slices.Equal(coach.WaitsMS, []int64{2000}) {
		t.Errorf("the coach entered %+v", coach)
	}
	if client.Channel != 1 || client.Entered != 2 || client.Pauses != 3 || !slices.Equal(client.WaitsMS, []int64{400, 800}) {
		t.Errorf("the client entered %+v", client)
	}
	if client.MedianMS != nil {
		t.Errorf("two waits have the median %d", *client.MedianMS)
	}
}

func TestSessionsThatDidNotEndAsTheyShouldSaySo(t *testing.T) {
	rec := takings(t)
	rec.State = record.Interrupted
	rec.Events = []record.Event{{At: timeline.FromSeconds(10), Hole: timeline.Second}}
	v := seen(t, rec, "coach")
	if v.Session.Text != "The program ended before the session did: nothing is kept of what came after 1:00" || len(v.Remarks) != 1 {
		t.Errorf("%q, %q", v.Session.Text, v.Remarks)
	}
}

func TestRecordsThatDoNotFitAreRefused(t *testing.T) {
	rec := takings(t)
	rec.People = nil
	if _, err := review.New(rec); err == nil {
		t.Error("a session without people is reviewed")
	}
	rec = takings(t)
	rec.Changes, rec.Observations = nil, make([][]vad.Observation, 3)
	if _, err := review.New(rec); err == nil {
		t.Error("a session of two people and three channels is reviewed")
	}
}

func TestWhatWasNotObservedIsUnknownAndNoSilence(t *testing.T) {
	rec := takings(t)
	rec.Changes = nil
	if got := texts(seen(t, rec, "mentor")); !slices.Equal(got, []string{"Everybody’s signal lost for 1:00"}) {
		t.Errorf("nothing was observed: %q", got)
	}
	rec.Observations = make([][]vad.Observation, 2)
	for k := range rec.Observations {
		rec.Observations[k] = make([]vad.Observation, 10*timeline.Second/timeline.HopLen)
	}
	if got := texts(seen(t, rec, "mentor")); !slices.Equal(got, []string{"Everybody’s signal lost for 50 s"}) {
		t.Errorf("ten seconds were observed: %q", got)
	}
	rec.End = 0
	if v := seen(t, rec, "mentor"); len(v.Moments) != 0 || len(v.Drift.Steps) != 0 {
		t.Errorf("a session that ended at once: %q", texts(v))
	}
}

// judging are words that no screen says. "Interruption" is said where a person corrects one and where it is defined.
var judging = []string{"dominat", "interrupted", "interrupts", "interrupting", "fault", "too much", "good", "poor", "score", "warning"}

func TestNoWordJudges(t *testing.T) {
	for _, by := range []string{"coach", "client", "mentor"} {
		text, err := json.Marshal(seen(t, pair(t), by))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range judging {
			lower := strings.ReplaceAll(strings.ToLower(string(text)), `"default_ms"`, "")
			if i := strings.Index(lower, word); i >= 0 {
				t.Errorf("the %s reads %q in …%s…", by, word, lower[max(0, i-40):i+20])
			}
		}
	}
}

// count sums what the steps of a drift say of a person.
func count(v *view.Review, channel int, of func(p view.DriftPerson) int) (sum int) {
	for _, s := range v.Drift.Steps {
		for _, p := range s.People {
			if p.Channel == channel {
				sum += of(p)
			}
		}
	}
	return sum
}
