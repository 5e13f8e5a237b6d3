package review

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// Trend follows whoever had a role, or the one of that name if it is not empty, over sessions, and the goals of that
// role. Sessions in one room and remote ones are never mixed: those of the place that most are of are drawn, of the
// latest where as many are of each, and the others are listed with the reason, after those that have no digest.
func Trend(digests []*Digest, role, name string, goals []view.Goal, without ...view.LeftOut) *view.Trends {
	t := &view.Trends{
		Type: "trends", Role: role, Name: name, Series: []view.Trend{}, Goals: []view.FollowedGoal{}, People: []view.TrendPerson{},
	}
	drawn, left := choose(digests, role, name)
	left = append(without, left...)
	t.LeftOut = append([]view.LeftOut{}, left...)
	t.Text = several(len(drawn), "session", "sessions")
	if len(drawn) > 0 {
		t.Place = string(drawn[0].Place)
		t.Text += " " + where(drawn[0].Place)
	}
	if len(left) > 0 {
		t.Text += fmt.Sprintf("; %d left out", len(left))
	}
	for i := range trackedMeasures {
		t.Series = append(t.Series, trendOf(&trackedMeasures[i], drawn, func(d *Digest) int { return d.who(role, name).Channel }))
	}
	for i := range togetherMeasures {
		t.Series = append(t.Series, trendOf(&togetherMeasures[i], drawn, func(*Digest) int { return turns.Nobody }))
	}
	for i := range goals {
		if g := &goals[i]; g.Role == role && (g.Person == "" || g.Person == name) {
			t.Goals = append(t.Goals, follow(&goals[i], drawn, name))
		}
	}
	return t
}

// choose are the sessions that can be drawn together, oldest first, and those that are left out.
func choose(digests []*Digest, role, name string) (drawn []*Digest, left []view.LeftOut) {
	left = []view.LeftOut{}
	var with []*Digest
	for _, d := range slices.SortedStableFunc(slices.Values(digests), func(a, b *Digest) int { return a.StartedAt.Compare(b.StartedAt) }) {
		if d.who(role, name) != nil {
			with = append(with, d)
			continue
		}
		left = append(left, view.LeftOut{Session: d.session(), Reason: "Nobody, or more than one, had this part in it"})
	}
	place := usualPlace(with)
	for _, d := range with {
		if d.Place == place {
			drawn = append(drawn, d)
			continue
		}
		reason := "It was " + where(d.Place) + ", the others " + where(place) + ": what is usual differs"
		left = append(left, view.LeftOut{Session: d.session(), Reason: reason})
	}
	return drawn, left
}

// usualPlace is where most sessions were; of two places with as many, that of the latest session.
func usualPlace(list []*Digest) (place record.Place) {
	count := make(map[record.Place]int)
	for _, d := range list {
		count[d.Place]++
	}
	most := 0
	for _, d := range list {
		if n := count[d.Place]; n >= most {
			place, most = d.Place, n
		}
	}
	return place
}

// trendOf is one measure over sessions, of a channel in each.
func trendOf(m *tracked, drawn []*Digest, channel func(d *Digest) int) view.Trend {
	t := view.Trend{Measure: m.name, Label: m.label, Unit: m.unit, Scale: m.scale(), Points: []view.TrendPoint{}, LeftOut: []view.LeftOut{}}
	for _, d := range drawn {
		if reason := m.unlike(d, drawn[len(drawn)-1]); reason != "" {
			t.LeftOut = append(t.LeftOut, view.LeftOut{Session: d.session(), Reason: reason})
			continue
		}
		f := d.figure(m.name, channel(d))
		p := view.TrendPoint{Session: d.session(), Figure: m.trendFigure(f)}
		if f.told() {
			n := m.normal(*f.Value, d.Size)
			p.Normal = &n
			if f.Interval != nil {
				ends := m.scaled(*f.Interval, d.Size)
				p.NormalInterval = &ends
			}
		}
		t.Points = append(t.Points, p)
	}
	return t
}

// unlike is why d cannot stand in a row with the latest session; "" when it can.
func (m *tracked) unlike(d, latest *Digest) string {
	switch {
	case m.sized && d.Size != latest.Size:
		return fmt.Sprintf("It is of %s, the latest of %d: the fastest of several answers first", several(d.Size, "person", "people"), latest.Size)
	case m.lapsed && d.LapseMS != latest.LapseMS:
		return "Silences count from " + lapseOf(d) + " in it, from " + lapseOf(latest) + " in the latest"
	case d.RuleVersion != latest.RuleVersion:
		return "It was computed by another version of the rules; open it to compute it anew"
	default:
		return ""
	}
}
