package archive_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/evenkeel/monitor/internal/archive"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/store"
	"github.com/evenkeel/monitor/internal/view"
)

// relisted changes what the list says of the sessions in a folder, behind the archive's back.
func relisted(t *testing.T, dir, digest, digested string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, sum := range s.List() {
		if err = s.SetDigest(t.Context(), sum.ID, json.RawMessage(digest)); err != nil {
			t.Fatal(err)
		}
		if err = s.Update(t.Context(), sum.ID, func(s *store.Summary) { s.Digested, s.Figures = digested, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err = s.Close(); err != nil {
		t.Fatal(err)
	}
}

// trends asks for those of the coach until nothing is waited for.
func trends(t *testing.T, a *archive.Archive) (now, later *view.Trends) {
	t.Helper()
	for range 1000 {
		v, err := a.Trends(t.Context(), "", "coach", "")
		if err != nil {
			t.Fatal(err)
		}
		if now == nil {
			now = v
		}
		if v.Waiting == 0 {
			return now, v
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("figures are still waited for")
	return nil, nil
}

func TestFiguresThatAreMissingAreMadeAnew(t *testing.T) {
	for name, was := range map[string][2]string{
		"there are none":                    {``, ``},
		"they are of an older program":      {`{"version": 0, "figures": []}`, `0/2`},
		"they are by other rules":           {`{"version": 1, "rule_version": "0", "figures": []}`, `1/0`},
		"they are in no form that is known": {`[]`, `1/2`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			id, _ := kept(t, dir, "Session 1")
			relisted(t, dir, was[0], was[1])
			a := opened(t, dir, 0)
			now, later := trends(t, a)
			if now.Waiting != 1 || len(now.LeftOut) != 1 || now.LeftOut[0].Session.ID != id || len(now.Series[0].Points) != 0 {
				t.Errorf("at once: %d waited for, left out %+v", now.Waiting, now.LeftOut)
			}
			if len(later.LeftOut) != 0 || len(later.Series[0].Points) != 1 || later.Series[0].Points[0].Figure.Value == nil {
				t.Errorf("later: left out %+v, %+v", later.LeftOut, later.Series[0])
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
			if now, _ = trends(t, again(t, dir)); now.Waiting != 0 {
				t.Error("they were not kept: the next program makes them again")
			}
		})
	}
}

func TestComparingMakesFiguresThatAreMissing(t *testing.T) {
	dir := t.TempDir()
	first, _ := kept(t, dir, "Session 1")
	second, _ := kept(t, dir, "Session 2")
	relisted(t, dir, "", "")
	c, err := again(t, dir).Compare(t.Context(), second, first)
	if err != nil {
		t.Fatal(err)
	}
	if c.A.Title != "Session 2" || c.B.Title != "Session 1" || len(c.Notes) != 0 {
		t.Errorf("%+v and %+v, %q", c.A, c.B, c.Notes)
	}
	for _, row := range c.Rows {
		if row.State == "apart" || row.A.Text != row.B.Text {
			t.Errorf("of the same talk, %s: %s (%s)", row.Label, row.Text, row.State)
		}
	}
}

func TestASessionThatIsRecordedIsLeftOut(t *testing.T) {
	dir := t.TempDir()
	id, _ := kept(t, dir, "Session 1")
	a := again(t, dir)
	head := record.Head{Title: "Now", StartedAt: time.Now(), People: []view.Person{{Name: "Coach", Role: "coach", Measured: true}}}
	r, err := a.Record(t.Context(), &head)
	if err != nil {
		t.Fatal(err)
	}
	defer r.End(0)
	r.Event(record.Event{Mark: &record.Mark{ID: "m1"}})
	for range 1000 {
		v, err := a.Trends(t.Context(), "", "coach", "Coach")
		if err != nil {
			t.Fatal(err)
		}
		if len(v.LeftOut) == 1 {
			if v.LeftOut[0].Session.ID != head.ID || v.Waiting != 0 || v.LeftOut[0].Reason != "It is being recorded" {
				t.Errorf("left out %+v, %d waited for", v.LeftOut, v.Waiting)
			}
			if _, err = a.Compare(t.Context(), id, head.ID); err == nil {
				t.Error("it is compared")
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("it is never left out")
}
