package deference_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

func summarise(t *testing.T, s *script, people []deference.Person, a deference.Agreement) deference.Summary {
	t.Helper()
	m := s.meterWith(t, people, a, once())
	m.Finish(timeline.FromSeconds(s.now + 5))
	return m.Summary()
}

func checkLines(t *testing.T, got deference.Summary, want ...string) {
	t.Helper()
	if !slices.Equal(got.Lines, want) {
		t.Errorf("lines:\n%s\nwant:\n%s", strings.Join(got.Lines, "\n"), strings.Join(want, "\n"))
	}
}

func TestASummaryReadsAsAPersonWouldTellIt(t *testing.T) {
	s := lightMock()
	s.turn(1, 6, 161)
	s.turn(0, 3.5, 8)
	s.acts(turns.Backchannel, 0, 1, 58)
	s.acts(turns.Backchannel, 1, 0, 21)
	s.acts(turns.ButtIn, 0, 1, 4)
	s.lose(1, s.now, s.now+23, vad.Unknown)
	s.now += 23
	checkLines(t, summarise(t, s, pair, band),
		"**23 s** of the session is unknown and left out.",
		"The coach spoke for **32 %** of the talk, the client for **68 %**: inside the agreed band of 25–40 %.",
		"The median turn was **10 s** for the coach and **23 s** for the client; the longest turn was the client’s, **2 min 41 s** at 30:44.",
		"The coach took the floor in overlap **5 times**, the client **once**; that is too little to say more.",
		"The client stopped in **5 of 9** overlaps begun by the coach.",
		"The coach broke **8 of 11** silences of 3 s and more, all after the client’s talk.",
		"The coach gave a short signal of listening **58 times**, the client **21 times**.",
	)
}

func TestASummaryTellsSilencesByWhoHadSpokenBefore(t *testing.T) {
	got := summarise(t, silences(6, 1, 1, 2), pair, band)
	want := "The coach broke **7 of 10** silences of 3 s and more: **6 of 8** after the client’s talk and **1 of 2** after the coach’s talk."
	if !slices.Contains(got.Lines, want) {
		t.Errorf("lines:\n%s\nwant among them:\n%s", strings.Join(got.Lines, "\n"), want)
	}
}

func TestASummaryTellsALeanOfRatesInWords(t *testing.T) {
	for _, tc := range []struct {
		coach, client int
		want          string
	}{
		{9, 1, "The coach took the floor in overlap **9 times**, the client **once**; for each minute of the other’s speech that leans to the coach."},
		{2, 9, "The coach took the floor in overlap **twice**, the client **9 times**; for each minute of the other’s speech that leans to the client."},
		{5, 4, "The coach took the floor in overlap **5 times**, the client **4 times**; for each minute of the other’s speech there is no clear lean."},
		{200, 200, "The coach took the floor in overlap **200 times**, the client **200 times**; for each minute of the other’s speech that is even."},
		{0, 0, "Nobody took the floor in overlap."},
	} {
		s := equalTalk()
		s.acts(turns.InterruptionSuccessful, 0, 1, tc.coach)
		s.acts(turns.InterruptionSuccessful, 1, 0, tc.client)
		if got := summarise(t, s, pair, band); !slices.Contains(got.Lines, tc.want) {
			t.Errorf("lines:\n%s\nwant among them:\n%s", strings.Join(got.Lines, "\n"), tc.want)
		}
	}
}

func TestASummaryOfAShortSessionSaysSo(t *testing.T) {
	s := newScript()
	s.talk(2, []float64{5}, []float64{12})
	checkLines(t, summarise(t, s, pair, band),
		"Speech comes to **34 s**, too little for shares.",
		"The longest turn was the client’s, **12 s** at 0:05.",
		"Nobody took the floor in overlap.",
		"No silence of 3 s and more was broken.",
	)
}

func TestASummaryTellsOnceWhatWithholdsTheBalance(t *testing.T) {
	s := lightMock()
	s.lose(1, 0, 1000, vad.Unknown)
	checkLines(t, summarise(t, s, pair, band),
		"**16 min 40 s** of the session is unknown and left out.",
		"The balance is withheld. Client’s signal lost for **16 min 40 s** of **30 min 43 s**.",
	)
}

func TestASummaryTellsWhatIsWithheldByItself(t *testing.T) {
	m := lightMock().meterWith(t, pair, band, once())
	m.SetHealth(0, 1, deference.Health{Bleed: .3})
	m.Finish(1850 * second)
	lines := m.Summary().Lines
	for _, want := range []string{
		"Taking the floor in overlap is withheld. Client’s mic also hears the coach; overlaps can’t be told apart.",
		"The coach spoke for **34 %** of the talk, the client for **66 %**: inside the agreed band of 25–40 %. These shares are tentative.",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("lines:\n%s\nwant among them:\n%s", strings.Join(lines, "\n"), want)
		}
	}
}

func TestASummaryOfAGroupNamesEverybodyInSeatOrder(t *testing.T) {
	s := round(8)
	for range 9 {
		s.turn(2, 4, 5)
		s.turn(0, .2, 20)
	}
	checkLines(t, summarise(t, s, four, band),
		"Ana spoke for **49 %** of the talk, Ben for **23 %**, Cem for **20 %**, Dia for **8 %**.",
		"The longest turn was Ana’s, **40 s** at 0:00.",
		"Nobody took the floor in overlap.",
		"Ana broke **0 of 9** silences of 3 s and more, Ben **0**, Cem **9**, Dia **0**.",
	)
}

func TestASummaryOfOnePersonTellsTheirTalk(t *testing.T) {
	s := newScript()
	for range 30 {
		s.turn(0, 5, 10)
	}
	checkLines(t, summarise(t, s, pair[:1], deference.Agreement{}),
		"The coach spoke for **5 min** of **7 min 35 s**.",
		"The median turn was **10 s** for the coach; the longest turn was the coach’s, **10 s** at 0:05.",
	)
}

func TestTheTableHasAValueAPersonAndSaysWhatLimitsIt(t *testing.T) {
	people := append(slices.Clone(pair), deference.Person{Channel: 2, Name: "Ruth", Role: deference.Observer, Measured: true},
		deference.Person{Channel: 3, Name: "Omar", Role: deference.Observer})
	s := lightMock()
	s.turn(2, .2, 30)
	m := s.meterWith(t, people, band, once())
	m.SetHealth(0, 0, deference.Health{Clipped: .01})
	m.Finish(timeline.FromSeconds(s.now + 5))
	rows := map[string]deference.Row{}
	for _, r := range m.Summary().Table {
		rows[r.Label] = r
		if len(r.Values) != 4 || r.Values[3] != "–" {
			t.Errorf("%s: %v, want 4 values and none of Omar", r.Label, r.Values)
		}
	}
	for _, want := range []deference.Row{
		{Label: "Talk time", Values: []string{"10 min 19 s", "19 min 36 s", "30 s", "–"}},
		{Label: "Talk share", Values: []string{"34 %", "66 %", "–", "–"}},
		{Label: "Turns", Values: []string{"59", "54", "–", "–"}},
		{Label: "Median turn", Values: []string{"10 s", "23 s", "–", "–"}},
		{Label: "Took the floor in overlap", Values: []string{"–", "–", "–", "–"}, Note: "The coach’s mic is too loud; it may hide overlaps"},
		{Label: "Broke silences of 3 s and more", Values: []string{"7 of 9", "2 of 9", "–", "–"}},
		{Label: "… after the others’ talk", Values: []string{"7 of 9", "–", "–", "–"}},
		{Label: "Went on after simultaneous starts", Values: []string{"–", "–", "–", "–"}, Note: "The coach’s mic is too loud; it may hide overlaps"},
	} {
		got := rows[want.Label]
		if !slices.Equal(got.Values, want.Values) || got.Note != want.Note {
			t.Errorf("%s: %q, %q, want %q, %q", want.Label, got.Values, got.Note, want.Values, want.Note)
		}
	}
}
