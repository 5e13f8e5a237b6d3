package score_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/score"
)

func load(t *testing.T, name string) []rttm.Record {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".rttm"))
	if err != nil {
		t.Fatal(err)
	}
	records, err := rttm.ParseRecords(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// reference is what an independent scorer in Python printed for the files in testdata.
var reference = []struct {
	pairs string
	end   float64
	want  string
}{
	{"dyad-ref dyad-hyp", 0, `{"miss": 0.0534, "fa": 0.0242, "der": 0.0776, "precision": 0.975, "recall": 0.9466, "f1": 0.9606,
		"overlap_precision": 0.734, "overlap_recall": 0.561, "overlap_f1": 0.6359, "talk_share_error_pp": 0.46}`},
	{"dyad-ref dyad-hyp", 10.005, `{"miss": 0.0536, "fa": 0.0019, "der": 0.0555, "precision": 0.9979, "recall": 0.9464, "f1": 0.9715,
		"overlap_precision": 0.9718, "overlap_recall": 0.7113, "overlap_f1": 0.8214, "talk_share_error_pp": 0.72}`},
	{"dyad-ref silence", 0, `{"miss": 1.0, "fa": 0.0, "der": 1.0, "precision": null, "recall": 0.0, "f1": 0.0,
		"overlap_precision": null, "overlap_recall": 0.0, "overlap_f1": 0.0, "talk_share_error_pp": 65.69}`},
	{"silence dyad-hyp", 0, `{"miss": null, "fa": null, "der": null, "precision": 0.0, "recall": null, "f1": 0.0,
		"overlap_precision": 0.0, "overlap_recall": null, "overlap_f1": 0.0, "talk_share_error_pp": 65.23}`},
	{"group-ref group-hyp", 0, `{"miss": 0.0789, "fa": 0.3884, "der": 0.4673, "precision": 0.7034, "recall": 0.9211, "f1": 0.7977,
		"overlap_precision": 0.625, "overlap_recall": 0.9809, "overlap_f1": 0.7635, "talk_share_error_pp": 23.68}`},
	{"group-ref group-hyp", 10.005, `{"miss": 0.073, "fa": 0.0011, "der": 0.0742, "precision": 0.9988, "recall": 0.927, "f1": 0.9615,
		"overlap_precision": 1.0, "overlap_recall": 0.9746, "overlap_f1": 0.9871, "talk_share_error_pp": 1.7}`},
	{"silence silence", 0, `{"miss": null, "fa": null, "der": null, "precision": null, "recall": null, "f1": null,
		"overlap_precision": null, "overlap_recall": null, "overlap_f1": null, "talk_share_error_pp": 0.0}`},
	{"dyad-ref dyad-hyp group-ref group-hyp", 0, `{"miss": 0.0691, "fa": 0.2482, "der": 0.3173, "precision": 0.7895,
		"recall": 0.9309, "f1": 0.8544, "overlap_precision": 0.6319, "overlap_recall": 0.93, "overlap_f1": 0.7525,
		"talk_share_error_pp": 23.68}`},
}

func TestAgreementIsWhatAnIndependentScorerFinds(t *testing.T) {
	for _, tc := range reference {
		var tally score.Tally
		files := strings.Fields(tc.pairs)
		for k := 0; k < len(files); k += 2 {
			if err := tally.Add(load(t, files[k]), load(t, files[k+1]), score.Options{End: tc.end}); err != nil {
				t.Fatal(err)
			}
		}
		got, want := fields(t, tally.Result()), map[string]*float64{}
		if err := json.Unmarshal([]byte(tc.want), &want); err != nil {
			t.Fatal(err)
		}
		for name, w := range want {
			if g, ok := got[name]; !ok || format(g) != format(w) {
				t.Errorf("%s up to %g s: %s is %s, want %s", tc.pairs, tc.end, name, format(g), format(w))
			}
		}
	}
}

// fields is r as it is written.
func fields(t *testing.T, r score.Result) map[string]*float64 {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]*float64{}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func format(v *float64) string {
	if v == nil {
		return "null"
	}
	return fmt.Sprint(*v)
}

func compare(t *testing.T, ref, hyp []rttm.Record, o score.Options) map[string]*float64 {
	t.Helper()
	var tally score.Tally
	if err := tally.Add(ref, hyp, o); err != nil {
		t.Fatal(err)
	}
	return fields(t, tally.Result())
}

func TestTheJaccardErrorIsTheMeanOverTheSpeakersOfTheReference(t *testing.T) {
	ref := []rttm.Record{{Speaker: "a", Duration: 4}, {Speaker: "b", Start: 5, Duration: 1}}
	hyp := []rttm.Record{{Speaker: "a", Start: 1, Duration: 4}, {Speaker: "stranger", Duration: 9}}
	// a: 3 s of 5 s are common, an error of .4; b: nothing is common, an error of 1.
	if got := compare(t, ref, hyp, score.Options{}); format(got["jer"]) != "0.7" {
		t.Errorf("jer = %s, want 0.7", format(got["jer"]))
	}
	if got := compare(t, nil, hyp, score.Options{}); got["jer"] != nil {
		t.Errorf("without a reference jer = %s, want null", format(got["jer"]))
	}
}

func TestACollarForgivesAroundTheEdgesOfTheReference(t *testing.T) {
	ref := []rttm.Record{{Speaker: "a", Start: 1, Duration: 2}, {Speaker: "b", Start: 5, Duration: .3}}
	hyp := []rttm.Record{{Speaker: "a", Start: .8, Duration: 2.5}, {Speaker: "b", Start: 5.1, Duration: .1}}
	// Left to compare: a from 1.25 to 2.75 s, found, and 0.05 s too much from 3.25 to 3.3 s; b is all collar.
	got := compare(t, ref, hyp, score.Options{Collar: .25})
	for name, want := range map[string]float64{"miss": 0, "fa": .0333, "recall": 1, "jer": .0323, "talk_share_error_pp": 0} {
		if v := got[name]; v == nil || math.Abs(*v-want) > 1e-9 {
			t.Errorf("%s = %s, want %g", name, format(v), want)
		}
	}
	if got := compare(t, ref, hyp, score.Options{}); format(got["fa"]) == "0.0333" {
		t.Error("without a collar the same")
	}
}

func TestOrderAndSplittingOfRecordsDoNotMatter(t *testing.T) {
	whole := []rttm.Record{{Speaker: "a", Start: 1, Duration: 3}, {Speaker: "b", Start: 2, Duration: 4}}
	parts := []rttm.Record{
		{Speaker: "b", Start: 4, Duration: 2},
		{Speaker: "a", Start: 2, Duration: 2},
		{Speaker: "a", Start: 1, Duration: 2.5},
		{Speaker: "a", Start: 3, Duration: 0},
		{Speaker: "b", Start: 2, Duration: 2},
	}
	got := compare(t, whole, parts, score.Options{})
	for _, name := range []string{"f1", "overlap_f1"} {
		if format(got[name]) != "1" {
			t.Errorf("%s = %s, want 1", name, format(got[name]))
		}
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, o := range []score.Options{{End: -1}, {End: math.NaN()}, {End: math.Inf(1)}, {Collar: -1}, {Collar: math.NaN()}} {
		var tally score.Tally
		if err := tally.Add(nil, nil, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	var ref, hyp []rttm.Record
	for k := range 10000 {
		name := fmt.Sprint("ch", k%4)
		ref = append(ref, rttm.Record{Speaker: name, Start: float64(k), Duration: 1.3})
		hyp = append(hyp, rttm.Record{Speaker: name, Start: float64(k) + .05, Duration: 1.2})
	}
	b.ReportAllocs()
	for b.Loop() {
		var tally score.Tally
		if err := tally.Add(ref, hyp, score.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10000*float64(b.N)/b.Elapsed().Seconds(), "x-realtime")
}
