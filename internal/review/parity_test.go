package review_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/session"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// recorder keeps what a store would of a session.
type recorder struct {
	rec record.Record
}

func (r *recorder) observe(s *session.Step) {
	for k, o := range s.Observations {
		if r.rec.Observations == nil {
			r.rec.Observations = make([][]vad.Observation, len(s.Observations))
		}
		r.rec.Observations[k] = append(r.rec.Observations[k], o)
	}
	if s.Health != nil {
		r.rec.Events = append(r.rec.Events, record.Event{At: s.Now, Health: slices.Clone(s.Health)})
	}
	if s.Observations == nil {
		r.rec.Changes = append(r.rec.Changes, s.Changes...)
	}
	r.rec.End = s.Now
}

// recorded plays a feed as a session, and gives what it told and its record.
func recorded(t *testing.T, feed session.Feed) (*export.Session, *record.Record) {
	t.Helper()
	var r recorder
	var seats []session.Seat
	for _, p := range session.NewParticipants(bundled.Speakers()) {
		seats = append(seats, session.Seat{Participant: p})
	}
	l, err := session.New(session.Options{
		Source: session.FromBundled, Feed: feed, Seats: seats, Rules: turns.DefaultOptions(), Observe: r.observe,
		Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody", Band: &[2]int{25, 40}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err = l.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	live := l.Outcome()
	r.rec.Head = record.Head{
		ID: live.ID, Title: live.Title, Source: live.Source, Label: live.Label, People: live.People,
		Agreement: live.Agreement, Rules: turns.DefaultOptions(), StartedAt: time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC),
	}
	r.rec.State = record.Closed
	return live, &r.rec
}

func bundledActivity(t *testing.T) session.Feed {
	t.Helper()
	segments, err := rttm.Parse(bytes.NewReader(bundled.Reference()))
	if err != nil {
		t.Fatal(err)
	}
	return session.NewActivityFeed(segments, bundled.Speakers())
}

func compute(t *testing.T, rec *record.Record) *review.Result {
	t.Helper()
	s, err := review.New(rec)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Compute(s.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAReviewWithNothingChangedIsWhatTheSessionTold(t *testing.T) {
	sameAsLive(t, bundledActivity(t))
}

func TestAReviewOfAPausedSessionIsWhatTheSessionTold(t *testing.T) {
	sameAsLive(t, &pausing{Feed: bundledActivity(t)})
}

// pausing is a feed that is paused for half a minute.
type pausing struct {
	session.Feed
}

func (p *pausing) Next(ctx context.Context, s *session.Step) error {
	err := p.Feed.Next(ctx, s)
	p.Pause(s.Now >= 40*timeline.Second && s.Now < 70*timeline.Second)
	return err
}

// sameAsLive compares what a session of a feed tells with the review of its record.
func sameAsLive(t *testing.T, feed session.Feed) {
	t.Helper()
	live, rec := recorded(t, feed)
	got := compute(t, rec)
	facts := export.Rows(bundled.Speakers(), got.Signals, got.Readings)
	if diff := cmp.Diff(live.Facts, facts, cmp.AllowUnexported(export.Row{})); diff != "" {
		t.Errorf("facts (-session +review):\n%s", diff)
	}
	if diff := cmp.Diff(live.Indicators, got.Indicators); diff != "" {
		t.Errorf("indicators (-session +review):\n%s", diff)
	}
	told := view.SummaryOf(got.Summary, nil)
	if diff := cmp.Diff(live.Summary, told.Lines); diff != "" {
		t.Errorf("summary (-session +review):\n%s", diff)
	}
	if diff := cmp.Diff(live.Table, told.Table); diff != "" {
		t.Errorf("table (-session +review):\n%s", diff)
	}
	if len(live.Facts) < 100 || live.Indicators.Session.Indicators[0].State == deference.Withheld {
		t.Errorf("the session told too little to compare: %d facts", len(live.Facts))
	}
}
