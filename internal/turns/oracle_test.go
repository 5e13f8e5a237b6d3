package turns_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// oracle applies the definitions to a whole session that it knows to its end, without regard to when what could be
// decided. All channels are observed.
type oracle struct {
	o    turns.Options
	ipus []utterance // in order of start, then channel
}

type utterance struct {
	timeline.Span
	channel int
	chain   timeline.Span // of the tokens that it may belong to
	leads   bool          // it is the first of them
	token   bool
}

func newOracle(o turns.Options, x talk) *oracle {
	r := &oracle{o: o}
	for k, spans := range x {
		var list []utterance
		for _, s := range spans {
			if n := len(list); n > 0 && s.Start-list[n-1].End < o.IPUBridge {
				list[n-1].End = s.End
				continue
			}
			list = append(list, utterance{Span: s, channel: k})
		}
		list = slices.DeleteFunc(list, func(u utterance) bool { return u.Len() < o.MinBurst })
		r.ipus = append(r.ipus, r.shaped(list)...)
	}
	slices.SortStableFunc(r.ipus, func(a, b utterance) int { return int(a.Start - b.Start) })
	return r
}

// shaped finds the tokens among the IPUs of one channel.
func (r *oracle) shaped(list []utterance) []utterance {
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && list[j].Start-list[j-1].End < r.o.BCPost {
			j++
		}
		chain := timeline.Span{Start: list[i].Start, End: list[j-1].End}
		token := j == i+1 || chain.Len() <= r.o.BCChainTotal
		for _, u := range list[i:j] {
			token = token && u.Len() <= r.o.BCMax && u.Len() >= r.o.BCMin
		}
		for k := i; k < j; k++ {
			list[k].token, list[k].chain, list[k].leads = token, chain, k == i
		}
		i = j
	}
	return list
}

// met is the talk that u came into; nil when there is none.
func (r *oracle) met(u utterance) (v *utterance, twin bool) {
	for i := range r.ipus {
		w := &r.ipus[i]
		tied := w.Start == u.Start && w.channel > u.channel && !u.token
		switch {
		case w.channel == u.channel || w.token || w.Start > u.Start || w.End <= u.Start:
		case tied:
			twin = true
		case v == nil || min(w.End, u.End) > min(v.End, u.End):
			v = w
		}
	}
	return v, twin
}

// listens says whether the tokens that start with u are a backchannel.
func (r *oracle) listens(u utterance) bool {
	if !u.token {
		return false
	}
	if v, _ := r.met(u); v != nil {
		return true
	}
	for _, next := range r.ipus {
		if next.token || next.Start <= u.Start {
			continue
		}
		if next.channel == u.channel || next.Start >= u.chain.End+r.o.Resume {
			return false
		}
		before := timeline.Position(-1 << 40)
		for _, w := range r.ipus {
			if w.channel == next.channel && w.Start < u.Start {
				before = w.End
			}
		}
		return u.Start-before <= r.o.Resume || next.Start < u.chain.End
	}
	return false
}

// class is what the tree says of u; "" when it says nothing.
func (r *oracle) class(u utterance) string {
	for _, first := range r.ipus {
		if first.channel == u.channel && first.leads && first.chain == u.chain && !u.leads && r.listens(first) {
			return ""
		}
	}
	v, twin := r.met(u)
	listens := u.leads && r.listens(u)
	switch {
	case v == nil && listens:
		return r.say(turns.Backchannel, u, u.chain)
	case v == nil || twin && v == nil:
		return ""
	}
	shared := timeline.Span{Start: u.Start, End: min(u.End, v.End)}
	switch rem := v.End - u.Start; {
	case u.Start-v.Start <= r.o.SimStart:
		return r.say(turns.SimultaneousStart, u, shared)
	case listens:
		return r.say(turns.Backchannel, u, u.chain)
	case u.End <= v.End && u.Len() <= r.o.BCMax:
		return r.say(turns.ShortInsert, u, shared)
	case u.End <= v.End:
		return r.say(turns.ButtIn, u, shared)
	case rem <= r.o.TermStrict:
		return r.say(turns.TerminalOverlap, u, shared)
	case rem <= r.o.TermWide:
		return r.say(turns.TerminalOrFastYield, u, shared)
	}
	return r.say(r.outlasting(u, *v), u, shared)
}

// outlasting tells what came of an entry that went on after the other's end.
func (r *oracle) outlasting(u, v utterance) turns.ReadingKind {
	next := timeline.Position(1 << 50)
	for _, w := range r.ipus {
		if w.channel == v.channel && !w.token && w.Start >= v.End {
			next = min(next, w.Start)
		}
	}
	var sole, last timeline.Position
	last = v.End
	for _, w := range r.ipus {
		if w.channel != u.channel || w.End <= v.End {
			continue
		}
		if w.Start-last >= r.o.Take {
			break
		}
		last = w.End
		part := timeline.Span{Start: max(w.Start, v.End), End: min(w.End, next)}
		sole += max(0, part.Len())
		for _, x := range r.ipus {
			if x.channel == v.channel {
				sole -= max(0, part.Overlap(x.Span).Len())
			}
		}
	}
	switch {
	case sole >= r.o.Take:
		return turns.InterruptionSuccessful
	case next-v.End <= r.o.Resume:
		return turns.InterruptionUnsuccessful
	case u.End-v.End <= r.o.TermStrict:
		return turns.MutualDropOut
	}
	return turns.InterruptionUnresolved
}

func (r *oracle) say(kind turns.ReadingKind, u utterance, s timeline.Span) string {
	return fmt.Sprintf("%v %s %d-%d", kind, named(u.channel), s.Start, s.End)
}

func (r *oracle) classes() []string {
	var all []string
	for _, u := range r.ipus {
		if c := r.class(u); c != "" {
			all = append(all, c)
		}
	}
	slices.Sort(all)
	return all
}

// drawTalk draws a session of which everything is observed.
func drawTalk(t *rapid.T, channels int) talk {
	step := rapid.SampledFrom([]timeline.Position{1, 100, 800, 1600}).Draw(t, "step")
	lengths := rapid.SampledFrom([]timeline.Position{5000, 20000, 60000})
	x := make(talk, channels)
	for k := range x {
		at := timeline.Position(0)
		for range rapid.IntRange(0, 8).Draw(t, "stretches") {
			draw := func() timeline.Position {
				return step * timeline.Position(rapid.Int64Range(1, int64(lengths.Draw(t, "longest")/step)).Draw(t, "length"))
			}
			s := timeline.Span{Start: at + draw() - step*timeline.Position(rapid.Int64Range(0, 1).Draw(t, "zero"))}
			s.End = s.Start + draw()
			if n := len(x[k]); n > 0 && x[k][n-1].End == s.Start {
				s.Start++ // else they would be one
			}
			s.End = max(s.End, s.Start+1)
			at = s.End
			x[k] = append(x[k], s)
		}
	}
	return x
}

func TestTheTreeIsThatOfTheDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTalk(t, rapid.IntRange(1, 4).Draw(t, "channels"))
		want := newOracle(turns.DefaultOptions(), x).classes()
		var got []string
		for _, r := range x.facts(t).Readings {
			switch {
			case r.Status != turns.Final:
			case r.Kind == turns.Turn, r.Kind == turns.ClearStart, r.Kind == turns.PauseEntry, r.Kind == turns.Lapse:
			default:
				got = append(got, fmt.Sprintf("%v %s %d-%d", r.Kind, named(r.Speaker), r.Start, r.End))
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%v\n got %q\nwant %q", x, got, want)
		}
	})
}
