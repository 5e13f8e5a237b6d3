package turns_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// The table of the definitions, §8.
func TestDefaultsAreThoseOfTheDefinitions(t *testing.T) {
	want := turns.Options{
		IPUBridge: 200 * ms, MinBurst: 100 * ms, Solo: 200 * ms,
		BCMin: 100 * ms, BCMax: 1000 * ms, BCPre: 1000 * ms, BCPost: 1000 * ms,
		BCChainGap: 200 * ms, BCChainTotal: 2000 * ms,
		SimStart: 200 * ms, TermStrict: 200 * ms, TermWide: 400 * ms, Sustained: 2000 * ms,
		Take: 1000 * ms, Resume: 1000 * ms, Lapse: 3000 * ms, FTOWindow: 10000 * ms,
		Guard: 200 * ms, Provisional: 200 * ms,
	}
	if got := turns.DefaultOptions(); got != want {
		t.Errorf("defaults %v, want %v", got, want)
	}
}

func TestAnErrorNamesTheOption(t *testing.T) {
	o := turns.DefaultOptions()
	o.BCChainTotal = -5
	_, err := turns.NewEngine(2, o)
	if err == nil || !strings.Contains(err.Error(), "bc_chain_total is -") {
		t.Errorf("error %v, want the option named", err)
	}
}

func TestEveryOptionHasAName(t *testing.T) {
	o := turns.DefaultOptions()
	names := make(map[string]bool)
	for _, x := range o.Lengths() {
		names[x.Name] = true
		*x.Length = 1
	}
	fields := reflect.ValueOf(o)
	for i := range fields.NumField() {
		if fields.Field(i).Int() != 1 {
			t.Errorf("%s has no name", fields.Type().Field(i).Name)
		}
	}
	if len(names) != fields.NumField() {
		t.Errorf("%d names for %d options", len(names), fields.NumField())
	}
}

func TestEveryBoundMayBeZeroExceptTheLapse(t *testing.T) {
	x := parse(t, "0-5, 5.5-6", "4-5.2, 5.3-9")
	o := turns.Options{Lapse: 1}
	f := run(t, 2, o, x.changes(), x.end())
	if got := units(f, 1); len(got) != 2 {
		t.Errorf("without bridging B has IPUs %q, want both stretches", got)
	}
	if got := readings(f, turns.Backchannel, turns.OverlapOpen); got != nil {
		t.Errorf("backchannels of no length: %q", got)
	}
}

func TestTiesOfRoundedTimesCountAsAbove(t *testing.T) {
	const step = timeline.Second / 10
	x := parse(t, "0-5", "4.6-9")
	for _, tc := range []struct {
		opts turns.Options
		want string
	}{
		{turns.DefaultOptions(), "terminal_or_fast_yield A>B 4.6-5"},
		{turns.DefaultOptions().Rounded(step), "interruption_successful A>B 4.6-5"},
	} {
		got := readings(run(t, 2, tc.opts, x.changes(), x.end()), turns.TerminalOrFastYield, turns.InterruptionSuccessful)
		expect(t, tc.opts, got, []string{tc.want})
	}
}

func TestUnitsOfRoundedTimesStayApart(t *testing.T) {
	x := parse(t, "0-2, 2.1-4")
	if got := units(run(t, 2, turns.DefaultOptions(), x.changes(), x.end()), 0); len(got) != 1 {
		t.Errorf("IPUs %q, want one", got)
	}
	if got := units(run(t, 2, turns.DefaultOptions().Rounded(timeline.Second/10), x.changes(), x.end()), 0); len(got) != 2 {
		t.Errorf("IPUs %q, want both as annotated", got)
	}
}
