package deference

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Summary is a session in sentences and a table.
type Summary struct {
	Length timeline.Position
	Paused timeline.Position // of Length
	Lines  []string          // sentences, with **figures** marked
	Table  []Row
}

// Summary tells the session up to the latest evaluation.
func (m *Meter) Summary() Summary {
	t := teller{m.session, m.latest.Session.Indicators}
	s := Summary{Length: m.session.span.End, Paused: m.session.span.Len() - m.session.loss.of, Table: t.table()}
	for _, tell := range []func() string{t.unknown, t.talk, t.floor, t.taking, t.stopped, t.silences, t.signals} {
		if line := tell(); line != "" {
			s.Lines = append(s.Lines, line)
		}
	}
	return s
}

// teller puts what an evaluation found into words for the end of a session.
type teller struct {
	*evaluation
	found []Indicator
}

// indicator is what was found of id; withheld when nothing was.
func (t teller) indicator(id ID) Indicator {
	for _, ind := range t.found {
		if ind.ID == id {
			return ind
		}
	}
	return Indicator{ID: id, State: Withheld}
}

// sentence names everybody who is compared: who comes first with what they did, the others with theirs.
func (t teller) sentence(first, others func(seat int) string) string {
	return t.sentenceOf(t.members, first, others)
}

// occasions is sentence for what people did some number of times; whoever never did it comes last.
func (t teller) occasions(did string, count func(seat int) int) string {
	seats := slices.Clone(t.members)
	slices.SortStableFunc(seats, func(a, b int) int { return min(count(b), 1) - min(count(a), 1) })
	times := func(seat int) string { return often(count(seat)) }
	return t.sentenceOf(seats, func(seat int) string { return did + " " + times(seat) }, times)
}

func (t teller) sentenceOf(seats []int, first, others func(seat int) string) string {
	parts := make([]string, len(seats))
	for i, seat := range seats {
		say := others
		if i == 0 {
			say = first
		}
		parts[i] = t.people[seat].Full() + " " + say(seat)
	}
	return capital(list(parts))
}

// often is a number of occasions in words.
func often(n int) string {
	switch n {
	case 0:
		return "not at all"
	case 1:
		return bold("once")
	case 2:
		return bold("twice")
	default:
		return bold(fmt.Sprintf("%d times", n))
	}
}
