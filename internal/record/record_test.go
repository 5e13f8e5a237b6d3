package record_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

var u8 = rapid.Uint8()

func drawObservation(t *rapid.T) vad.Observation {
	o := vad.Observation{Probability: vad.Probability(u8.Draw(t, "p")), Flags: vad.Flags(u8.Draw(t, "flags"))}
	for k := range o.Levels {
		o.Levels[k] = vad.Level(u8.Draw(t, "level"))
	}
	return o
}

// drawChannel draws what a channel showed: anything, little that changes, or nothing.
func drawChannel(t *rapid.T, hops int) []vad.Observation {
	obs := make([]vad.Observation, hops)
	how := rapid.IntRange(0, 2).Draw(t, "how")
	var last vad.Observation
	for i := range obs {
		switch {
		case how == 0:
			last = record.Unrecorded
		case how == 1 || i == 0:
			last = drawObservation(t)
		default:
			last.Levels[0] += vad.Level(u8.Draw(t, "step") & 3)
		}
		obs[i] = last
	}
	return obs
}

func drawPosition(t *rapid.T, length int) timeline.Position {
	return timeline.Position(rapid.IntRange(0, length).Draw(t, "at"))
}

func drawEvent(t *rapid.T) record.Event {
	e := record.Event{At: drawPosition(t, 30*timeline.Rate)}
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		for range rapid.IntRange(1, 4).Draw(t, "channels") {
			e.Health = append(e.Health, deference.Health{Noisy: rapid.Bool().Draw(t, "noisy"), Bleed: rapid.Float64().Draw(t, "bleed")})
		}
	case 1:
		e.Quality = json.RawMessage(`{"channel":"coach","snr_db":31.5}`)
	case 2:
		e.Agreement = &view.Agreement{Band: &[2]int{30, 40}, LapseMS: 3000, AgreedBy: []int{0, 1}}
	case 3:
		e.People = []view.Person{{Channel: 0, Name: rapid.String().Draw(t, "name"), Measured: true}}
	case 4:
		e.Mark = &record.Mark{ID: "m1", Text: rapid.String().Draw(t, "text")}
	case 5:
		e.Unmark = "m1"
	case 6:
		e.Hole = timeline.Second
	}
	return e
}

func drawRecord(t *rapid.T) *record.Record {
	rules := turns.DefaultOptions()
	rules.Lapse = drawPosition(t, 5*timeline.Rate)
	r := &record.Record{
		Head: record.Head{
			ID: rapid.StringMatching(`[a-zA-Z0-9-]{1,64}`).Draw(t, "id"), Title: rapid.String().Draw(t, "title"),
			Place: record.Remote, StartedAt: time.Date(2026, 11, 22, 9, 0, 0, 5, time.UTC), Rules: rules,
			People: []view.Person{{Channel: 0, Name: "Coach", Measured: true}},
		},
		End: drawPosition(t, 3600*timeline.Rate), State: record.Closed,
	}
	if rapid.Bool().Draw(t, "heard") {
		hops := rapid.IntRange(0, 60).Draw(t, "hops")
		for range rapid.IntRange(1, 4).Draw(t, "channels") {
			r.Observations = append(r.Observations, drawChannel(t, hops))
		}
	} else {
		for range rapid.IntRange(0, 5).Draw(t, "changes") {
			r.Changes = append(r.Changes, vad.Change{
				Channel: rapid.IntRange(0, 3).Draw(t, "channel"), At: drawPosition(t, 4000*timeline.Rate),
				Activity: vad.Activity(rapid.IntRange(0, 2).Draw(t, "activity")), Flags: vad.Flags(u8.Draw(t, "flags")),
			})
		}
	}
	for range rapid.IntRange(0, 5).Draw(t, "events") {
		r.Events = append(r.Events, drawEvent(t))
	}
	slices.SortStableFunc(r.Changes, func(a, b vad.Change) int { return int(a.At - b.At) })
	slices.SortStableFunc(r.Events, func(a, b record.Event) int { return int(a.At - b.At) })
	for i := range rapid.IntRange(0, 3).Draw(t, "entries") {
		r.Entries = append(r.Entries, record.Entry{Seq: int64(i + 1), By: "coach", Kind: "note", Body: json.RawMessage(`{"text":"…"}`)})
	}
	return r
}

func TestARecordComesBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := record.File{Record: drawRecord(t), List: json.RawMessage(`{"tags":["mentor"]}`)}
		var b bytes.Buffer
		if err := want.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := record.ReadFile(&b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("read (-want +got):\n%s", diff)
		}
	})
}

func TestALongRecordIsWrittenInSeveralBlocks(t *testing.T) {
	const hops = 70000
	r := &record.Record{Head: record.Head{ID: "long"}, State: record.Closed, End: hops * timeline.HopLen}
	for k := range 4 {
		obs := make([]vad.Observation, hops)
		for i := range obs {
			obs[i] = vad.Observation{Probability: vad.Probability(i % 251), Levels: [4]vad.Level{vad.Level(i % 97), vad.Level(k)}}
		}
		r.Observations = append(r.Observations, obs)
	}
	for i := range 5 {
		r.Events = append(r.Events, record.Event{At: timeline.Position(i) * 500 * timeline.Second, Unmark: "m"})
	}
	a := record.NewAssembler(r.Head)
	blocks := r.Blocks()
	if len(blocks) < 4 {
		t.Errorf("%d blocks of 37 minutes", len(blocks))
	}
	for _, b := range blocks {
		data, err := record.AppendBlock(nil, &b)
		if err != nil {
			t.Fatal(err)
		}
		again, err := record.DecodeBlock(data)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a block that comes twice counts once
			if err = a.Add(again); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := a.Record()
	got.State = record.Closed
	for k := range r.Observations {
		if !slices.Equal(got.Observations[k], r.Observations[k]) {
			t.Errorf("channel %d has other observations", k)
		}
	}
	r.Observations, got.Observations = nil, nil
	if diff := cmp.Diff(r, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("put together (-want +got):\n%s", diff)
	}
}

func TestWhatWasNotRecordedIsUnknown(t *testing.T) {
	heard := vad.Observation{Probability: 200}
	a := record.NewAssembler(record.Head{ID: "s"})
	for _, b := range []record.Block{
		{Seq: 7, First: 4, Observations: [][]vad.Observation{{heard}, {heard}}},
		{Seq: 2, First: 1, Observations: [][]vad.Observation{{heard}, {heard}}},
	} {
		if err := a.Add(&b); err != nil {
			t.Fatal(err)
		}
	}
	want := []vad.Observation{record.Unrecorded, heard, record.Unrecorded, record.Unrecorded, heard}
	r := a.Record()
	if diff := cmp.Diff([][]vad.Observation{want, want}, r.Observations); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
	if r.End != 5*timeline.HopLen || r.State != record.Interrupted || a.Seq() != 8 {
		t.Errorf("it ends at %d %s and goes on with block %d, want %d interrupted 8", r.End, r.State, a.Seq(), 5*timeline.HopLen)
	}
}

func TestRulesThatARecordDoesNotKnowHaveTheirDefaults(t *testing.T) {
	h, err := record.DecodeHead([]byte(`{"format":1,"id":"old","rules":{"Lapse":80000}}`))
	want := turns.DefaultOptions()
	want.Lapse = 5 * timeline.Second
	if err != nil || h.Rules != want {
		t.Errorf("rules %v, %v; want the defaults with a lapse of 5 s", h.Rules, err)
	}
}

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	var b bytes.Buffer
	f := record.File{Record: &record.Record{Head: record.Head{ID: "s"}, State: record.Closed}}
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	changed := func(i int, to byte) []byte {
		c := bytes.Clone(whole)
		c[i] = to
		return c
	}
	for _, tc := range []struct {
		name, want string
		data       []byte
	}{
		{"another kind of file", "does not begin with EVENKEEL", []byte("RIFF1234")},
		{"nothing", "does not begin with EVENKEEL", nil},
		{"half of it", "ends too early", whole[:len(whole)/2]},
		{"a damaged byte", "damaged", changed(30, 0xff)},
		{"a newer format", "use a newer program", changed(8, 2)},
	} {
		_, err := record.ReadFile(bytes.NewReader(tc.data))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want one with %q", tc.name, err, tc.want)
		}
	}
}

func TestTheIDOfASessionIsAWord(t *testing.T) {
	for id, want := range map[string]bool{
		"2026-11-22-0915-k3f9": true, "s1": true, "": false, "a.b": false, "a*": false, "../x": false, "a b": false,
		"é": false, strings.Repeat("x", 65): false,
	} {
		if got := record.CheckID(id) == nil; got != want {
			t.Errorf("CheckID(%q) is fine: %v, want %v", id, got, want)
		}
	}
}
