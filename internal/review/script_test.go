package review_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// began is when all sessions of tests began.
var began = time.Date(2026, 11, 14, 9, 0, 0, 0, time.UTC)

// scripted is the record of a session of so many seconds, in which the coach and the client, and whoever comes after them,
// spoke in these stretches: "0-5, 5.6-9"; "?7-8" was not heard.
func scripted(t testing.TB, length float64, channels ...string) *record.Record {
	t.Helper()
	rec := &record.Record{Head: record.Head{
		ID: "s6", Title: "Session 6", Source: "microphones", Label: "2 mics", Place: record.Room, StartedAt: began,
		Agreement: view.Agreement{Band: &[2]int{25, 40}, LapseMS: 3000, SeenBy: "everybody", AgreedBy: []int{0, 1}},
		Rules:     turns.DefaultOptions(),
	}, End: timeline.FromSeconds(length), State: record.Closed}
	roles := []string{"coach", "client", "observer", "observer"}
	for k, text := range channels {
		name := strings.ToUpper(roles[k][:1]) + roles[k][1:]
		rec.People = append(rec.People, view.Person{
			Channel: k, ID: roles[k], Name: name, Role: roles[k], Initials: name[:2], Measured: true,
		})
		rec.Changes = append(rec.Changes, changes(t, k, text)...)
	}
	slices.SortStableFunc(rec.Changes, func(a, b vad.Change) int { return cmp.Compare(a.At, b.At) })
	return rec
}

func changes(t testing.TB, channel int, text string) (list []vad.Change) {
	t.Helper()
	for field := range strings.SplitSeq(text, ",") {
		stretch, lost := strings.CutPrefix(strings.TrimSpace(field), "?")
		if stretch == "" {
			continue
		}
		c := vad.Change{Channel: channel, Activity: vad.Speech}
		if lost {
			c.Activity, c.Flags = vad.Unobserved, vad.Unknown
		}
		start, end, _ := strings.Cut(stretch, "-")
		c.At = seconds(t, start)
		list = append(list, c, vad.Change{Channel: channel, At: seconds(t, end), Activity: vad.Silent})
	}
	return list
}

func seconds(t testing.TB, text string) timeline.Position {
	t.Helper()
	s, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return timeline.FromSeconds(s)
}

// add adds an entry to a record and returns its Seq.
func add(t testing.TB, rec *record.Record, by string, kind review.Kind, body any) int64 {
	t.Helper()
	seq := int64(len(rec.Entries)) + 1
	rec.Entries = append(rec.Entries, entry(t, seq, by, kind, body))
	return seq
}

// entry is an entry as it is stored.
func entry(t testing.TB, seq int64, by string, kind review.Kind, body any) record.Entry {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	at := began.AddDate(0, 0, 1).Add(time.Duration(seq) * time.Minute)
	return record.Entry{Seq: seq, At: at, By: by, Kind: string(kind), Body: text}
}

// computed is a review of a record, with parameters of the session but for those given in milliseconds.
func computed(t testing.TB, rec *record.Record, settings map[string]int64) *review.Result {
	t.Helper()
	s, err := review.New(rec)
	if err != nil {
		t.Fatal(err)
	}
	p := s.Defaults()
	for name, ms := range settings {
		if err = p.Set(name, ms); err != nil {
			t.Fatal(err)
		}
	}
	r, err := s.Compute(p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// seen is what a role sees of a record.
func seen(t testing.TB, rec *record.Record, by string) *view.Review {
	t.Helper()
	return computed(t, rec, nil).View(by)
}

// texts are the moments as they are told, the corrected ones in brackets.
func texts(v *view.Review) []string {
	list := []string{}
	for _, m := range v.Moments {
		text := m.Text
		if m.State == "corrected" {
			text = "[" + text + "]"
		}
		list = append(list, text)
	}
	return list
}

// chip is the text of a count.
func chip(t testing.TB, v *view.Review, kind string) string {
	t.Helper()
	for _, c := range v.Counts {
		if c.Kind == kind {
			return c.Text
		}
	}
	t.Fatalf("there is no count of %s", kind)
	return ""
}
