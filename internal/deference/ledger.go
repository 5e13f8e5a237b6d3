package deference

import (
	"sort"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// stretch is speech of one channel, or a silence and the channel that ended it.
type stretch struct {
	timeline.Span
	who int8
}

// turn is a turn that is over, or one that still goes on and has no end yet.
type turn struct {
	timeline.Span
	who, other int8
	cut        bool              // it was longer than what was observed of it
	fto        timeline.Position // turns.None when it has none
}

// act is any other reading: who acted, upon whom, and who held the floor afterwards.
type act struct {
	timeline.Span
	kind             turns.ReadingKind
	who, other, next int8
}

// ending is what ended at some position.
type ending interface{ ended() timeline.Position }

func (s stretch) ended() timeline.Position { return s.End }
func (t turn) ended() timeline.Position    { return t.End }
func (a act) ended() timeline.Position     { return a.End }

// ledger keeps what the indicators need of all facts so far, some 30 bytes a fact. Every list is ordered by where
// things ended, so that a window is its tail.
type ledger struct {
	speech   []stretch
	silences []stretch // pauses and gaps
	turns    []turn
	acts     []act
	running  map[int]turn // turns that still go on, by the ID of their reading
}

// signal enters a layer-1 fact.
func (l *ledger) signal(f turns.Signal) {
	s := stretch{f.Span, short(f.Speaker)}
	switch f.Kind {
	case turns.IPU:
		l.speech = enter(l.speech, s)
	case turns.Pause, turns.Gap:
		l.silences = enter(l.silences, s)
	default: // overlaps are told by the readings
	}
}

// reading enters a layer-2 fact. Only turns count before they are final: as going on.
func (l *ledger) reading(r turns.Reading) {
	t := turn{r.Span, short(r.Speaker), short(r.Other), r.Flags.Unobserved(), r.FTO}
	switch {
	case r.Kind == turns.Turn && r.Status == turns.Provisional:
		if l.running == nil {
			l.running = make(map[int]turn)
		}
		l.running[r.ID] = t
	case r.Kind == turns.Turn:
		delete(l.running, r.ID)
		if r.Status == turns.Final {
			l.turns = enter(l.turns, t)
		}
	case r.Status == turns.Final:
		l.acts = enter(l.acts, act{r.Span, r.Kind, t.who, t.other, short(r.NextHolder)})
	}
}

// short is a channel in one byte; Nobody for what is none.
func short(channel int) int8 {
	if channel < 0 || channel >= turns.MaxChannels {
		return turns.Nobody
	}
	return int8(channel)
}

// enter puts x in its place, which is the end or close to it.
func enter[T ending](list []T, x T) []T {
	list = append(list, x)
	for i := len(list) - 1; i > 0 && list[i-1].ended() > x.ended(); i-- {
		list[i-1], list[i] = list[i], list[i-1]
	}
	return list
}

// since is the tail of list that ended after from.
func since[T ending](list []T, from timeline.Position) []T {
	return list[sort.Search(len(list), func(i int) bool { return list[i].ended() > from }):]
}
