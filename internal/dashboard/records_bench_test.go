package dashboard_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/bundled"
	"github.com/evenkeel/monitor/internal/dashboard"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// talk is a session of an hour, as lively as the bundled one, in which coach and client have those names.
func talk(b *testing.B, id string, day int, coach, client string) *record.Record {
	b.Helper()
	segments, err := rttm.Parse(strings.NewReader(string(bundled.Reference())))
	if err != nil {
		b.Fatal(err)
	}
	rec := &record.Record{
		Head: record.Head{
			ID: id, Title: "Session of " + client, Source: "activity", Place: record.Room,
			StartedAt: time.Date(2020, 1, 1+day, 9, 0, 0, 0, time.UTC), Rules: turns.DefaultOptions(),
			Agreement: view.Agreement{LapseMS: 3000, SeenBy: "everybody", AgreedBy: []int{}},
			People: []view.Person{
				{Channel: 0, ID: "coach", Name: coach, Role: "coach", Measured: true},
				{Channel: 1, ID: "client", Name: client, Role: "client", Measured: true},
			},
		},
		State: record.Closed,
	}
	for length := segments[len(segments)-1].End; rec.End < timeline.FromSeconds(3600); rec.End += length {
		for _, s := range segments {
			channel := 0
			if s.Speaker != segments[0].Speaker {
				channel = 1
			}
			rec.Changes = append(rec.Changes,
				vad.Change{Channel: channel, At: rec.End + s.Start, Activity: vad.Speech},
				vad.Change{Channel: channel, At: rec.End + s.End, Activity: vad.Silent})
		}
	}
	return rec
}

// manySessions fills a folder with n sessions of coaches who have 200 each, and returns the folder.
func manySessions(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	s, err := store.Open(b.Context(), store.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	text := digestOf(b, talk(b, "model", 0, "Ada", "Maya"))
	for i := range n {
		rec := talk(b, fmt.Sprintf("s%d", i), i, fmt.Sprintf("Coach %d", i/200), fmt.Sprintf("Client %d", i/8))
		rec.Changes, rec.End = rec.Changes[:2], timeline.Second // the list has the figures of an hour
		if _, err = s.Put(b.Context(), rec); err != nil {
			b.Fatal(err)
		}
		d := new(review.Digest)
		if err = json.Unmarshal(text, d); err != nil {
			b.Fatal(err)
		}
		d.StartedAt, d.People[0].Name, d.People[1].Name = rec.StartedAt, rec.People[0].Name, rec.People[1].Name
		err = s.Update(b.Context(), rec.ID, func(sum *store.Summary) {
			sum.Length, sum.Tags = timeline.FromSeconds(3600), []string{"mcc"}
			sum.Figures = []store.Figure{{ID: "talk_share", Text: "Coach 34 %, client 66 %", State: "shown"}}
			sum.Digested = fmt.Sprintf("%d/%s", review.DigestVersion, turns.RuleVersion)
		})
		if err == nil {
			text, _ := json.Marshal(d) // numbers and words always can be written
			err = s.SetDigest(b.Context(), rec.ID, text)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err = s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir
}

// digestOf is the digest of a session as the list keeps it.
func digestOf(b *testing.B, rec *record.Record) []byte {
	b.Helper()
	s, err := review.New(rec)
	if err != nil {
		b.Fatal(err)
	}
	r, err := s.Compute(s.Defaults())
	if err != nil {
		b.Fatal(err)
	}
	text, err := json.Marshal(r.Digest())
	if err != nil {
		b.Fatal(err)
	}
	return text
}

// BenchmarkManySessions asks a server that keeps 10,000 sessions, over HTTP and with a store on the disk.
func BenchmarkManySessions(b *testing.B) {
	const sessions = 10_000
	dir := manySessions(b, sessions)
	began := time.Now()
	a, err := archive.Open(b.Context(), archive.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	opening := time.Since(began)
	server := start(b, dist, func(o *dashboard.Options) { o.Archive = a })
	b.Cleanup(func() {
		_ = server.stop()
		_ = a.Close()
	})
	for _, q := range []struct{ name, path, says string }{
		{"first page", "/api/sessions", `"total":10000`},
		{"search", "/api/sessions?q=client+77", `"total":`},
		{"person and days", "/api/sessions?person=coach+7&role=coach&from=2024-01-01&to=2024-12-31", `"total":`},
		{"last page", "/api/sessions?offset=9950", `"id":"s0"`},
		{"trends of 200", "/api/trends?person=Coach+7", `"200 sessions in one room"`},
		{"compare", "/api/compare?a=s1&b=s2", `"comparison"`},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if got := server.ask("GET", q.path, bearer...); got.status != 200 || !strings.Contains(got.body, q.says) {
					b.Fatalf("%d %.300s", got.status, got.body)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/answer")
			b.ReportMetric(opening.Seconds(), "s-to-open")
		})
	}
}
