package review_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/view"
)

// digest is a session of a coach and a client, so many days after the first, in which the coach talked for a share.
func digest(day int, place record.Place, share float64) *review.Digest {
	ends := [2]float64{share - .05, share + .05}
	return &review.Digest{
		Version: review.DigestVersion, ID: fmt.Sprintf("s%d", day), Title: fmt.Sprintf("Session %d", day),
		StartedAt: began.AddDate(0, 0, day), LengthMS: 1800000, Place: place, State: record.Closed, Size: 2, RuleVersion: "2",
		LapseMS: 3000,
		People: []review.DigestPerson{
			{Channel: 0, Name: "Ada", Role: "coach", Measured: true}, {Channel: 1, Name: "Maya", Role: "client", Measured: true},
		},
		Figures: []review.Figure{{
			Measure: "talk_share", Channel: 0, Unit: "share", State: deference.Shown, Value: &share, Interval: &ends, Count: 40, Of: 1500,
		}},
	}
}

func with(d *review.Digest, change func(d *review.Digest)) *review.Digest {
	change(d)
	return d
}

// series is one measure of trends.
func series(t *testing.T, x *view.Trends, measure string) view.Trend {
	t.Helper()
	for _, s := range x.Series {
		if s.Measure == measure {
			return s
		}
	}
	t.Fatalf("there is no trend of %s", measure)
	return view.Trend{}
}

func ids(points []view.TrendPoint) (list []string) {
	for _, p := range points {
		list = append(list, p.Session.ID)
	}
	return list
}

func TestADigestIsWhatTheReviewFound(t *testing.T) {
	rec := pair(t)
	r := computed(t, rec, nil)
	d := r.Digest()
	if d.ID != "s6" || d.Size != 2 || d.Place != record.Room || d.LengthMS != 240000 || d.Corrections != 3 || d.Notes != 2 {
		t.Errorf("the digest is %+v", d)
	}
	if diff := cmp.Diff([]string{"Listens actively", "Maintains presence"}, d.Tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
	for _, f := range d.Figures {
		if f.Measure == "floor_taken_in_overlap" && f.Count != takenBy(t, r, f.Channel) {
			t.Errorf("channel %d took the floor %d times, the digest says %d", f.Channel, takenBy(t, r, f.Channel), f.Count)
		}
	}
	if want := [3]int64{5400, 1, 0}; !slices.Contains(d.Silences, want) || len(d.Silences) != 6 {
		t.Errorf("silences %v, want six with %v", d.Silences, want)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var again review.Digest
	if err = json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, &again); diff != "" {
		t.Errorf("digest and read again (-before +after):\n%s", diff)
	}
	if strings.Contains(string(text), "own eyes") {
		t.Error("the digest holds a private note")
	}
}

func TestARoomAndACallAreNeverMixed(t *testing.T) {
	list := []*review.Digest{
		digest(3, record.Room, .4), digest(1, record.Room, .3), digest(2, record.Remote, .5), digest(4, record.UnknownPlace, .5),
	}
	x := review.Trend(list, "coach", "", nil)
	if diff := cmp.Diff([]string{"s1", "s3"}, ids(series(t, x, "talk_share").Points)); diff != "" {
		t.Errorf("drawn (-want +got):\n%s", diff)
	}
	if x.Text != "2 sessions in one room; 2 left out" || len(x.LeftOut) != 2 {
		t.Errorf("%q, left out: %+v", x.Text, x.LeftOut)
	}
	if got := x.LeftOut[0].Reason; got != "It was remote, the others in one room: what is usual differs" {
		t.Errorf("the reason is %q", got)
	}
	c := review.Compare(list[0], list[2])
	for _, row := range c.Rows {
		if row.State != "mixed" {
			t.Errorf("%s is %s", row.Label, row.State)
		}
	}
	if len(c.Notes) != 1 || !strings.HasPrefix(c.Notes[0], "One was in one room, the other remote.") {
		t.Errorf("notes: %q", c.Notes)
	}
}

func TestOfTwoPlacesWithAsManySessionsTheLatestIsDrawn(t *testing.T) {
	x := review.Trend([]*review.Digest{digest(1, record.Room, .3), digest(2, record.Remote, .5)}, "coach", "", nil)
	if x.Place != "remote" || len(x.LeftOut) != 1 {
		t.Errorf("place %q, left out: %+v", x.Place, x.LeftOut)
	}
	if none := review.Trend(nil, "coach", "", nil); none.Text != "0 sessions" || none.Place != "" {
		t.Errorf("of no sessions: %+v", none)
	}
}

func TestSharesAreToldAgainstAnEqualPart(t *testing.T) {
	four := with(digest(2, record.Room, .25), func(d *review.Digest) { d.Size = 4 })
	s := series(t, review.Trend([]*review.Digest{digest(1, record.Room, .5), four}, "coach", "", nil), "talk_share")
	for _, p := range s.Points {
		if p.Normal == nil || *p.Normal != 1 {
			t.Errorf("%s of %d people: %v, want 1", p.Session.ID, p.Session.Size, p.Normal)
		}
	}
	if got := (*s.Points[1].NormalInterval)[1]; got < 1.19 || got > 1.21 {
		t.Errorf("the interval ends at %g, want 1.2", got)
	}
}

func TestWaitingIsNotFollowedOverGroupsOfOtherSizes(t *testing.T) {
	latency := .4
	add := func(d *review.Digest) {
		d.Figures = append(d.Figures, review.Figure{Measure: "median_latency", State: deference.Shown, Value: &latency})
	}
	four := with(digest(1, record.Room, .25), func(d *review.Digest) { d.Size = 4 })
	s := series(t, review.Trend([]*review.Digest{with(four, add), with(digest(2, record.Room, .5), add)}, "coach", "", nil), "median_latency")
	if len(s.Points) != 1 || len(s.LeftOut) != 1 || s.LeftOut[0].Reason != "It is of 4 people, the latest of 2: the fastest of several answers first" {
		t.Errorf("drawn %v, left out %+v", ids(s.Points), s.LeftOut)
	}
}

func TestWaitingIsNotComparedBetweenGroupsOfOtherSizes(t *testing.T) {
	c := review.Compare(digest(1, record.Room, .3), with(digest(2, record.Room, .2), func(d *review.Digest) { d.Size = 4 }))
	for _, row := range c.Rows {
		if mixed := row.State == "mixed"; mixed != (row.Measure == "silence_tolerance" || row.Measure == "median_latency") {
			t.Errorf("%s is %s", row.Label, row.State)
		}
	}
	if row := c.Rows[0]; row.State != "together" {
		t.Errorf("30 %% of two people and 20 %% of four are %s, against an equal part", row.State)
	}
}

func TestOnlyTheOneWhoIsAskedForIsFollowed(t *testing.T) {
	other := with(digest(2, record.Room, .5), func(d *review.Digest) { d.People[0].Name = "Bo" })
	two := with(digest(3, record.Room, .5), func(d *review.Digest) { d.People[1].Role = "coach" })
	x := review.Trend([]*review.Digest{digest(1, record.Room, .3), other, two}, "coach", "Ada", nil)
	if diff := cmp.Diff([]string{"s1", "s3"}, ids(series(t, x, "talk_share").Points)); diff != "" {
		t.Errorf("drawn (-want +got):\n%s", diff)
	}
	x = review.Trend([]*review.Digest{digest(1, record.Room, .3), other, two}, "coach", "", nil)
	if diff := cmp.Diff([]string{"s1", "s2"}, ids(series(t, x, "talk_share").Points)); diff != "" {
		t.Errorf("without a name (-want +got):\n%s", diff)
	}
}

func TestADifferenceIsToldOnlyWhereIntervalsLieApart(t *testing.T) {
	withheld := with(digest(3, record.Room, .5), func(d *review.Digest) {
		d.Figures[0].State, d.Figures[0].Value, d.Figures[0].Interval = deference.Withheld, nil, nil
	})
	for _, tc := range []struct {
		b           *review.Digest
		state, text string
	}{
		{digest(2, record.Room, .35), "together", "30 % and 35 %; the intervals meet, so no difference is told"},
		{digest(2, record.Room, .45), "apart", "30 % and 45 %; the intervals lie apart"},
		{withheld, "few", "30 % and withheld; too little to compare"},
	} {
		row := review.Compare(digest(1, record.Room, .3), tc.b).Rows[0]
		if row.State != tc.state || row.Text != tc.text || row.Role != "coach" {
			t.Errorf("%s: %q (%s)\nwant %q (%s)", row.Role, row.Text, row.State, tc.text, tc.state)
		}
	}
}

func TestSeveralOfOneRoleAreComparedByName(t *testing.T) {
	equals := func(n int) *review.Digest {
		return with(digest(n, record.Room, .3), func(d *review.Digest) { d.People[0].Role, d.People[1].Role = "person", "person" })
	}
	seen := make(map[string]bool)
	for _, row := range review.Compare(equals(1), equals(2)).Rows {
		if key := row.Measure + row.Name; seen[key] || row.Role == "person" && row.Name == "" {
			t.Errorf("%q of %q is there twice, or of nobody", row.Label, row.Name)
		}
		seen[row.Measure+row.Name] = true
	}
	if !seen["talk_shareAda"] || !seen["talk_shareMaya"] {
		t.Errorf("compared were %v", seen)
	}
}

func TestSilencesOfOtherLengthsAreNotCompared(t *testing.T) {
	other := with(digest(2, record.Room, .5), func(d *review.Digest) { d.LapseMS = 2000 })
	c := review.Compare(digest(1, record.Room, .3), other)
	for _, row := range c.Rows {
		if mixed := row.State == "mixed"; mixed != (row.Measure == "silences_broken" || row.Measure == "median_turn") {
			t.Errorf("%s is %s", row.Label, row.State)
		}
	}
}

func TestASilenceThatTheOtherEndedWasNotOnesToLetRun(t *testing.T) {
	d := digest(1, record.Room, .3)
	d.Silences = [][3]int64{
		{6000, 1, 0}, {7000, 1, 1}, {5000, 1, 0}, // they ran
		{2000, 1, 0}, {4900, 1, 0}, // the coach came in
		{3000, 1, 1},               // the client went on
		{2000, 0, 0}, {8000, 0, 1}, // after the coach's own talk
	}
	five, ten := 5., 10.
	for _, tc := range []struct {
		seconds *float64
		text    string
		state   string
	}{
		{&five, "3 of 5 silences ran to 5 s", "unclear"},
		{&ten, "0 of 4 silences ran to 10 s", "not_reached"},
	} {
		goal := view.Goal{ID: "g", Role: "coach", Measure: "silence", AtLeast: tc.seconds}
		if err := review.CheckGoal(&goal); err != nil {
			t.Fatal(err)
		}
		f := review.Trend([]*review.Digest{d}, "coach", "", []view.Goal{goal}).Goals[0]
		if p := f.Points[0]; p.Text != tc.text || p.State != tc.state {
			t.Errorf("%s: %q (%s), want %q (%s)", f.Text, p.Text, p.State, tc.text, tc.state)
		}
	}
}

func TestAGoalIsReachedWhenTheWholeIntervalIs(t *testing.T) {
	least, most, beyond := .25, .4, 1.2
	goal := view.Goal{ID: "g", Role: "coach", Measure: "talk_share", AtLeast: &least, AtMost: &most}
	list := []*review.Digest{digest(1, record.Room, .32), digest(2, record.Room, .38), digest(3, record.Room, .6)}
	f := review.Trend(list, "coach", "", []view.Goal{goal}).Goals[0]
	var states []string
	for _, p := range f.Points {
		states = append(states, p.State)
	}
	if diff := cmp.Diff([]string{"reached", "unclear", "not_reached"}, states); diff != "" || f.Text != "Talk share from 25 % to 40 %" {
		t.Errorf("%q (-want +got):\n%s", f.Text, diff)
	}
	for _, wrong := range []view.Goal{
		{Role: "coach", Measure: "talk_share"},
		{Role: "coach", Measure: "mood", AtLeast: &least},
		{Measure: "talk_share", AtLeast: &least},
		{Role: "coach", Measure: "silence", AtLeast: &least},
		{Role: "coach", Measure: "talk_share", AtLeast: &most, AtMost: &least},
		{Role: "coach", Measure: "talk_share", AtMost: &beyond},
	} {
		if review.CheckGoal(&wrong) == nil {
			t.Errorf("%+v can be followed", wrong)
		}
	}
}

func TestTheGoalsOfOthersAreNotFollowed(t *testing.T) {
	least := 5.
	goals := []view.Goal{
		{ID: "hers", Person: "Ada", Role: "coach", Measure: "silence", AtLeast: &least},
		{ID: "his", Person: "Tom", Role: "coach", Measure: "silence", AtLeast: &least},
		{ID: "all", Role: "coach", Measure: "silence", AtLeast: &least},
		{ID: "client", Person: "Ada", Role: "client", Measure: "silence", AtLeast: &least},
	}
	var ids []string
	for _, g := range review.Trend([]*review.Digest{digest(1, record.Room, .3)}, "coach", "Ada", goals).Goals {
		ids = append(ids, g.Goal.ID)
	}
	if diff := cmp.Diff([]string{"hers", "all"}, ids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestASessionWithoutFiguresIsLeftOut(t *testing.T) {
	without := view.LeftOut{Session: view.ComparedSession{ID: "open"}, Reason: "It is still being recorded"}
	trends := review.Trend([]*review.Digest{digest(1, record.Room, .3)}, "coach", "", nil, without)
	if trends.Text != "1 session in one room; 1 left out" || len(trends.LeftOut) != 1 || trends.LeftOut[0].Session.ID != "open" {
		t.Errorf("%q, left out %+v", trends.Text, trends.LeftOut)
	}
}
