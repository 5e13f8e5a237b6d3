package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/view"
)

func TestADeltaHoldsTheSectionsThatChangedAndNoOther(t *testing.T) {
	a := view.View{
		People: []view.Person{{Channel: 0, Name: "Coach"}}, Speaking: []string{"no"},
		Floor: view.Floor{State: "open", Holder: -1}, Setup: &view.Setup{}, Nudge: &view.Nudge{ID: "n1"},
	}
	for _, tc := range []struct {
		name   string
		change func(*view.View)
		want   view.Delta
	}{
		{"session", func(v *view.View) { v.Session.Phase = "live" }, view.Delta{Session: &view.Session{Phase: "live"}}},
		{"speaking", func(v *view.View) { v.Speaking = []string{"yes"} }, view.Delta{Speaking: []string{"yes"}}},
		{"floor", func(v *view.View) { v.Floor.Holder = 0 }, view.Delta{Floor: &view.Floor{State: "open"}}},
		{"people", func(v *view.View) { v.People = nil }, view.Delta{}},
		{"a nudge that goes", func(v *view.View) { v.Nudge = nil }, view.Delta{Nudge: &view.Nudge{}}},
		{"another nudge", func(v *view.View) { v.Nudge = &view.Nudge{ID: "n2"} }, view.Delta{Nudge: &view.Nudge{ID: "n2"}}},
		{"setup that is over", func(v *view.View) { v.Setup = nil }, view.Delta{}},
		{"summary", func(v *view.View) { v.Summary = &view.Summary{} }, view.Delta{Summary: &view.Summary{}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := a
			tc.change(&b)
			got, _ := view.Diff(&a, &b, nil)
			tc.want.Type = "delta"
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("delta (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNothingChangedIsNoDelta(t *testing.T) {
	v := view.View{Speaking: []string{"no"}, Nudge: &view.Nudge{ID: "n"}}
	if d, ok := view.Diff(&v, &v, nil); ok {
		t.Errorf("a delta of a view with itself: %+v", d)
	}
	if _, ok := view.Diff(&v, &v, &view.StripChange{}); !ok {
		t.Error("no delta for a change of the strip")
	}
}
