package review

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// silenceGoal is the measure of a goal to let silences run to some seconds.
const silenceGoal = "silence"

// longestGoal is the longest silence that anybody may set out for, seconds.
const longestGoal = 60

// The states of a goal in a session.
const (
	reached    = "reached"
	notReached = "not_reached"
	unclear    = "unclear" // the interval lies across
)

// CheckGoal says in a sentence why a goal cannot be followed.
func CheckGoal(g *view.Goal) error {
	switch {
	case !slices.Contains(authors, g.Role):
		return fmt.Errorf("%q is no role", g.Role)
	case g.AtLeast == nil && g.AtMost == nil:
		return errors.New("the goal says neither at least nor at most what")
	case g.AtLeast != nil && g.AtMost != nil && *g.AtLeast > *g.AtMost:
		return errors.New("the goal asks for at least more than at most")
	case g.Measure == silenceGoal && (g.AtLeast == nil || *g.AtLeast < leastPause.Seconds() || *g.AtLeast > longestGoal):
		return fmt.Errorf("silences can run to 1 s at least, and to %d s at most", longestGoal)
	case g.Measure == silenceGoal:
		return nil
	case trackedBy(g.Measure) == nil:
		return fmt.Errorf("%q is nothing that is followed", g.Measure)
	}
	return trackedBy(g.Measure).checkBounds(g)
}

// farthestGoal is how far from 0 anything else than a share can be set out for, seconds or times a minute.
const farthestGoal = 600

// checkBounds says in a sentence what no figure of the measure is.
func (m *tracked) checkBounds(g *view.Goal) error {
	for _, x := range []*float64{g.AtLeast, g.AtMost} {
		switch {
		case x == nil:
		case m.unit == "%" && (*x < 0 || *x > 1):
			return errors.New("a share is from 0 to 100 %")
		case math.Abs(*x) > farthestGoal:
			return fmt.Errorf("a goal is at most %d away from 0", farthestGoal)
		}
	}
	return nil
}

// trackedBy is the measure of that name; nil when there is none.
func trackedBy(name string) *tracked {
	for i := range trackedMeasures {
		if trackedMeasures[i].name == name {
			return &trackedMeasures[i]
		}
	}
	return nil
}

// follow is a goal over sessions, in each of which one person has its role.
func follow(g *view.Goal, drawn []*Digest, name string) view.FollowedGoal {
	f := view.FollowedGoal{Goal: *g, Text: goalText(g), Points: []view.GoalPoint{}}
	for _, d := range drawn {
		who := d.who(g.Role, name)
		p := view.GoalPoint{Session: d.session(), State: fewState}
		if g.Measure == silenceGoal {
			silencePoint(&p, d, who, *g.AtLeast)
		} else if m := trackedBy(g.Measure); m != nil {
			measurePoint(&p, m, d.figure(m.name, who.Channel), g)
		}
		f.Points = append(f.Points, p)
	}
	return f
}

// goalText is a goal in words: its own, if it has any.
func goalText(g *view.Goal) string {
	if text := strings.TrimSpace(g.Text); text != "" {
		return text
	}
	if g.Measure == silenceGoal {
		return "Let silences run to " + round(timeline.FromSeconds(*g.AtLeast))
	}
	m := trackedBy(g.Measure)
	if m == nil {
		return g.Measure
	}
	switch {
	case g.AtMost == nil:
		return m.label + " of " + m.text(*g.AtLeast) + " and more"
	case g.AtLeast == nil:
		return m.label + " of " + m.text(*g.AtMost) + " and less"
	default:
		return m.label + " from " + m.text(*g.AtLeast) + " to " + m.text(*g.AtMost)
	}
}

// silencePoint counts the silences after others' talk that ran to a length, of those that this person could have let
// run: those that they ended, and those that ran so long whoever ended them. What another ended before was not theirs to
// let run. The goal is reached when more than half of them ran so long.
func silencePoint(p *view.GoalPoint, d *Digest, who *DigestPerson, seconds float64) {
	length := timeline.FromSeconds(seconds)
	for _, s := range d.Silences {
		ran, before, after := s[0] >= length.Milliseconds(), int(s[1]), int(s[2])
		if before == who.Channel || !ran && after != who.Channel {
			continue
		}
		p.Of++
		if ran {
			p.Count++
		}
	}
	p.Text = fmt.Sprintf("%d of %s ran to %s", p.Count, several(p.Of, "silence", "silences"), round(length))
	if p.Of == 0 {
		p.Text = "There was no silence of 1 s and more that could have run on"
		return
	}
	p.Value, p.Interval = rounded(float64(p.Count)/float64(p.Of)), deference.ProportionInterval(p.Count, p.Of)
	if p.Of >= deference.DefaultOptions().Events.Bead {
		half := .5
		p.State = within(*p.Interval, &half, nil)
	}
}

// measurePoint compares a measure with what was set out for.
func measurePoint(p *view.GoalPoint, m *tracked, f *Figure, g *view.Goal) {
	p.Text = m.trendFigure(f).Text
	if !f.told() {
		return
	}
	p.Value, p.Interval, p.Count, p.Of = f.Value, f.Interval, f.Count, int(f.Of)
	if f.Interval != nil {
		p.State = within(*f.Interval, g.AtLeast, g.AtMost)
	}
}

// within says whether an interval lies on the side of its bounds that was set out for.
func within(ends [2]float64, least, most *float64) string {
	above, below := least == nil || ends[0] >= *least, most == nil || ends[1] <= *most
	switch {
	case above && below:
		return reached
	case least != nil && ends[1] < *least, most != nil && ends[0] > *most:
		return notReached
	default:
		return unclear
	}
}
