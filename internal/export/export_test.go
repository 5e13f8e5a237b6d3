package export_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

const ms = timeline.Millisecond

var names = export.Names{"coach", "client"}

func span(startMS, endMS int64) timeline.Span {
	return timeline.Span{Start: timeline.FromMilliseconds(startMS), End: timeline.FromMilliseconds(endMS)}
}

func TestFactsAreWrittenInOrderOfTimeAndNamedByChannel(t *testing.T) {
	none := turns.Evidence{Lead: turns.None, Rem: turns.None, Overlap: turns.None, FTO: turns.None}
	signals := []turns.Signal{
		{Kind: turns.OverlapBetween, Span: span(4000, 4800), Speaker: 0, Other: 1, Members: 3},
		{Kind: turns.IPU, Span: span(0, 4800), Speaker: 1, Other: turns.Nobody},
		{Kind: turns.OverlapOther, Span: span(9000, 9100), Speaker: 0, Other: 1, Members: 3},
	}
	readings := []turns.Reading{
		{
			Kind: turns.InterruptionSuccessful, Span: span(4000, 9000), Speaker: 0, Other: 1, Status: turns.Final, NextHolder: 0,
			Evidence: turns.Evidence{Lead: 4000 * ms, Rem: 800 * ms, Overlap: 800 * ms, FTO: -800 * ms},
		},
		{Kind: turns.Turn, Span: span(0, 4800), Speaker: 1, Other: turns.Nobody, NextHolder: 0, Evidence: none},
		{Kind: turns.Backchannel, Span: span(1000, 1400), Speaker: 0, Other: 1, Status: turns.Withdrawn, Evidence: none},
		{Kind: turns.ClearStart, Span: span(0, 4800), Speaker: 1, Status: turns.Final, Evidence: none},
	}
	var got bytes.Buffer
	if err := export.Facts(&got, export.Rows(names, signals, readings)); err != nil {
		t.Fatal(err)
	}
	want := `start_s,end_s,kind,speaker,other,layer,status,lead_ms,rem_ms,overlap_ms,next_holder
0.000,4.800,ipu,client,,1,final,,,,
0.000,4.800,turn,client,,2,provisional,,,,coach
4.000,4.800,overlap_between,coach,client,1,final,,,800,
4.000,9.000,interruption_successful,coach,client,2,final,4000,800,800,coach
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("facts.csv (-want +got):\n%s", diff)
	}
}

func TestObservationsAreDatedWhereTheProbabilitySpeaksOf(t *testing.T) {
	var got bytes.Buffer
	o := export.NewObservations(&got, names, 40*ms)
	quiet := [vad.LevelsPerHop]vad.Level{120, 120, 120, 120}
	o.Hop(0, []vad.Observation{{Levels: quiet}, {Probability: 255, Levels: [4]vad.Level{40, 255, 255, 255}}})
	o.Hop(timeline.HopLen, []vad.Observation{
		{Levels: quiet, Flags: vad.Unknown}, {Probability: vad.ProbabilityOf(.2), Levels: quiet, Flags: vad.Clipped | vad.Noisy},
	})
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	want := `time_s,channel,probability,level_dbfs,flags
-0.040,coach,0.0000,-60.0,
-0.040,client,1.0000,-26.0,
-0.008,coach,0.0000,-60.0,unknown
-0.008,client,0.1987,-60.0,clipped+noisy
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("observations.csv (-want +got):\n%s", diff)
	}
}

// full refuses everything, as a full disk does.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFullDiskIsReported(t *testing.T) {
	if err := export.Facts(full{}, nil); !errors.Is(err, errFull) {
		t.Errorf("Facts on a full disk: %v", err)
	}
	o := export.NewObservations(full{}, names, 0)
	o.Hop(0, make([]vad.Observation, 2))
	if err := o.Close(); !errors.Is(err, errFull) {
		t.Errorf("Observations on a full disk: %v", err)
	}
}

func TestNobodyHasNoName(t *testing.T) {
	if got := names.Of(turns.Nobody); got != "" {
		t.Errorf("Nobody is called %q", got)
	}
	if got := strings.Join([]string{names.Of(0), names.Of(2)}, "|"); got != "coach|" {
		t.Errorf("names of 0 and 2 = %q", got)
	}
}
