package record_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// firstRelease is the record that the first released version wrote to testdata/version-1.evenkeel.
func firstRelease() *record.Record {
	people := []view.Person{
		{Channel: 0, ID: "coach", Name: "Maya", Role: "coach", Initials: "M", Measured: true},
		{Channel: 1, ID: "client", Name: "Tom", Role: "client", Initials: "T", Measured: true},
		{Channel: 2, ID: "observer", Name: "Ada", Role: "observer", Initials: "A"},
	}
	agreement := view.Agreement{Band: &[2]int{25, 40}, LapseMS: 3000, SeenBy: "everybody", AgreedBy: []int{0, 1}}
	rules := turns.DefaultOptions()
	rules.Lapse = 4 * timeline.Second
	r := &record.Record{
		Head: record.Head{
			ID: "20261122-090000-1a2b3c4d", Title: "First session", Program: "1.0.0", Source: "microphones", Label: "2 mics",
			Place: record.Room, StartedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), People: people, Agreement: agreement, Rules: rules,
		},
		Events: []record.Event{
			{At: 0, Health: []deference.Health{{Noisy: true, Clipped: .0001}, {Bleed: .02, Masked: .1}}},
			{At: 3200, Mark: &record.Mark{ID: "m1", Text: "a strong question"}},
			{At: 4800, People: people[:2]},
			{At: 5120, Hole: 1024},
			{At: 6400, Unmark: "m1"},
			{At: 8000, Agreement: &agreement},
			{At: 9600, Quality: json.RawMessage(`[{"channel":"coach"}]`)},
		},
		Entries: []record.Entry{{
			Seq: 1, At: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), By: "mentor", Kind: "note", Body: json.RawMessage(`{"text":"well held"}`),
		}},
		End: 40 * timeline.HopLen, State: record.Closed,
	}
	for k := range 2 {
		obs := make([]vad.Observation, 40)
		for hop := range obs {
			level := vad.Level(110 + (hop*hop+7*k)%9)
			obs[hop] = vad.Observation{
				Probability: vad.Probability(hop * 6 * (1 - k)), Levels: [4]vad.Level{level, level + 1, level - 2, level + 60*vad.Level(hop%20/19)},
				Flags: vad.Flags(hop / 30 * k << 5),
			}
		}
		obs[10], obs[11] = record.Unrecorded, record.Unrecorded
		r.Observations = append(r.Observations, obs)
	}
	return r
}

func TestWhatTheFirstReleaseWroteOpensForEver(t *testing.T) {
	data, err := os.ReadFile("testdata/version-1.evenkeel")
	if err != nil {
		t.Fatal(err)
	}
	got, err := record.ReadFile(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want := &record.File{Record: firstRelease(), List: json.RawMessage(`{"title":"First session","tags":["mentor"]}`)}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestWhatIsWrittenIsWhatItsVersionSays(t *testing.T) {
	want, err := os.ReadFile("testdata/version-1.evenkeel")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	f := record.File{Record: firstRelease(), List: json.RawMessage(`{"title":"First session","tags":["mentor"]}`)}
	if err = f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("%d bytes are written, and they are others than the %d of testdata: another format needs another version", b.Len(), len(want))
	}
}
