package review_test

import (
	"testing"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/review"
)

func FuzzWhatCanBeAddedCanBeReviewed(f *testing.F) {
	rec := pair(f)
	for _, e := range rec.Entries {
		f.Add(e.By, e.Kind, []byte(e.Body))
	}
	f.Add("coach", "drop_channel", []byte(`{"channel":0}`))
	f.Add("coach", "tags", []byte(`{"tags":[{"id":"a","name":"b"}]}`))
	f.Add("mentor", "note_delete", []byte(`{"note":1}`))
	f.Add("mentor", "swap", []byte(`null`))
	s, err := review.New(rec)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, by, kind string, body []byte) {
		e := record.Entry{Seq: int64(len(rec.Entries)) + 1, At: began, By: by, Kind: kind, Body: body}
		refused := s.Check(e)
		next, err := s.With(e)
		if err != nil {
			t.Fatal(err)
		}
		r, err := next.Compute(next.Defaults())
		if err != nil {
			t.Fatal(err)
		}
		v := r.View("coach")
		for _, l := range v.Log {
			if l.Seq == e.Seq && (l.State == "ignored") != (refused != nil) {
				t.Errorf("%s %s: refused for %v, and %s", kind, body, refused, l.State)
			}
		}
	})
}
