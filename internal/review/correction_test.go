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
	"github.com/evenkeel/monitor/internal/view"
)

// takings is a session in which the coach takes the floor in overlap at 9 s and at 29 s, and the client at 19 s.
func takings(t testing.TB) *record.Record {
	t.Helper()
	return scripted(t, 60, "9-20, 29-40", "0-10, 19-30, 41-50")
}

// figure is the count of a measure that a person has.
func figure(t testing.TB, r *review.Result, id deference.ID, name string, channel int) int {
	t.Helper()
	for _, ind := range r.Indicators.Session.Indicators {
		for _, m := range ind.Measures {
			for _, v := range m.Values {
				if ind.ID == id && m.Name == name && v.Channel == channel {
					return v.Count
				}
			}
		}
	}
	t.Fatalf("%s has no %s of channel %d", id, name, channel)
	return 0
}

func takenBy(t testing.TB, r *review.Result, channel int) int {
	t.Helper()
	return figure(t, r, deference.TakingFloor, "floor_taken_in_overlap", channel)
}

// logged is the log entry of a Seq.
func logged(t testing.TB, v *view.Review, seq int64) view.LoggedEntry {
	t.Helper()
	for _, l := range v.Log {
		if l.Seq == seq {
			return l
		}
	}
	t.Fatalf("entry %d is not in the log", seq)
	return view.LoggedEntry{}
}

func TestWhatIsNoInterruptionCountsNowhere(t *testing.T) {
	rec := takings(t)
	seq := add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 9000})
	r := computed(t, rec, nil)
	v := r.View("mentor")
	if got := takenBy(t, r, 0); got != 1 {
		t.Errorf("the coach took the floor %d times, want 1", got)
	}
	if got := figure(t, r, deference.TakingFloor, "attempts", 0); got != 1 {
		t.Errorf("the coach tried %d times, want 1", got)
	}
	if got := chip(t, v, "taken"); got != "2, 1 corrected" {
		t.Errorf("the chip says %q", got)
	}
	want := []string{"[Coach took the floor in overlap, 1.0 s]", "Client took the floor in overlap, 1.0 s", "Coach took the floor in overlap, 1.0 s"}
	if diff := cmp.Diff(want, texts(v)); diff != "" {
		t.Errorf("moments (-want +got):\n%s", diff)
	}
	if c := v.Moments[0].Correction; c == nil || c.Seq != seq || c.Text != "Corrected by mentor: not an interruption" {
		t.Errorf("the correction is told as %+v", c)
	}
	if l := logged(t, v, seq); l.State != "applies" || l.Moment != v.Moments[0].ID {
		t.Errorf("the log says %+v", l)
	}
	if units := v.Balance.Rows[2].Units; len(units) != 2 || units[0].Moment != v.Moments[1].ID {
		t.Errorf("the evidence is %+v", units)
	}
}

func TestACorrectedBackchannelIsNobodysTurn(t *testing.T) {
	rec := scripted(t, 60, "9-11", "0-10, 11.4-30")
	if got := texts(seen(t, rec, "mentor")); !slices.Equal(got, []string{"Coach took the floor in overlap, 1.0 s"}) {
		t.Fatalf("before the correction: %q", got)
	}
	seq := add(t, rec, "coach", review.BackchannelKind, review.EventRef{Channel: 0, AtMS: 9100})
	r := computed(t, rec, nil)
	v := r.View("mentor")
	if got := texts(v); !slices.Equal(got, []string{"[Coach took the floor in overlap, 1.0 s]"}) {
		t.Errorf("moments: %q", got)
	}
	if got := chip(t, v, "taken"); got != "0, 1 corrected" || takenBy(t, r, 0) != 0 {
		t.Errorf("counts: %q, %d", got, takenBy(t, r, 0))
	}
	coach, client := v.Lanes[0], v.Lanes[1]
	if len(coach.Floor) != 0 || len(coach.Speech) != 0 || !slices.Equal(coach.Backchannels, [][2]int64{{9000, 11000}}) {
		t.Errorf("the coach's lane is %+v", coach)
	}
	if !slices.Equal(client.Floor, [][2]int64{{0, 30000}}) {
		t.Errorf("the client's turns are %v, want one", client.Floor)
	}
	if figure(t, r, deference.Backchannels, "backchannels", 0) != 1 {
		t.Error("the indicators do not count the backchannel")
	}
	if l := logged(t, v, seq); l.State != "applies" || l.Moment != v.Moments[0].ID {
		t.Errorf("the log says %+v", l)
	}
}

func TestACorrectionStaysWithItsEventWhenParametersMove(t *testing.T) {
	// The coach says something shortly before what they say over the client: bridged, the entry starts there.
	rec := scripted(t, 60, "8.55-8.75, 9-20", "0-10")
	seq := add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 9000})
	for _, tc := range []struct {
		name     string
		settings map[string]int64
		state    string
		want     []string
	}{
		{"as it was", nil, "applies", []string{"Overlap, client kept the floor", "[Coach took the floor in overlap, 1.0 s]"}},
		{
			"another parameter",
			map[string]int64{"take": 3000},
			"applies",
			[]string{"Overlap, client kept the floor", "[Coach took the floor in overlap, 1.0 s]"},
		},
		{
			"an earlier start within the tolerance",
			map[string]int64{"ipu_bridge": 300},
			"applies",
			[]string{"[Coach took the floor in overlap, 1.5 s]"},
		},
		{"an overlap of another kind", map[string]int64{"term_wide": 1000}, "applies", []string{"Overlap, client kept the floor"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := computed(t, rec, tc.settings).View("mentor")
			if diff := cmp.Diff(tc.want, texts(v)); diff != "" {
				t.Errorf("moments (-want +got):\n%s", diff)
			}
			if l := logged(t, v, seq); l.State != tc.state {
				t.Errorf("the log says %+v", l)
			}
		})
	}
}

func TestACorrectionThatMatchesNothingIsListed(t *testing.T) {
	rec := takings(t)
	seq := add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 8400})
	near := add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 29500})
	r := computed(t, rec, nil)
	v := r.View("mentor")
	l := logged(t, v, seq)
	if l.State != "no_longer_applies" || l.Reason != "No overlap by the coach starts within 0.5 s of 0:08 any more." {
		t.Errorf("the log says %+v", l)
	}
	if l = logged(t, v, near); l.State != "applies" {
		t.Errorf("500 ms away, the log says %+v", l)
	}
	if takenBy(t, r, 0) != 1 {
		t.Errorf("the coach took the floor %d times, want 1", takenBy(t, r, 0))
	}
}

func TestAnUndoTakesBackAndCanBeTakenBack(t *testing.T) {
	rec := takings(t)
	measured := seen(t, rec, "mentor")
	seq := add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 9000})
	corrected := seen(t, rec, "mentor")
	undo := add(t, rec, "coach", review.UndoKind, review.Undo{Entry: seq})
	again := seen(t, rec, "mentor")
	if diff := cmp.Diff(measured.Moments, again.Moments); diff != "" {
		t.Errorf("undone (-before +after):\n%s", diff)
	}
	if l := logged(t, again, seq); l.State != "undone" || l.UndoBy != undo {
		t.Errorf("the log says %+v", l)
	}
	add(t, rec, "coach", review.UndoKind, review.Undo{Entry: undo})
	redone := seen(t, rec, "mentor")
	if diff := cmp.Diff(corrected.Moments, redone.Moments); diff != "" {
		t.Errorf("redone (-before +after):\n%s", diff)
	}
	if l := logged(t, redone, seq); l.State != "applies" || l.UndoBy != 0 {
		t.Errorf("the log says %+v", l)
	}
}

func TestEverythingThatARoleDidCanBeTakenBackStepByStep(t *testing.T) {
	rec := takings(t)
	share := 50
	add(t, rec, "mentor", review.ReflectionKind, review.Reflection{TalkShare: &share})
	n := add(t, rec, "mentor", review.NoteKind, noteAt(9000, "a thought", false))
	add(t, rec, "mentor", review.NoteEditKind, review.NoteEdit{Note: n, Text: "a better one"})
	add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 9000})
	add(t, rec, "mentor", review.ShareKind, review.NoteRef{Note: n})
	add(t, rec, "coach", review.PhaseKind, review.Phase{Span: review.Span{EndMS: 1000}, Name: "Opening"})
	add(t, rec, "mentor", review.NoteDeleteKind, review.NoteRef{Note: n})
	done := []string{
		"deleting the note at 0:09", "sharing the note at 0:09", "not an interruption by the coach, at 0:09",
		"changing the note at 0:09", "note at 0:09",
	}
	for _, want := range done {
		u := seen(t, rec, "mentor").Undo
		if u.Text != want {
			t.Fatalf("what can be taken back is %+v, want %q", u, want)
		}
		add(t, rec, "mentor", review.UndoKind, review.Undo{Entry: u.Seq})
	}
	v := seen(t, rec, "mentor")
	if v.Undo.Seq != 0 || len(v.Notes) != 0 || !v.Guesses.Asked {
		t.Errorf("in the end there is %+v to take back, %d notes, asked: %v", v.Undo, len(v.Notes), v.Guesses.Asked)
	}
	slices.Reverse(done)
	for _, want := range done {
		u := seen(t, rec, "mentor").Undo
		if u.RestoreText != want {
			t.Fatalf("what can be restored is %+v, want %q", u, want)
		}
		add(t, rec, "mentor", review.UndoKind, review.Undo{Entry: u.Restore})
	}
	if u := seen(t, rec, "mentor").Undo; u.Restore != 0 || u.Text != "deleting the note at 0:09" {
		t.Errorf("with all restored there is %+v", u)
	}
	if u := seen(t, rec, "coach").Undo; u.Text != "“Opening” from 0:00 to 0:01" {
		t.Errorf("the coach can take back %+v", u)
	}
}

func TestWhatIsDoneAnewLeavesNothingToRestore(t *testing.T) {
	rec := takings(t)
	n := add(t, rec, "mentor", review.NoteKind, noteAt(9000, "a thought", true))
	add(t, rec, "mentor", review.UndoKind, review.Undo{Entry: n})
	add(t, rec, "mentor", review.NoteKind, noteAt(10000, "another", true))
	if u := seen(t, rec, "mentor").Undo; u.Restore != 0 || u.Text != "note at 0:10" {
		t.Errorf("there is %+v", u)
	}
}

func TestPeopleSwapChannelsFromAPositionOn(t *testing.T) {
	rec := scripted(t, 60, "0-10, 30-40", "12-20, 42-50")
	add(t, rec, "mentor", review.SwapKind, review.Swap{Channels: [2]int{0, 1}, FromMS: 35000})
	v := seen(t, rec, "mentor")
	want := [][][2]int64{{{0, 10000}, {30000, 35000}, {42000, 50000}}, {{12000, 20000}, {35000, 40000}}}
	for k, lane := range v.Lanes {
		if diff := cmp.Diff(want[k], lane.Speech); diff != "" {
			t.Errorf("lane %d (-want +got):\n%s", k, diff)
		}
	}
}

func TestTwoSwapsAtOnePositionAreNone(t *testing.T) {
	rec := takings(t)
	measured := seen(t, rec, "mentor")
	for range 2 {
		add(t, rec, "mentor", review.SwapKind, review.Swap{Channels: [2]int{0, 1}, FromMS: 15000})
	}
	v := seen(t, rec, "mentor")
	if diff := cmp.Diff(measured.Moments, v.Moments); diff != "" {
		t.Errorf("moments (-before +after):\n%s", diff)
	}
}

func TestACorrectionStaysWithItsEventWhenPeopleSwap(t *testing.T) {
	rec := takings(t)
	seq := add(t, rec, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 9000})
	add(t, rec, "mentor", review.SwapKind, review.Swap{Channels: [2]int{0, 1}, FromMS: 0})
	v := seen(t, rec, "mentor")
	if got := texts(v)[0]; got != "[Client took the floor in overlap, 1.0 s]" {
		t.Errorf("the moment is %q", got)
	}
	if l := logged(t, v, seq); l.State != "applies" {
		t.Errorf("the log says %+v", l)
	}
}

func TestWhatIsExcludedIsAsIfTheSessionHadBeenPaused(t *testing.T) {
	rec := scripted(t, 60, "9-20, 29-40", "0-10, 19-30, 45-50")
	add(t, rec, "coach", review.ExcludeKind, review.Exclude{Span: review.Span{StartMS: 25000, EndMS: 48000}, Text: "Exercise"})
	r := computed(t, rec, nil)
	v := r.View("mentor")
	if got := texts(v); !slices.Equal(got, []string{"Coach took the floor in overlap, 1.0 s", "Client took the floor in overlap, 1.0 s"}) {
		t.Errorf("moments: %q", got)
	}
	for k, lane := range v.Lanes {
		if !slices.Equal(lane.Paused, [][2]int64{{25000, 48000}}) {
			t.Errorf("lane %d is paused in %v", k, lane.Paused)
		}
	}
	if v.Session.PausedMS != 23000 || v.Session.KnownMS != 37000 || r.Indicators.Session.Unknown != 0 {
		t.Errorf("paused %d ms, known %d ms, unknown %v", v.Session.PausedMS, v.Session.KnownMS, r.Indicators.Session.Unknown)
	}
	if want := []view.ExcludedSpan{{Seq: 1, By: "coach", StartMS: 25000, EndMS: 48000, Text: "Exercise"}}; !slices.Equal(v.Excluded, want) {
		t.Errorf("excluded: %+v", v.Excluded)
	}
}

func TestWhoIsDroppedIsNotMeasured(t *testing.T) {
	rec := scripted(t, 60, "9-20, 29-40", "0-10, 19-30, 45-50", "41-44")
	measured := computed(t, rec, nil)
	add(t, rec, "mentor", review.DropChannelKind, review.DropChannel{Channel: 2})
	r := computed(t, rec, nil)
	v := r.View("mentor")
	if len(v.Lanes) != 2 || v.People[2].Measured {
		t.Errorf("%d lanes, people %+v", len(v.Lanes), v.People)
	}
	for _, s := range r.Signals {
		if s.Speaker == 2 || s.Other == 2 || s.Members.Has(2) {
			t.Errorf("there is still %+v", s)
		}
	}
	if takenBy(t, r, 0) != takenBy(t, measured, 0) {
		t.Error("what the others did has changed")
	}
	add(t, rec, "mentor", review.DropChannelKind, review.DropChannel{Channel: 1})
	for _, ind := range computed(t, rec, nil).Indicators.Session.Indicators {
		if ind.State != deference.Withheld || ind.Reason != deference.NotMeasured {
			t.Errorf("without the client, %s is %s (%s)", ind.ID, ind.State, ind.Reason)
		}
	}
}

func TestTheQualityOfAMicrophoneGoesWithItWhenPeopleSwap(t *testing.T) {
	rec := takings(t)
	rec.Events = []record.Event{{At: timeline.FromSeconds(5), Health: []deference.Health{{}, {Bleed: .5}}}}
	withheld := func() string {
		for _, ind := range computed(t, rec, nil).Indicators.Session.Indicators {
			if ind.ID == deference.TakingFloor {
				return ind.Evidence
			}
		}
		return ""
	}
	if got := withheld(); got != "Client’s mic also hears the coach; overlaps can’t be told apart" {
		t.Errorf("taking the floor is withheld because %q", got)
	}
	add(t, rec, "mentor", review.SwapKind, review.Swap{Channels: [2]int{0, 1}, FromMS: 15000})
	if got := withheld(); got != "Coach’s mic also hears the client; overlaps can’t be told apart" {
		t.Errorf("after a swap it is withheld because %q", got)
	}
}

func TestPeopleAreCalledAsTheyWereRenamed(t *testing.T) {
	rec := takings(t)
	add(t, rec, "coach", review.RenameKind, review.Rename{Channel: 1, Name: " Maya\n*Lind* "})
	v := seen(t, rec, "mentor")
	if p := v.People[1]; p.Name != "Maya Lind" || p.Initials != "ML" || p.ID != "client" {
		t.Errorf("the client is %+v", p)
	}
	if got := texts(v)[1]; got != "Maya Lind took the floor in overlap, 1.0 s" {
		t.Errorf("a moment is %q", got)
	}
	add(t, rec, "coach", review.RenameKind, review.Rename{Channel: 1, Role: "coach"})
	add(t, rec, "coach", review.RenameKind, review.Rename{Channel: 0, Role: "client", Name: "Jo"})
	v = seen(t, rec, "mentor")
	if v.People[0].Channel != 1 || v.Balance.Left != 1 || v.Balance.Right != 0 {
		t.Errorf("roles exchanged: people %+v, left %d, right %d", v.People, v.Balance.Left, v.Balance.Right)
	}
}

func TestEveryOfferCanBeMadeAndDoesWhatItSays(t *testing.T) {
	swapped := takings(t)
	add(t, swapped, "mentor", review.SwapKind, review.Swap{Channels: [2]int{0, 1}, FromMS: 15000})
	for name, rec := range map[string]*record.Record{"pair": pair(t), "swapped": swapped} {
		t.Run(name, func(t *testing.T) { makeOffers(t, rec) })
	}
}

// makeOffers makes every offer of the review of a record.
func makeOffers(t *testing.T, rec *record.Record) {
	t.Helper()
	s, err := review.New(rec)
	if err != nil {
		t.Fatal(err)
	}
	offers := 0
	for _, m := range seen(t, rec, "mentor").Moments {
		for _, o := range m.Offers {
			offers++
			e := entry(t, int64(len(rec.Entries))+1, "mentor", review.Kind(o.Kind), o.Body)
			if err := s.Check(e); err != nil {
				t.Errorf("%s of %q: %v", o.Kind, m.Text, err)
				continue
			}
			next, err := s.With(e)
			if err != nil {
				t.Fatal(err)
			}
			r, err := next.Compute(next.Defaults())
			if err != nil {
				t.Fatal(err)
			}
			v := r.View("mentor")
			if l := logged(t, v, e.Seq); l.State != "applies" {
				t.Errorf("%s of %q: %+v", o.Kind, m.Text, l)
			}
			if o.Kind == string(review.NotInterruptionKind) && !slices.Contains(texts(v), "["+m.Text+"]") {
				t.Errorf("%q is not struck: %q", m.Text, texts(v))
			}
		}
	}
	if offers < 6 {
		t.Errorf("only %d offers", offers)
	}
}

func TestASessionIsNotChangedByWhatIsAdded(t *testing.T) {
	rec := takings(t)
	s, err := review.New(rec)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s.With(entry(t, 1, "mentor", review.NotInterruptionKind, review.EventRef{Channel: 0, AtMS: 9000})); err != nil {
		t.Fatal(err)
	}
	r, err := s.Compute(s.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.Entries) != 0 || takenBy(t, r, 0) != 2 {
		t.Errorf("%d entries, %d floors taken", len(rec.Entries), takenBy(t, r, 0))
	}
}

func TestUnknownEntriesAreKeptAndSaid(t *testing.T) {
	rec := takings(t)
	plain := seen(t, rec, "mentor")
	seq := add(t, rec, "mentor", "sentiment", map[string]int{"valence": 3})
	broken := add(t, rec, "mentor", review.SwapKind, "nonsense")
	v := seen(t, rec, "mentor")
	if diff := cmp.Diff(plain.Moments, v.Moments); diff != "" {
		t.Errorf("moments (-without +with):\n%s", diff)
	}
	for _, k := range []int64{seq, broken} {
		if l := logged(t, v, k); l.State != "ignored" || l.Reason == "" {
			t.Errorf("the log says %+v", l)
		}
	}
	if len(v.Remarks) != 1 || !strings.HasPrefix(v.Remarks[0], "1 entry of a later version") {
		t.Errorf("remarks: %q", v.Remarks)
	}
}

func TestWhatIsWrongWithASignalIsARemark(t *testing.T) {
	rec := takings(t)
	rec.Events = append(rec.Events, record.Event{At: timeline.FromSeconds(9), Quality: json.RawMessage(`[
		{"channel": "coach", "text": "Speech 30 dB over the noise.", "fault": ""},
		{"channel": "client", "text": "The mic hears much noise. Unknown for 2 %.", "fault": "The mic hears much noise."}]`)})
	if got, want := seen(t, rec, "mentor").Remarks, []string{"Client’s mic hears much noise."}; !slices.Equal(got, want) {
		t.Errorf("remarks %q, want %q", got, want)
	}
}
