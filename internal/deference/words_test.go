package deference

import (
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
)

func TestRolesAreLowerCaseInsideSentencesAndNamesKeepTheirCapital(t *testing.T) {
	for _, tc := range []struct{ name, inside, full, first string }{
		{"Coach", "coach", "the coach", "Coach"},
		{"client", "client", "the client", "Client"},
		{"Observer 2", "observer 2", "observer 2", "Observer 2"},
		{"Person b", "person B", "person B", "Person B"},
		{"Maya", "Maya", "Maya", "Maya"},
		{"Person Smith", "Person Smith", "Person Smith", "Person Smith"},
		{"van Dyk", "van Dyk", "van Dyk", "van Dyk"},
		{"Coach Maya", "Coach Maya", "Coach Maya", "Coach Maya"},
		{"Élodie", "Élodie", "Élodie", "Élodie"},
		{"ch0", "ch0", "ch0", "ch0"},
	} {
		p := Person{Name: tc.name}
		if got := p.Inside(); got != tc.inside {
			t.Errorf("%q inside a sentence is %q, want %q", tc.name, got, tc.inside)
		}
		if got := p.Full(); got != tc.full {
			t.Errorf("%q in a whole sentence is %q, want %q", tc.name, got, tc.full)
		}
		if got := p.First(); got != tc.first {
			t.Errorf("%q at the start is %q, want %q", tc.name, got, tc.first)
		}
	}
}

func TestLengthsReadAsPeopleSayThem(t *testing.T) {
	for seconds, want := range map[float64]string{
		0: "0 s", .04: "0 s", .14: "0.1 s", 2.4: "2.4 s", 3: "3 s", 4.96: "5 s", 8.4: "8 s", 10: "10 s", 59.4: "59 s", 59.6: "1 min",
		80: "1 min 20 s", 300: "5 min", 3599.7: "1 h", 3900: "1 h 5 min", 28830: "8 h",
	} {
		if got := length(timeline.FromSeconds(seconds)); got != want {
			t.Errorf("length of %g s = %q, want %q", seconds, got, want)
		}
	}
}

func TestAmountsOfSpeechAreWholeMinutesFromTwo(t *testing.T) {
	for seconds, want := range map[float64]string{80.9: "1 min 20 s", 119.9: "1 min 59 s", 179: "2 min", 3725: "1 h 2 min"} {
		if got := amount(timeline.FromSeconds(seconds)); got != want {
			t.Errorf("amount of %g s = %q, want %q", seconds, got, want)
		}
	}
}

func TestPositionsReadAsOnTheClock(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0:00", 21.9: "0:21", 1928: "32:08", 3723: "1:02:03"} {
		if got := clock(timeline.FromSeconds(seconds)); got != want {
			t.Errorf("clock at %g s = %q, want %q", seconds, got, want)
		}
	}
}

func TestNumbersHaveATrueMinusAndNoMinusZero(t *testing.T) {
	for x, want := range map[float64]string{-.12: "−0.1 s", -.04: "0.0 s", .44: "0.4 s"} {
		if got := latency(x); got != want {
			t.Errorf("latency(%g) = %q, want %q", x, got, want)
		}
	}
}

func TestTwoSharesThatMakeOneWholeComeOutAsAHundred(t *testing.T) {
	for all := timeline.Position(1); all < 400; all++ {
		for part := timeline.Position(0); part <= all; part++ {
			sum := percent(float64(part), float64(all)) + percent(float64(all-part), float64(all))
			if sum != 100 {
				t.Fatalf("%d and %d of %d come out as %d %% together", part, all-part, all, sum)
			}
		}
	}
}

func TestSmallNumbersAreSpelledOut(t *testing.T) {
	for n, want := range map[int]string{2: "two", 3: "three", 10: "ten", 11: "11"} {
		if got := numeral(n); got != want {
			t.Errorf("numeral(%d) = %q, want %q", n, got, want)
		}
	}
}
