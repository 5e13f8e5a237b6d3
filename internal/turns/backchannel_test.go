package turns_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/turns"
)

func TestBackchannelsAreShortIsolatedAndLeaveTheFloor(t *testing.T) {
	for _, tc := range []struct {
		name, a, b, c string
		want          []string
	}{
		{"of 1 s", "0-9", "3-4", "", []string{"backchannel A>B 3-4"}},
		{"of more", "0-9", "3-4.001", "", nil},
		{"of 100 ms", "0-9", "3-3.1", "", []string{"backchannel A>B 3-3.1"}},
		{"1 s after one's own talk", "0-9", "1-2.5, 3.5-4", "", []string{"backchannel A>B 3.5-4"}},
		{"less than that", "0-9", "1-2.5, 3.499-4", "", nil},
		{"1 s before one's own talk", "0-9", "3-3.5, 4.5-6", "", []string{"backchannel A>B 3-3.5"}},
		{"less than that", "0-9", "3-3.5, 4.499-6", "", nil},
		{"in a pause, 1 s after the other's talk", "0-2, 4-9", "3-3.5", "", []string{"backchannel A>B 3-3.5"}},
		{"later than that", "0-2, 4.1-9", "3.001-3.5", "", nil},
		{"in a pause, the other goes on within 1 s", "0-2, 3.899-9", "2.4-2.9", "", []string{"backchannel A>B 2.4-2.9"}},
		{"the other stays silent for 1 s", "0-2, 3.9-9", "2.4-2.9", "", nil},
		{"the speaker goes on instead", "0-2", "2.4-2.9, 3.9-9", "", nil},
		{"a third goes on instead", "0-2", "2.4-2.9", "3.2-9", nil},
		{"the other's own token does not count as going on", "0-2, 3.5-3.8, 6-9", "2.4-2.9", "", nil},
		{"nobody goes on", "0-2", "2.4-2.9", "", nil},
		{"nobody talks at all", "2-2.4", "", "", nil},
		{"the other talks over it", "2-2.8", "2.4-9", "", []string{"backchannel B>A 2-2.8"}},
		{"the other starts at its end", "2-2.8", "2.8-9", "", nil},
		{"two listeners at once", "0-9", "3-3.5", "3.1-3.6", []string{"backchannel A>B 3-3.5", "backchannel A>C 3.1-3.6"}},
		{"one after another in a pause", "0-2, 3.4-9", "2.2-2.5", "2.7-3", []string{
			"backchannel A>B 2.2-2.5", "backchannel A>C 2.7-3",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, readings(parse(t, tc.a, tc.b, tc.c).facts(t), turns.Backchannel), tc.want)
		})
	}
}

func TestTokensInShortSuccessionAreOneBackchannel(t *testing.T) {
	for _, tc := range []struct {
		name, a, b string
		want       []string
	}{
		{"two", "0-9", "3-3.5, 3.9-4.4", []string{"backchannel A>B 3-4.4"}},
		{"three in 2 s", "0-9", "3-3.5, 3.9-4.4, 4.7-5", []string{"backchannel A>B 3-5"}},
		{"three in more", "0-9", "3-3.5, 3.9-4.4, 4.7-5.001", nil},
		{"two, one of them too long", "0-9", "3-3.5, 3.9-4.901", nil},
		{"from talk into the pause", "0-3.7, 5-9", "3-3.5, 3.9-4.4", []string{"backchannel A>B 3-4.4"}},
		{"before long talk", "0-9", "3-3.5, 3.9-6", nil},
		{"in a pause", "0-2, 4-9", "2.4-2.7, 3-3.3", []string{"backchannel A>B 2.4-3.3"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			expect(t, tc, readings(parse(t, tc.a, tc.b).facts(t), turns.Backchannel), tc.want)
		})
	}
}

func TestTokensTooCloseForAChainAreTalk(t *testing.T) {
	o := turns.DefaultOptions()
	o.IPUBridge /= 4
	for _, tc := range []struct {
		name, b string
		want    []string
	}{
		{"0.2 s apart", "3-3.5, 3.7-4", []string{"backchannel A>B 3-4"}},
		{"less than that", "3-3.5, 3.699-4", nil},
	} {
		x := parse(t, "0-9", tc.b)
		expect(t, tc, readings(run(t, 2, o, x.changes(), x.end()), turns.Backchannel), tc.want)
	}
}

func TestBackchannelsSayWhereTheyWereUttered(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want turns.Place
	}{
		{"0-9", "3-3.5", turns.InOverlap},
		{"0-5, 5.6-9", "4.5-5", turns.InOverlap},
		{"0-5, 5.6-9", "4.5-5.1", turns.Late},
		{"0-2, 3-9", "2.3-2.7", turns.InPause},
		{"0-2, 2.5-9", "2.3-2.7", turns.InPause},
		{"3.2-9", "3-3.6", turns.Elsewhere},
	} {
		var got []turns.Place
		for _, r := range parse(t, tc.a, tc.b).facts(t).Readings {
			if r.Kind == turns.Backchannel && r.Status == turns.Final {
				got = append(got, r.Place)
			}
		}
		if len(got) != 1 || got[0] != tc.want {
			t.Errorf("%v: places %v, want %v", tc, got, tc.want)
		}
	}
}

func TestAStricterSilenceAfterBackchannelsIsAnOption(t *testing.T) {
	o := turns.DefaultOptions()
	o.BCPost *= 2
	for _, tc := range []struct {
		name, b string
		want    []string
	}{
		{"2 s of silence after", "3-3.5, 5.5-8", []string{"backchannel A>B 3-3.5"}},
		{"less than that", "3-3.5, 5.4-8", nil},
		{"what is too far apart for a chain, the last alone", "3-3.5, 5-5.6", []string{"backchannel A>B 5-5.6"}},
	} {
		x := parse(t, "0-9", tc.b)
		expect(t, tc, readings(run(t, 2, o, x.changes(), x.end()), turns.Backchannel), tc.want)
	}
}
