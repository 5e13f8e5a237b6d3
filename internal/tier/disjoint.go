package tier

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Disjoint are tiers as a file can hold them: each with a name of its own, its labels in order of time, to the
// millisecond, none over another. Labels that overlap go to a further tier, "NAME 2" and so on; moments that coincide
// become one. A stretch of less than half a millisecond goes.
func Disjoint(tiers []Tier) []Tier {
	taken := map[string]bool{}
	var out []Tier
	for _, t := range tiers {
		rows := spread(inOrder(&t), t.Points)
		for _, labels := range rows {
			row := t
			row.Name, row.Labels = unique(taken, t.Name), labels
			out = append(out, row)
		}
	}
	return out
}

// inOrder are the labels of t that have a length, or are moments, in order of time.
func inOrder(t *Tier) []Label {
	labels := make([]Label, 0, len(t.Labels))
	for _, l := range t.Labels {
		l.Start, l.End = milliseconds(l.Start), milliseconds(l.End)
		if t.Points {
			l.End = l.Start
		}
		if t.Points || l.End > l.Start {
			labels = append(labels, l)
		}
	}
	slices.SortStableFunc(labels, func(a, b Label) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return labels
}

// spread puts labels into as few rows as it takes; one at least.
func spread(labels []Label, points bool) [][]Label {
	rows := [][]Label{nil}
next:
	for _, l := range labels {
		for i, row := range rows {
			switch last := len(row) - 1; {
			case last < 0 || row[last].End < l.Start || row[last].End == l.Start && !points:
				rows[i] = append(row, l)
				continue next
			case points:
				row[last].Text += "; " + l.Text
				continue next
			}
		}
		rows = append(rows, []Label{l})
	}
	return rows
}

// unique is name, with a number if it is taken already.
func unique(taken map[string]bool, name string) string {
	free := name
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	taken[free] = true
	return free
}

func milliseconds(s float64) float64 { return math.Round(s*1000) / 1000 }
