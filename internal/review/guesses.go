package review

import (
	"fmt"
	"math"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/view"
)

// mostGuessed is the largest number of occasions that anybody may guess.
const mostGuessed = 999

// question is what somebody is asked before the figures.
type question struct {
	id, unit  string
	most      int
	indicator deference.ID
	measure   string
	text      func(r *Result, who int) string
	guess     func(x *Reflection) *int
	value     func(v deference.Value) *float64
}

var questions = []question{
	{
		"talk_share", "%", 100, deference.TalkShare, "talk_share",
		func(r *Result, who int) string {
			return "What share of the talk was " + of(r.names.full(who)) + "?"
		},
		func(x *Reflection) *int { return x.TalkShare },
		func(v deference.Value) *float64 { return v.Value },
	},
	{
		"taken", "", mostGuessed, deference.TakingFloor, "floor_taken_in_overlap",
		func(r *Result, who int) string {
			return "How often did " + r.names.full(who) + " take the floor in overlap?"
		},
		func(x *Reflection) *int { return x.Taken },
		counted,
	},
	{
		"broken", "", mostGuessed, deference.BreakingSilences, "silences_broken",
		func(r *Result, who int) string {
			return "How many silences of " + round(r.Parameters.Rules.Lapse) + " and more did " + r.names.full(who) + " break?"
		},
		func(x *Reflection) *int { return x.Broken },
		counted,
	},
}

func counted(v deference.Value) *float64 {
	n := float64(v.Count)
	return &n
}

// guesses are the questions for a role, and the answers that it may see beside what was measured.
func (r *Result) guesses(viewer string) view.ReviewGuesses {
	g := view.ReviewGuesses{Questions: []view.GuessQuestion{}, Given: []view.Guess{}}
	if who, ok := r.reflectsOn(viewer); ok {
		for _, q := range questions {
			g.Questions = append(g.Questions, view.GuessQuestion{ID: q.id, Text: q.text(r, who), Unit: q.unit, Max: q.most})
		}
	}
	list, of := standing[*Reflection](r.s.entries)
	for i, x := range list {
		own := of[i].by == viewer
		g.Asked = g.Asked || own
		if own || x.Shared {
			g.Given = append(g.Given, r.given(x, of[i])...)
		}
	}
	return g
}

// readers are the roles in which somebody looks at a session.
var readers = []string{"coach", "client", "observer", "mentor"}

// asks are the roles that are asked for a guess before they see figures.
func (r *Result) asks() []string {
	roles := []string{}
	for _, role := range readers {
		if g := r.guesses(role); !g.Asked && len(g.Questions) > 0 {
			roles = append(roles, role)
		}
	}
	return roles
}

// reflectsOn is whose part a role is asked about: its own, where it is one person's, else the coach's, else that of the
// left of the pair.
func (r *Result) reflectsOn(role string) (channel int, ok bool) {
	for _, want := range []string{role, string(deference.Coach)} {
		if k, one := r.only(want); one {
			return k, true
		}
	}
	return r.Indicators.Left, r.Indicators.Left >= 0
}

// only is the channel of the one measured person of a role.
func (r *Result) only(role string) (channel int, one bool) {
	n := 0
	for _, p := range r.People {
		if p.Role == role && p.Measured {
			channel, n = p.Channel, n+1
		}
	}
	return channel, n == 1
}

// given are the answers of one reflection.
func (r *Result) given(x *Reflection, e *entry) []view.Guess {
	var list []view.Guess
	who, ok := r.reflectsOn(e.by)
	for _, q := range questions {
		guess := q.guess(x)
		if !ok || guess == nil {
			continue
		}
		v := view.Guess{Seq: e.seq, By: e.by, Question: q.id, Guess: *guess, Measured: r.measuredOf(q, who)}
		v.Text = fmt.Sprintf("Guessed %d%s, not measured", *guess, suffix(q.unit))
		if v.Measured != nil {
			v.Text = fmt.Sprintf("Guessed %d%s, measured %.0f%s", *guess, suffix(q.unit), *v.Measured, suffix(q.unit))
		}
		list = append(list, v)
	}
	return list
}

func suffix(unit string) string {
	if unit == "" {
		return ""
	}
	return " " + unit
}

// measuredOf is what was measured of what q asks; nil where it is withheld, or too little was said.
func (r *Result) measuredOf(q question, who int) *float64 {
	ind := r.indicator(q.indicator)
	if ind == nil || ind.State == deference.Withheld {
		return nil
	}
	for _, v := range valuesOf(ind, q.measure) {
		if x := q.value(v); v.Channel == who && x != nil {
			y := *x
			if q.unit == "%" {
				y = math.RoundToEven(100 * y)
			}
			return &y
		}
	}
	return nil
}
