package tier_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/tier"
)

var talk = []tier.Tier{
	{Name: "words", Parent: "K-Spch", Labels: []tier.Label{label(1, 2, "hello")}},
	{Name: "K-Spch", Labels: []tier.Label{label(1, 3, "hello there"), label(3, 4, "<p:>"), label(5, 6.5, "")}},
	{Name: "empty", Labels: []tier.Label{label(0, 9, "sil")}},
	{Name: "clicks", Points: true, Labels: []tier.Label{label(1, 1, "x")}},
	{Name: "W=Spch", Labels: []tier.Label{label(2, 2.5, "yes")}},
	{Name: "K-Spch (turns)", Labels: []tier.Label{label(1, 4, "turn")}},
	{Name: "(overlaps) 2", Labels: []tier.Label{label(1, 4, "butt_in")}},
}

func record(speaker string, start, duration float64) rttm.Record {
	return rttm.Record{Speaker: speaker, Start: start, Duration: duration}
}

func TestSpeakersAreTheTiersOfSpeech(t *testing.T) {
	for _, tc := range []struct {
		name     string
		chosen   []string
		records  []rttm.Record
		speakers []string
	}{
		{
			"without a choice: no points, no silence, nothing that describes or was derived", nil,
			[]rttm.Record{record("K-Spch", 1, 2), record("K-Spch", 5, 1.5), record("W=Spch", 2, .5)},
			[]string{"K-Spch", "W=Spch"},
		},
		{
			"as chosen, in that order, renamed",
			[]string{"client=W=Spch", "coach=words"},
			[]rttm.Record{record("client", 2, .5), record("coach", 1, 1)},
			[]string{"client", "coach"},
		},
		{
			"a name with = is a tier before it is a choice of names; who is silent is there",
			[]string{"W=Spch", "empty"},
			[]rttm.Record{record("W=Spch", 2, .5)},
			[]string{"W=Spch", "empty"},
		},
		{
			"a tier that this program derived, if it is asked for",
			[]string{"coach=K-Spch (turns)"},
			[]rttm.Record{record("coach", 1, 3)},
			[]string{"coach"},
		},
	} {
		records, speakers, err := tier.Speech(talk, tc.chosen)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		if diff := cmp.Diff(tc.records, records); diff != "" {
			t.Errorf("%s: records (-want +got):\n%s", tc.name, diff)
		}
		if diff := cmp.Diff(tc.speakers, speakers); diff != "" {
			t.Errorf("%s: speakers (-want +got):\n%s", tc.name, diff)
		}
	}
}

func TestAWrongChoiceIsToldWithWhatThereIs(t *testing.T) {
	for _, tc := range []struct {
		chosen []string
		want   string
	}{
		{[]string{"coach"}, `no tier of stretches is called "coach"; there are "words", "K-Spch", "empty", "W=Spch"`},
		{[]string{"coach=clicks"}, `no tier of stretches is called "coach=clicks"`},
		{[]string{"a=words", "a=K-Spch"}, "a is chosen twice"},
	} {
		_, _, err := tier.Speech(talk, tc.chosen)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: error %v, want one with %q", tc.chosen, err, tc.want)
		}
	}
	twins := []tier.Tier{{Name: "a", Labels: talk[0].Labels}, {Name: "a", Labels: talk[0].Labels}}
	if _, _, err := tier.Speech(twins, nil); err == nil || !strings.Contains(err.Error(), `two tiers are called "a"`) {
		t.Errorf("two tiers of one name: %v", err)
	}
	long := []tier.Tier{{Name: strings.Repeat("x", 300), Labels: talk[0].Labels}}
	if _, _, err := tier.Speech(long, nil); err == nil || !strings.Contains(err.Error(), "longer than 256 bytes") {
		t.Errorf("a name without end: %v", err)
	}
	if _, _, err := tier.Speech(nil, []string{"a"}); err == nil || !strings.Contains(err.Error(), "there are none") {
		t.Errorf("a choice of nothing: %v", err)
	}
}

func TestSilenceIsLabelledInManyWays(t *testing.T) {
	for _, l := range []string{"sil", " SIL ", "<p:>", "<sil>", "(pause)", "[ silence ]", "silent", "#", "-", "{sp}"} {
		if !tier.IsSilence(l) {
			t.Errorf("%q is taken for speech", l)
		}
	}
	for _, l := range []string{"", "p", "silly", "speech", "<laugh>", "(", "no", "0", "pause for thought"} {
		if tier.IsSilence(l) {
			t.Errorf("%q is taken for silence", l)
		}
	}
}
