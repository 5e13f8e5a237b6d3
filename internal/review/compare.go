package review

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// The states of a compared row.
const (
	apartState    = "apart"
	togetherState = "together"
	fewState      = "few"
	mixedState    = "mixed"
)

// Compare sets two sessions side by side. It says of no two figures which is more unless their 80 % intervals lie apart,
// and of none that cannot be compared.
func Compare(a, b *Digest) *view.Comparison {
	c := &view.Comparison{Type: "comparison", A: a.session(), B: b.session(), Notes: []string{}, Rows: []view.ComparisonRow{}}
	c.Notes = append(c.Notes, mismatches(a, b)...)
	for _, p := range a.People {
		q := b.counterpart(&p, a)
		if q == nil {
			continue
		}
		for i := range trackedMeasures {
			m := &trackedMeasures[i]
			row := compareFigures(m, a, b, a.figure(m.name, p.Channel), b.figure(m.name, q.Channel))
			row.Role, row.Label = p.Role, m.label+": "+p.Role
			if a.who(p.Role, "") == nil || b.who(p.Role, "") == nil {
				row.Name, row.Label = p.Name, m.label+": "+p.Name
			}
			c.Rows = append(c.Rows, row)
		}
	}
	for i := range togetherMeasures {
		m := &togetherMeasures[i]
		c.Rows = append(c.Rows, compareFigures(m, a, b, a.figure(m.name, turns.Nobody), b.figure(m.name, turns.Nobody)))
	}
	return c
}

// counterpart is who in d has the part that p has in its session: the only one of the role in both, or the one of the
// same name; nil when there is none.
func (d *Digest) counterpart(p *DigestPerson, of *Digest) *DigestPerson {
	if only, other := of.who(p.Role, ""), d.who(p.Role, ""); only != nil && other != nil && p.Measured {
		return other
	}
	if of.who(p.Role, p.Name) == nil {
		return nil
	}
	return d.who(p.Role, p.Name)
}

// mismatches are what keeps two sessions from being compared, in sentences.
func mismatches(a, b *Digest) []string {
	var list []string
	if a.Place != b.Place {
		list = append(list, fmt.Sprintf("One was %s, the other %s. What is usual differs, so nothing is said of which is more.", where(a.Place), where(b.Place)))
	}
	if a.Size != b.Size {
		list = append(list, fmt.Sprintf("One is of %s, the other of %d. Waiting times are not compared: the fastest of several answers first.", several(a.Size, "person", "people"), b.Size))
	}
	if a.LapseMS != b.LapseMS {
		list = append(list, fmt.Sprintf("Silences count from %s in one, from %s in the other, and are not compared.", lapseOf(a), lapseOf(b)))
	}
	if a.RuleVersion != b.RuleVersion {
		list = append(list, "They were computed by different versions of the rules; open both to compute them anew.")
	}
	return list
}

func lapseOf(d *Digest) string { return signed(d.LapseMS) }

// where is a place in a sentence.
func where(p record.Place) string {
	switch p {
	case record.Room:
		return "in one room"
	case record.Remote:
		return "remote"
	default:
		return "at a place that was not noted"
	}
}

// compareFigures is one row.
func compareFigures(m *tracked, a, b *Digest, f, g *Figure) view.ComparisonRow {
	row := view.ComparisonRow{Measure: m.name, Label: m.label, Unit: m.unit, Scale: m.scale(), A: m.trendFigure(f), B: m.trendFigure(g)}
	row.Text = row.A.Text + " and " + row.B.Text
	mixed := a.Place != b.Place || m.sized && a.Size != b.Size || m.lapsed && a.LapseMS != b.LapseMS || a.RuleVersion != b.RuleVersion
	switch {
	case mixed:
		row.State = mixedState
		row.Text += "; not compared"
	case !f.told() || !g.told() || f.Interval == nil || g.Interval == nil:
		row.State = fewState
		row.Text += "; too little to compare"
	case meets(m.scaled(*f.Interval, a.Size), m.scaled(*g.Interval, b.Size)):
		row.State = togetherState
		row.Text += "; the intervals meet, so no difference is told"
	default:
		row.State = apartState
		row.Text += "; the intervals lie apart"
	}
	return row
}

// scaled are the ends of an interval as normal makes them.
func (m *tracked) scaled(ends [2]float64, size int) [2]float64 {
	return [2]float64{m.normal(ends[0], size), m.normal(ends[1], size)}
}

// meets says whether two intervals have anything in common.
func meets(a, b [2]float64) bool {
	return a[0] <= b[1] && b[0] <= a[1]
}
