// Minutes of sound on one goroutine, which the race detector makes ten times longer.

//go:build !race

package session_test

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// paper is a record in memory.
type paper struct {
	record.Record
	why string // nothing is being kept
}

func (p *paper) begin(head *record.Head) (session.Recorder, error) {
	head.ID = "on-paper"
	p.Head = *head
	p.Observations = make([][]vad.Observation, head.Channels())
	return p, nil
}

func (p *paper) Observe(obs []vad.Observation) {
	for k, o := range obs {
		p.Observations[k] = append(p.Observations[k], o)
	}
}
func (p *paper) Change(c vad.Change)      { p.Changes = append(p.Changes, c) }
func (p *paper) Event(e record.Event)     { p.Events = append(p.Events, e) }
func (p *paper) Keeping() (bool, string)  { return p.why == "", p.why }
func (p *paper) End(at timeline.Position) { p.Record.End, p.State = at, record.Closed }

// onPaper plays sound through and returns what came of it and its record.
func onPaper(t *testing.T, o session.Options) (*export.Session, *paper) {
	t.Helper()
	p := new(paper)
	o.Record = p.begin
	l := newLive(t, o)
	if err := l.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l.Outcome(), p
}

func TestARecordHoldsWhatASessionIsComputedFrom(t *testing.T) {
	s, p := onPaper(t, bundledOptions(recorded(t, bundledChannels(t))))
	if p.State != record.Closed || p.Record.End.Seconds() != s.LengthS || p.Changes != nil {
		t.Errorf("the record is %s, of %v, with %d changes; want it closed, of %v s, with none", p.State, p.Record.End, len(p.Changes), s.LengthS)
	}
	if hops := int(p.Record.End / timeline.HopLen); len(p.Observations[0]) < hops || len(p.Observations[0]) != len(p.Observations[1]) {
		t.Errorf("%d and %d observations of %d hops", len(p.Observations[0]), len(p.Observations[1]), hops)
	}
	again := newLive(t, session.Options{
		Source: session.FromBundled, Feed: listening(t, silence(2)), Seats: seats("coach", "client"), Agreement: agreement(), Rules: p.Rules,
		Past: &session.Past{Record: &p.Record},
	})
	if err := again.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	o := again.Outcome()
	settled := func(rows []export.Row) []string { // what the end cuts off differs: the second session is a little longer
		var lines []string
		for _, r := range rows {
			if line, err := json.Marshal(r); err != nil {
				t.Fatal(err)
			} else if r.EndS < s.LengthS-5 {
				lines = append(lines, string(line))
			}
		}
		return lines
	}
	if d := cmp.Diff(settled(s.Facts), settled(o.Facts)); d != "" {
		t.Errorf("from the record other facts follow: %s", d)
	}
}

// silence is two seconds of next to nothing on n channels.
func silence(n int) [][]float32 {
	channels := make([][]float32, n)
	for k := range channels {
		channels[k] = make([]float32, 2*timeline.Second)
		for i := range channels[k] {
			channels[k][i] = 1e-4 * float32(i%3-1)
		}
	}
	return channels
}

func TestAnInterruptedSessionGoesOn(t *testing.T) {
	const cut, away = 90 * timeline.Second, 20 * timeline.Second
	channels := bundledChannels(t)
	first, rest := make([][]float32, 2), make([][]float32, 2)
	for k, x := range channels {
		first[k], rest[k] = x[:cut], x[cut:]
	}
	_, p := onPaper(t, bundledOptions(listening(t, first)))
	whole, _ := onPaper(t, bundledOptions(listening(t, channels)))
	p.Events = append(p.Events, record.Event{At: cut, Hole: away})
	o := bundledOptions(listening(t, rest))
	o.Past = &session.Past{Record: &p.Record, Until: cut + away}
	resumed, continued := onPaper(t, o)

	if got, want := resumed.LengthS, (cut+away).Seconds()+whole.LengthS-cut.Seconds(); math.Abs(got-want) > .1 {
		t.Errorf("it lasts %v s, want %v", got, want)
	}
	if q := continued.Observations[0]; len(q) == 0 || len(q) > int((timeline.FromSeconds(whole.LengthS)-cut)/timeline.HopLen)+1 {
		t.Errorf("%d hops were recorded of the rest: what was before is in the record already", len(q))
	}
	var holes int
	for _, r := range resumed.Facts {
		if r.Kind == "unknown" && r.StartS >= cut.Seconds()-.1 && r.EndS <= (cut+away).Seconds()+.1 {
			holes++
		}
	}
	if holes != 2 {
		t.Errorf("%d channels are unknown while it was away, want both", holes)
	}
	taken := func(s *export.Session, from, to, shift float64) (at []int64) {
		for _, r := range s.Facts {
			if r.Kind == "interruption_successful" && r.StartS >= from && r.StartS < to {
				at = append(at, int64((r.StartS-shift)*5))
			}
		}
		return at
	}
	before := taken(whole, 0, cut.Seconds()-10, 0)
	if got := taken(resumed, 0, cut.Seconds()-10, 0); !slices.Equal(got, before) || len(before) == 0 {
		t.Errorf("before the break floors were taken at %v, want %v (fifths of a second)", got, before)
	}
	if got := taken(resumed, (cut+away).Seconds()+20, 1e9, away.Seconds()); len(got) == 0 {
		t.Error("after the break no floor is taken: want those of the rest")
	}
}

func TestWhatPeopleDoIsRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := new(paper)
		o := bundledOptions(session.Paced(listening(t, silence(2)), 1))
		o.Record = p.begin
		l := newLive(t, o)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- l.Run(ctx, new(screen)) }()
		time.Sleep(time.Second)
		command := func(name string, value any) {
			t.Helper()
			if err := l.Command(t.Context(), view.Command{Name: name, Value: value}); err != nil {
				t.Fatal(err)
			}
		}
		command("mark", map[string]any{"text": "here"})
		command("unmark", map[string]any{"id": "m1"})
		changed := agreement()
		changed.LapseMS = 4000
		command("agreement", map[string]any{
			"lapse_ms": changed.LapseMS, "seen_by": changed.SeenBy, "nudges": false, "floor_limit_ms": 0, "silences_in_row": 0,
			"taken_in_5min": 0, "planned_ms": 0, "agreed_by": []int{}, "band": nil,
		})
		if s := l.Snapshot(); s.Session.Record != "on-paper" || s.Signal.Kind == "record" {
			t.Errorf("record %q, signal %q", s.Session.Record, s.Signal.Text)
		}
		p.why = "the disk is full"
		if s := l.Snapshot().Signal; s.Kind != "record" || s.Text != "Nothing is being kept: the disk is full" {
			t.Errorf("with a full disk: %s, %q", s.Kind, s.Text)
		}
		stop()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		var did []string
		for _, e := range p.Events {
			switch {
			case e.Mark != nil:
				did = append(did, "mark "+e.Mark.Text)
			case e.Unmark != "":
				did = append(did, "unmark "+e.Unmark)
			case e.Agreement != nil && e.Agreement.LapseMS == 4000:
				did = append(did, "agreement")
			case e.Quality != nil:
				did = append(did, "quality")
			}
		}
		if want := []string{"mark here", "unmark m1", "agreement", "quality"}; !slices.Equal(did, want) {
			t.Errorf("recorded %q, want %q", did, want)
		}
	})
}
