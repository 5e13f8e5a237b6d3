package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// heard is who is heard from a time on.
type heard struct {
	at      timeline.Position
	who     turns.ChannelSet
	settled turns.Floor
	unknown bool
}

// show runs a tracker hop by hop until end.
func show(end timeline.Position, steps ...heard) view.Floor {
	f := view.NewFloorTracker(3 * second)
	var now heard
	var last view.Floor
	now.settled = nobody
	for at := timeline.Position(0); at <= end; at += 32 * ms {
		for len(steps) > 0 && steps[0].at <= at {
			now, steps = steps[0], steps[1:]
		}
		last = f.Update(at, now.who, now.settled, now.unknown)
	}
	return last
}

var nobody = turns.Floor{Holder: turns.Nobody}

func TestTheFloorIsShownAfterASteadyMoment(t *testing.T) {
	first, second1 := turns.ChannelSet(1), turns.ChannelSet(2)
	held := func(who int, since int64) view.Floor { return view.Floor{State: "held", Holder: who, SinceMS: since} }
	open := view.Floor{State: "open", Holder: turns.Nobody}
	for _, tc := range []struct {
		name  string
		end   timeline.Position
		steps []heard
		want  view.Floor
	}{
		{"nobody has spoken", second, nil, open},
		{"300 ms are not enough", 300 * ms, []heard{{who: first, settled: nobody}}, open},
		{"half a second is", 512 * ms, []heard{{who: first, settled: nobody}}, held(0, 0)},
		{
			"the holder keeps it while both speak", 3 * second,
			[]heard{{who: first, settled: nobody}, {at: second, who: 3, settled: nobody}},
			held(0, 0),
		},
		{
			"who is left alone takes it over", 3 * second,
			[]heard{
				{who: first, settled: nobody},
				{at: 1024 * ms, who: 3, settled: nobody},
				{at: 2048 * ms, who: second1, settled: nobody},
			},
			held(1, 2048),
		},
		{
			"the settled turn says since when", 3 * second,
			[]heard{{who: first, settled: turns.Floor{Holder: 0, Since: 480}}},
			held(0, 30),
		},
		{
			"the holder keeps it in a pause", 3 * second,
			[]heard{{who: first, settled: nobody}, {at: second, settled: turns.Floor{Holder: 0}}},
			held(0, 0),
		},
		{
			"a lapse ends it", 6 * second,
			[]heard{{who: first, settled: nobody}, {at: second, settled: turns.Floor{Holder: 0}}, {at: 5 * second, settled: nobody}},
			open,
		},
		{
			"nothing is shown while it cannot be told", 3 * second,
			[]heard{{who: first, settled: nobody}, {at: second, unknown: true, settled: nobody}},
			view.Floor{State: "unknown", Holder: turns.Nobody},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, show(tc.end, tc.steps...)); diff != "" {
				t.Errorf("floor (-want +got):\n%s", diff)
			}
		})
	}
}
