package deference

import (
	"fmt"
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// unknown says how much was not heard.
func (t teller) unknown() string {
	if t.loss.lost < timeline.Second {
		return ""
	}
	return bold(length(t.loss.lost)) + " of the session is unknown and left out."
}

// talk tells who spoke how much.
func (t teller) talk() string {
	ind, talk := t.indicator(TalkShare), t.total(t.members)
	switch {
	case ind.State == Withheld:
		return "The balance is withheld. " + ind.Evidence + "."
	case ind.State == Collecting:
		return "Speech comes to " + bold(length(talk)) + ", too little for shares."
	case len(t.members) == 1:
		return t.sentence(func(seat int) string {
			return "spoke for " + bold(length(t.speech[seat])) + " of " + bold(length(t.known())) + "."
		}, nil)
	}
	share := func(seat int) string { return "for " + bold(ind.Figures[seat].Value+" %") }
	line := t.sentence(func(seat int) string { return "spoke " + share(seat) + " of the talk" }, share) + t.band()
	if ind.State == Tentative {
		line += ". These shares are tentative"
	}
	return line + "."
}

// band is the relation to the agreed band at the end of a sentence.
func (t teller) band() string {
	off, ok := t.fromBand()
	if !ok {
		return ""
	}
	words := "inside"
	if off > 0 {
		words = points(off) + " above"
	} else if off < 0 {
		words = points(-off) + " below"
	}
	return fmt.Sprintf(": %s the agreed band of %d–%d %%", words, t.agreement.Band[0], t.agreement.Band[1])
}

// floor tells how long turns were, and which was the longest.
func (t teller) floor() string {
	ind := t.indicator(HoldingFloor)
	lengths := byGroup(t.lengths(), len(t.members))
	if ind.State == Withheld || len(t.turns) == 0 {
		return t.because("Holding the floor", ind)
	}
	longest := t.longest()
	end := fmt.Sprintf("he longest turn was %s, %s at %s.", of(t.people[longest.who].Full()), bold(length(longest.Len())), clock(longest.Start))
	var medians []string
	for k, seat := range t.members {
		if len(lengths[k]) < t.opts.Turns.Bead {
			return "T" + end
		}
		medians = append(medians, bold(length(timeline.FromSeconds(middle(lengths[k], .5))))+" for "+t.people[seat].Full())
	}
	return "The median turn was " + and(medians) + "; t" + end
}

// longest is the longest turn of which all was observed, else the first.
func (t teller) longest() turn {
	longest := t.turns[0]
	for _, x := range t.turns {
		if !x.cut && (longest.cut || x.Len() > longest.Len()) {
			longest = x
		}
	}
	return longest
}

// taking tells who took the floor in overlap.
func (t teller) taking() string {
	ind := t.indicator(TakingFloor)
	if ind.State == Withheld {
		return t.because("Taking the floor in overlap", ind)
	}
	n := 0
	for _, seat := range t.members {
		n += t.taken(seat)
	}
	if n == 0 {
		return "Nobody took the floor in overlap."
	}
	return t.occasions("took the floor in overlap", t.taken) + "; " + t.per(ind) + "."
}

// per says what floors taken come to for each minute in which they could be.
func (t teller) per(ind Indicator) string {
	const minute = "for each minute of the other’s speech "
	switch ind.Direction {
	case Left:
		return minute + "that leans to " + t.people[t.left].Full()
	case Right:
		return minute + "that leans to " + t.people[t.right].Full()
	case Even:
		return minute + "that is even"
	case Unclear:
		return minute + "there is no clear lean"
	default:
		return "that is too little to say more"
	}
}

// stopped tells how often somebody gave way, where there were enough occasions.
func (t teller) stopped() string {
	if t.mode == GroupMode || t.indicator(TakingFloor).State == Withheld {
		return ""
	}
	var lines []string
	for _, seat := range t.members {
		k, n := t.suffered(seat, turns.InterruptionSuccessful), t.suffered(seat, midTurn...)
		if n >= t.opts.Events.Direction {
			lines = append(lines, fmt.Sprintf("%s stopped in **%d of %d** overlaps begun by %s.",
				capital(t.people[seat].Full()), k, n, t.people[t.other(seat)].Full()))
		}
	}
	return strings.Join(lines, " ")
}

// silences tells who broke them, split by who had held the floor.
func (t teller) silences() string {
	ind, n := t.indicator(BreakingSilences), t.endedSilences()
	switch {
	case ind.State == Withheld:
		return t.because("Breaking silences", ind)
	case n == 0:
		return "No silence of " + length(t.opts.Lapse) + " and more was broken."
	case t.mode == GroupMode:
		broke := func(seat int) string { return bold(fmt.Sprintf("%d", t.broken(seat))) }
		return t.sentence(func(seat int) string {
			return "broke " + t.silencesOf(bold(fmt.Sprintf("%d of %d", t.broken(seat), n)), false)
		}, broke) + "."
	}
	who := t.left
	if t.broken(t.right) > t.broken(t.left) {
		who = t.right
	}
	line := t.silencesOf(fmt.Sprintf("%s broke **%d of %d**", capital(t.people[who].Full()), t.broken(who), n), n == 1)
	return line + t.split(who) + "."
}

// split is how many of the silences who broke came after either person's talk.
func (t teller) split(who int) string {
	var parts []string
	for _, held := range []int{t.other(who), who} {
		n := t.endedAfter(func(seat int) bool { return seat == held })
		k := t.acts[turns.Lapse].at(who, held)
		talk := " after " + of(t.people[held].Full()) + " talk"
		switch {
		case n > 0 && n == t.endedSilences():
			return ", all" + talk
		case n > 0:
			parts = append(parts, fmt.Sprintf("**%d of %d**%s", k, n, talk))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + and(parts)
}

// signals tells who gave how many short signals of listening.
func (t teller) signals() string {
	n := 0
	for _, seat := range t.members {
		n += t.done(seat, turns.Backchannel)
	}
	if t.indicator(Backchannels).State == Withheld || n == 0 {
		return ""
	}
	return t.occasions("gave a short signal of listening", func(seat int) int { return t.done(seat, turns.Backchannel) }) + "."
}

// because says why something is withheld, unless the whole balance is, or there is nobody to compare with.
func (t teller) because(what string, ind Indicator) string {
	if ind.State != Withheld || ind.Reason == Alone || t.indicator(TalkShare).State == Withheld {
		return ""
	}
	return what + " is withheld. " + ind.Evidence + "."
}
