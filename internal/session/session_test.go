package session_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// agreement is what most tests agree on.
func agreement() view.Agreement {
	return view.Agreement{LapseMS: 3000, SeenBy: "everybody"}
}

func seats(ids ...string) []session.Seat {
	var all []session.Seat
	for _, p := range session.NewParticipants(ids) {
		all = append(all, session.Seat{Participant: p})
	}
	return all
}

// bundledSound opens the bundled session.
func bundledSound(t *testing.T) *capture.WAVSource {
	t.Helper()
	wav := bundled.WAV()
	source, err := capture.NewWAVSource([]capture.Recording{{
		File: "session.wav", Names: bundled.Speakers(), Data: bytes.NewReader(wav), Size: int64(len(wav)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// bundledActivity is the reference of the bundled session as a feed.
func bundledActivity(t *testing.T) *session.ActivityFeed {
	t.Helper()
	segments, err := rttm.Parse(bytes.NewReader(bundled.Reference()))
	if err != nil {
		t.Fatal(err)
	}
	return session.NewActivityFeed(segments, bundled.Speakers())
}

func bundledOptions(feed session.Feed) session.Options {
	return session.Options{
		Source: session.FromBundled, Feed: feed, Seats: seats(bundled.Speakers()...), Agreement: agreement(),
		Rules: turns.DefaultOptions(),
	}
}

func newLive(t *testing.T, o session.Options) *session.Live {
	t.Helper()
	l, err := session.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// played is what a session of feed comes to, played through.
func played(t *testing.T, feed session.Feed) *export.Session {
	t.Helper()
	l := newLive(t, bundledOptions(feed))
	if err := l.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l.Outcome()
}

// told are the facts of layer 2 by kind, speaker, other and next holder, in order, as the bundled reference has them.
func told(t *testing.T, facts []byte) []string { return toldFrom(t, 0, facts) }

// toldFrom are those of told that begin at a second or later.
func toldFrom(t *testing.T, second float64, facts []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(facts)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range rows[1:] {
		begins, err := strconv.ParseFloat(r[0], 64)
		if err != nil {
			t.Fatal(err)
		}
		if r[5] == "2" && begins >= second {
			all = append(all, strings.Join([]string{r[2], r[3], r[4], r[10]}, " "))
		}
	}
	slices.Sort(all)
	return all
}

func TestTheBundledSessionIsToldAsItWasPlanned(t *testing.T) {
	if diff := cmp.Diff(told(t, bundled.Facts()), told(t, factsOf(t, bundledActivity(t)))); diff != "" {
		t.Errorf("facts (-planned +found):\n%s", diff)
	}
}

// factsOf is facts.csv of a session of feed.
func factsOf(t *testing.T, feed session.Feed) []byte {
	t.Helper()
	var facts bytes.Buffer
	if err := played(t, feed).WriteFacts(&facts); err != nil {
		t.Fatal(err)
	}
	return facts.Bytes()
}

// screen is a browser that watches.
type screen struct {
	mu     sync.Mutex
	deltas []*view.Delta
	at     []time.Time
}

func (s *screen) Publish(d *view.Delta) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := *d
	s.deltas, s.at = append(s.deltas, &c), append(s.at, time.Now())
}

// count is the number of deltas so far.
func (s *screen) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.deltas)
}

func TestAReplayComesToTheSameFactsAsAnAnalysis(t *testing.T) {
	want := played(t, bundledActivity(t))
	synctest.Test(t, func(t *testing.T) {
		l := newLive(t, bundledOptions(session.Paced(bundledActivity(t), 1)))
		ctx, stop := context.WithCancel(t.Context())
		var s screen
		done := make(chan error)
		start := time.Now()
		go func() { done <- l.Run(ctx, &s) }()
		time.Sleep(200 * time.Second)
		if got := l.Snapshot().Session.Phase; got != "ended" {
			t.Errorf("phase after 200 s of a session of 183 s: %s", got)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		got := l.Outcome()
		if diff := cmp.Diff(want.Facts, got.Facts, cmp.AllowUnexported(export.Row{})); diff != "" {
			t.Errorf("facts (-analysed +replayed):\n%s", diff)
		}
		end := slices.IndexFunc(s.deltas, func(d *view.Delta) bool { return d.Session != nil && d.Session.Phase == "ended" })
		last := s.at[end].Sub(start).Seconds()
		if diff := last - want.LengthS; diff < -1 || diff > 1 {
			t.Errorf("the replay of %.1f s took %.1f s", want.LengthS, last)
		}
	})
}

func TestDeltasAreNumberedWithoutAGapAndAtMostTenASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLive(t, bundledOptions(session.Paced(bundledActivity(t), 8)))
		ctx, stop := context.WithCancel(t.Context())
		var s screen
		done := make(chan error)
		go func() { done <- l.Run(ctx, &s) }()
		time.Sleep(30 * time.Second)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		for i, d := range s.deltas {
			if d.Seq != int64(i+1) {
				t.Fatalf("delta %d has number %d", i+1, d.Seq)
			}
			if i >= 10 && s.at[i].Sub(s.at[i-10]) < time.Second {
				t.Fatalf("deltas %d to %d within %v", i-10, i, s.at[i].Sub(s.at[i-10]))
			}
			if i > 0 && d.AtMS < 180000 && s.at[i].Sub(s.at[i-1]) > time.Second {
				t.Fatalf("nothing for %v before delta %d", s.at[i].Sub(s.at[i-1]), i)
			}
		}
	})
}

func TestDeltasLeadFromOneSnapshotToAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLive(t, bundledOptions(session.Paced(bundledActivity(t), 8)))
		ctx, stop := context.WithCancel(t.Context())
		var s screen
		done := make(chan error)
		first := l.Snapshot()
		go func() { done <- l.Run(ctx, &s) }()
		time.Sleep(10 * time.Second)
		synctest.Wait()
		last := l.Snapshot()
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		items := make(map[string]view.StripItem)
		for _, i := range first.Strip.Items {
			items[i.ID] = i
		}
		floor, speaking := first.Floor, first.Speaking
		for _, d := range s.deltas {
			if d.Seq > last.Seq {
				break
			}
			if d.Floor != nil {
				floor = *d.Floor
			}
			if d.Speaking != nil {
				speaking = d.Speaking
			}
			if d.Strip == nil {
				continue
			}
			for _, id := range d.Strip.Remove {
				delete(items, id)
			}
			for _, i := range d.Strip.Upsert {
				items[i.ID] = i
			}
		}
		missing := 0
		for _, i := range last.Strip.Items {
			if diff := cmp.Diff(i, items[i.ID]); diff != "" {
				missing++
			}
		}
		if missing > 2 { // what came in since the last delta
			t.Errorf("%d of %d items of the strip were not told", missing, len(last.Strip.Items))
		}
		if floor != last.Floor && !slices.Equal(speaking, last.Speaking) {
			t.Errorf("floor %v and speaking %v, want %v and %v", floor, speaking, last.Floor, last.Speaking)
		}
	})
}

func do(t *testing.T, l *session.Live, name string, channel int, value map[string]any) error {
	t.Helper()
	c := view.Command{Type: "command", ID: "1", Name: name}
	if channel >= 0 {
		c.Channel = &channel
	}
	if value != nil {
		c.Value = value
	}
	return l.Command(t.Context(), c)
}

func mustDo(t *testing.T, l *session.Live, name string, channel int, value map[string]any) {
	t.Helper()
	if err := do(t, l, name, channel, value); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// running lets a session run in a bubble and ends it.
func running(t *testing.T, o session.Options, use func(t *testing.T, l *session.Live, s *screen)) {
	synctest.Test(t, func(t *testing.T) {
		l := newLive(t, o)
		ctx, stop := context.WithCancel(t.Context())
		var s screen
		done := make(chan error)
		go func() { done <- l.Run(ctx, &s) }()
		use(t, l, &s)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestAPauseIsUnknownAndNothingIsMeasuredInIt(t *testing.T) {
	running(t, bundledOptions(session.Paced(bundledActivity(t), 1)), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(20 * time.Second)
		mustDo(t, l, "pause", -1, nil)
		time.Sleep(30 * time.Second)
		if s := l.Snapshot(); s.Session.Phase != "paused" || s.Signal.Kind != "paused" || s.Floor.State != "unknown" {
			t.Errorf("paused: phase %s, signal %s, floor %s", s.Session.Phase, s.Signal.Kind, s.Floor.State)
		}
		mustDo(t, l, "resume", -1, nil)
		time.Sleep(20 * time.Second)
		mustDo(t, l, "end", -1, nil)
		time.Sleep(time.Second)
		unknown := 0
		for _, f := range l.Outcome().Facts {
			inside := f.StartS < 49.9 && f.EndS > 20.1
			if f.Kind == "unknown" {
				unknown++
				if f.StartS < 20 || f.StartS > 20.1 || f.EndS < 50 || f.EndS > 50.1 || f.Flags != "paused" {
					t.Errorf("pause from 20 to 50 s is told as %+v", f)
				}
			} else if inside {
				t.Errorf("a fact in the pause: %+v", f)
			}
		}
		if unknown != 2 {
			t.Errorf("%d unknown stretches for 2 channels", unknown)
		}
	})
}

func TestMarksCanBeSetAndTakenBack(t *testing.T) {
	running(t, bundledOptions(session.Paced(bundledActivity(t), 1)), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(10 * time.Second)
		mustDo(t, l, "mark", -1, map[string]any{"at_ms": 0, "text": "here"})
		mustDo(t, l, "mark", -1, map[string]any{"at_ms": 5000, "text": ""})
		mustDo(t, l, "unmark", -1, map[string]any{"id": "m2"})
		if err := do(t, l, "unmark", -1, map[string]any{"id": "m2"}); err == nil {
			t.Error("a mark could be taken back twice")
		}
		if err := do(t, l, "mark", -1, map[string]any{"at_ms": 60000}); err == nil {
			t.Error("the future could be marked")
		}
		mustDo(t, l, "mark", -1, map[string]any{"at_ms": 10500, "text": "the browser's clock is ahead"})
		mustDo(t, l, "unmark", -1, map[string]any{"id": "m3"})
		marks := l.Outcome().Marks
		if len(marks) != 1 || marks[0].Text != "here" || marks[0].AtS < 9.9 || marks[0].AtS > 10.1 {
			t.Errorf("marks = %+v, want one at 10 s", marks)
		}
	})
}

func TestAnotherLapseGivesTheFactsOfASessionThatHadItFromTheStart(t *testing.T) {
	o := bundledOptions(bundledActivity(t))
	o.Agreement.LapseMS = 4000
	fresh := newLive(t, o)
	if err := fresh.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	running(t, bundledOptions(session.Paced(bundledActivity(t), 1)), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(100 * time.Second)
		mustDo(t, l, "agreement", -1, map[string]any{
			"band": []int{25, 40}, "lapse_ms": 4000, "seen_by": "coach", "nudges": true, "floor_limit_ms": 60000,
			"silences_in_row": 2, "taken_in_5min": 2, "planned_ms": 0,
		})
		if got := l.Snapshot(); got.Rules.LapseMS != 4000 || len(got.Agreement.AgreedBy) != 0 || got.Agreement.SeenBy != "coach" {
			t.Errorf("agreement after the change: %+v", got.Agreement)
		}
		time.Sleep(100 * time.Second)
		if diff := cmp.Diff(fresh.Outcome().Facts, l.Outcome().Facts, cmp.AllowUnexported(export.Row{})); diff != "" {
			t.Errorf("facts (-from the start +changed on the way):\n%s", diff)
		}
	})
}

func TestCommandsThatCannotBeDoneSayWhy(t *testing.T) {
	running(t, bundledOptions(session.Paced(bundledActivity(t), 1)), func(t *testing.T, l *session.Live, _ *screen) {
		time.Sleep(time.Second)
		for name, c := range map[string]struct {
			command string
			channel int
			value   map[string]any
		}{
			"start twice":         {"start", -1, nil},
			"resume without":      {"resume", -1, nil},
			"renew a recording":   {"renew", -1, nil},
			"assign while live":   {"assign", 0, map[string]any{"device": "x"}},
			"unknown":             {"dance", -1, nil},
			"nobody":              {"agree", 7, map[string]any{"agreed": true}},
			"foreign field":       {"mark", -1, map[string]any{"color": "red"}},
			"band upside down":    {"agreement", -1, map[string]any{"band": []int{60, 40}, "lapse_ms": 3000, "seen_by": "coach"}},
			"lapse of a minute":   {"agreement", -1, map[string]any{"lapse_ms": 60000, "seen_by": "coach"}},
			"seen by the world":   {"agreement", -1, map[string]any{"lapse_ms": 3000, "seen_by": "world"}},
			"floor limit of days": {"agreement", -1, map[string]any{"lapse_ms": 3000, "seen_by": "coach", "floor_limit_ms": int64(1e10)}},
		} {
			if err := do(t, l, c.command, c.channel, c.value); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if err := do(t, l, "agree", 1, map[string]any{"agreed": true}); err != nil {
			t.Error(err)
		}
		if got := l.Snapshot().Agreement.AgreedBy; !slices.Equal(got, []int{1}) {
			t.Errorf("agreed by %v, want channel 1", got)
		}
	})
}

func TestASessionEndedByAnyoneShowsItsSummaryAndFiles(t *testing.T) {
	running(t, bundledOptions(session.Paced(bundledActivity(t), 1)), func(t *testing.T, l *session.Live, s *screen) {
		time.Sleep(60 * time.Second)
		mustDo(t, l, "end", -1, nil)
		time.Sleep(time.Second)
		snap := l.Snapshot()
		if snap.Session.Phase != "ended" || snap.Session.Running || snap.Summary == nil || len(snap.Summary.Lines) == 0 {
			t.Fatalf("after the end: %+v, summary %+v", snap.Session, snap.Summary)
		}
		for _, d := range snap.Summary.Downloads {
			var file bytes.Buffer
			if err := l.Export(t.Context(), d.Name, &file); err != nil || file.Len() == 0 {
				t.Errorf("%s: %d bytes, %v", d.Name, file.Len(), err)
			}
		}
		if err := l.Export(t.Context(), "sound.wav", &bytes.Buffer{}); err == nil {
			t.Error("a file that does not exist was exported")
		}
		for _, i := range snap.Strip.Items {
			if i.Open {
				t.Errorf("%s still goes on after the end", i.ID)
			}
		}
		n := s.count()
		time.Sleep(20 * time.Second)
		if more := s.count() - n; more < 3 || more > 5 {
			t.Errorf("%d deltas in 20 s after the end, want one in 5 s", more)
		}
		for _, name := range []string{"pause", "mark", "end"} {
			if err := do(t, l, name, -1, nil); err == nil {
				t.Errorf("%s after the end: no error", name)
			}
		}
	})
}

func TestASessionNeedsOneChannelForEachPersonWhoIsMeasured(t *testing.T) {
	o := bundledOptions(bundledActivity(t))
	o.Seats = seats("coach", "client", "observer")
	if _, err := session.New(o); err == nil {
		t.Error("three people on two channels: no error")
	}
	o.Seats[2].Measured = false
	l, err := session.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Snapshot().Speaking; fmt.Sprint(got) != "[no no unknown]" {
		t.Errorf("speaking = %v; who is not measured is unknown", got)
	}
}

func TestWhoLeavesAtTheEndHasShownIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := bundledOptions(bundledActivity(t))
		o.Leave = true
		var s screen
		if err := newLive(t, o).Run(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
		last := s.deltas[len(s.deltas)-1]
		if last.Session == nil || last.Session.Phase != "ended" || last.Summary == nil {
			t.Errorf("the last delta shows %+v, summary %v", last.Session, last.Summary)
		}
	})
}

func TestTheCoachComesFirstWhateverTheirChannel(t *testing.T) {
	o := bundledOptions(bundledActivity(t))
	o.Seats = seats("client", "coach")
	l := newLive(t, o)
	if err := l.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := l.Outcome()
	if s.People[0].Name != "Coach" || s.People[0].Channel != 1 || s.People[1].Channel != 0 {
		t.Errorf("people %+v", s.People)
	}
	// The channels are those of the bundled session with the names exchanged: who is called coach here talks more.
	if !strings.HasPrefix(s.Summary[0], "The coach spoke for **68 %** of the talk") {
		t.Errorf("%q", s.Summary[0])
	}
	if share := s.Table[1]; share.Label != "Talk share" || share.Values[0] != "68 %" {
		t.Errorf("%+v", share)
	}
}
