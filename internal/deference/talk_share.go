package deference

import (
	"fmt"
	"strconv"

	"github.com/evenkeel/monitor/internal/timeline"
)

// talkShare is everybody's part of the speech. It has no direction, only its relation to the agreed band.
func (e *evaluation) talkShare() Indicator {
	ind := e.begin(TalkShare)
	for seat := range ind.Figures {
		ind.Figures[seat].Unit = "%"
	}
	talk := e.total(e.members)
	spread := e.spread().shares
	ind.Measures = []Measure{e.shareMeasure("D1", "talk_share", e.speech, spread), e.shareMeasure("D1f", "floor_share", e.floor, nil)}
	switch {
	case ind.State == Withheld:
	case talk < e.opts.TalkFigures:
		ind.Evidence = bold(amount(talk)) + " of speech; figures from " + length(e.opts.TalkFigures)
	default:
		e.drawTalk(&ind, talk, spread)
		ind.Reason = e.limited(TalkShare)
		ind.State, ind.Status, ind.Evidence = e.settleTalk(ind.Reason, talk, spread)
	}
	return ind
}

// drawTalk places the figures and the bead.
func (e *evaluation) drawTalk(ind *Indicator, talk timeline.Position, spread []draws) {
	of := talk
	if len(e.members) == 1 { // alone, the share is that of the time
		of, spread = e.known(), nil
	}
	for k, seat := range e.members {
		f, own := &ind.Figures[seat], float64(e.speech[seat])
		f.Value = strconv.Itoa(percent(own, float64(of)))
		if e.mode == GroupMode {
			f.Position, f.Interval = number(own/float64(of)), member(spread, k).ends()
		} else if seat == e.right {
			ind.Position, ind.Interval = number(own/float64(of)), member(spread, k).ends()
		}
	}
}

// settleTalk decides the state and the words of a talk share that has figures.
func (e *evaluation) settleTalk(limit Reason, talk timeline.Position, spread []draws) (State, string, string) {
	o := e.opts
	short := e.short(talk)
	switch {
	case limit != "":
		return Tentative, "Tentative", ""
	case len(e.members) == 1:
		return Shown, "", "Of " + bold(amount(e.known())) + " measured"
	case short != "" && e.span.Len() <= o.TalkShown && e.span.Start > 0:
		return Tentative, "Tentative", bold(amount(talk)) + " of speech; a window this short stays tentative"
	case short != "":
		return Tentative, "Tentative", bold(amount(talk)) + " of speech in " + some(len(e.turns), "turn", "turns") + "; " + short
	}
	for _, d := range spread {
		if d.deviation() > o.TalkError {
			points := percent(d.quantile(highTail)-d.quantile(lowTail), 2)
			return Tentative, "Tentative", fmt.Sprintf("%s of speech; give or take %s points", bold(amount(talk)), count(points))
		}
	}
	return Shown, e.relation(), e.denominator(talk)
}

// short says what is still missing to tell more of shares of a time than figures; empty when nothing is.
func (e *evaluation) short(time timeline.Position) string {
	var missing []string
	if time < e.opts.TalkShown {
		missing = append(missing, length(e.opts.TalkShown))
	}
	if len(e.turns) < e.opts.TalkTurns {
		missing = append(missing, fmt.Sprintf("%d turns", e.opts.TalkTurns))
	}
	if missing == nil {
		return ""
	}
	return "tentative until " + and(missing)
}

// fromBand is how many points the share of the left of the pair lies above the agreed band, below zero for below, in
// the figures that are shown. ok is false when there is no band.
func (e *evaluation) fromBand() (points int, ok bool) {
	if e.mode == GroupMode || e.agreement.Band == nil {
		return 0, false
	}
	share := percent(float64(e.speech[e.left]), float64(e.total(e.members)))
	return share - min(max(share, e.agreement.Band[0]), e.agreement.Band[1]), true
}

// relation is fromBand in words; the agreed band is drawn beside it.
func (e *evaluation) relation() string {
	off, ok := e.fromBand()
	switch {
	case !ok:
		return ""
	case off > 0:
		return points(off) + " above the band"
	case off < 0:
		return points(-off) + " below the band"
	default:
		return "Inside the agreed band"
	}
}

// denominator says what the shares are of, where no band says more.
func (e *evaluation) denominator(talk timeline.Position) string {
	if _, ok := e.fromBand(); ok {
		return ""
	}
	return "Of " + bold(amount(talk)) + " of speech"
}

// points is a difference of two shares in words.
func points(n int) string {
	if n == 1 {
		return "1 point"
	}
	return strconv.Itoa(n) + " points"
}

// shareMeasure is everybody's part of a time, with the interval where one was drawn.
func (e *evaluation) shareMeasure(id, name string, times []timeline.Position, spread []draws) Measure {
	var all timeline.Position
	for _, seat := range e.members {
		all += times[seat]
	}
	m := Measure{ID: id, Name: name, Unit: "share", Of: "s of everybody who is compared; Count: turns", Least: e.opts.TalkTurns}
	return e.measure(m, func(seat int) Value {
		v := Value{Count: e.turnsOf(seat), Of: *number(all.Seconds()), Value: number(float64(times[seat]) / float64(all))}
		v.Interval = member(spread, e.memberAt(seat)).ends()
		return v
	})
}
