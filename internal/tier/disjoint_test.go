package tier_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/evenkeel/monitor/internal/tier"
)

func label(start, end float64, text string) tier.Label {
	return tier.Label{Start: start, End: end, Text: text}
}

func TestATierHoldsNothingTwiceAtOnce(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   tier.Tier
		want []tier.Tier
	}{
		{
			"labels that overlap go to further tiers",
			tier.Tier{Name: "t", Speaker: "s", Kind: "k", Labels: []tier.Label{label(2, 5, "b"), label(1, 3, "a"), label(2.5, 3, "c"), label(3, 4, "d")}},
			[]tier.Tier{
				{Name: "t", Speaker: "s", Kind: "k", Labels: []tier.Label{label(1, 3, "a"), label(3, 4, "d")}},
				{Name: "t 2", Speaker: "s", Kind: "k", Labels: []tier.Label{label(2, 5, "b")}},
				{Name: "t 3", Speaker: "s", Kind: "k", Labels: []tier.Label{label(2.5, 3, "c")}},
			},
		},
		{
			"moments that coincide become one",
			tier.Tier{Name: "t", Points: true, Labels: []tier.Label{label(2, 9, "b"), label(1, 1, "a"), label(2.0004, 2, "c")}},
			[]tier.Tier{{Name: "t", Points: true, Labels: []tier.Label{label(1, 1, "a"), label(2, 2, "b; c")}}},
		},
		{
			"times are rounded to milliseconds, and what is empty then goes",
			tier.Tier{Name: "t", Labels: []tier.Label{label(1.00049, 2.0005, "a"), label(3, 3.0004, "b"), label(4, 3, "c")}},
			[]tier.Tier{{Name: "t", Labels: []tier.Label{label(1, 2.001, "a")}}},
		},
		{"a tier without labels stays", tier.Tier{Name: "t"}, []tier.Tier{{Name: "t"}}},
	} {
		if diff := cmp.Diff(tc.want, tier.Disjoint([]tier.Tier{tc.in})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

func TestTiersHaveNamesOfTheirOwn(t *testing.T) {
	var names []string
	for _, row := range tier.Disjoint([]tier.Tier{{Name: "a"}, {Name: "a 2"}, {Name: "a"}, {Name: "a"}, {Name: ""}, {Name: ""}}) {
		names = append(names, row.Name)
	}
	if diff := cmp.Diff([]string{"a", "a 2", "a 3", "a 4", "", " 2"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
