package review

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// findings are the facts of one run of the rules.
type findings struct {
	facts    turns.Facts     // as they were decided
	readings []turns.Reading // the latest of each, by ID-1
}

// ruling is talk that is a backchannel because somebody said so.
type ruling struct {
	channel int
	at      timeline.Position
}

// find runs the rules.
func find(channels int, changes []vad.Change, end timeline.Position, rules turns.Options, rulings []ruling) (findings, error) {
	engine, err := turns.NewEngine(channels, rules)
	if err != nil {
		return findings{}, err
	}
	for _, r := range rulings {
		engine.RuleBackchannel(r.channel, r.at)
	}
	for _, c := range changes {
		if err = engine.Push(c); err != nil {
			return findings{}, fmt.Errorf("take in activity: %w", err)
		}
	}
	f := findings{facts: engine.Finish(end)}
	for _, r := range f.facts.Readings {
		if r.ID > len(f.readings) {
			f.readings = append(f.readings, r)
			continue
		}
		f.readings[r.ID-1] = r
	}
	return f, nil
}

// final are the readings that stand.
func (f *findings) final(use func(r *turns.Reading)) {
	for i := range f.readings {
		if f.readings[i].Status == turns.Final {
			use(&f.readings[i])
		}
	}
}

// overlaps are the readings of an entry into somebody's talk.
var overlaps = []turns.ReadingKind{
	turns.Backchannel, turns.SimultaneousStart, turns.TerminalOverlap, turns.TerminalOrFastYield, turns.ShortInsert, turns.ButtIn,
	turns.InterruptionSuccessful, turns.InterruptionUnsuccessful, turns.InterruptionUnresolved, turns.MutualDropOut, turns.Unclassifiable,
}

// eventOf is what entries can call r; false when they cannot.
func eventOf(r *turns.Reading) (event, bool) {
	switch {
	case r.Kind == turns.Turn:
		return event{Turn, r.Speaker, r.Start}, true
	case r.Kind == turns.Lapse:
		return event{Silence, r.Speaker, r.Start}, true
	case slices.Contains(overlaps, r.Kind):
		return event{Overlap, r.Speaker, r.Start}, true
	default:
		return event{}, false
	}
}

// events are all that entries can be about.
func (f *findings) events() []event {
	var all []event
	f.final(func(r *turns.Reading) {
		if e, ok := eventOf(r); ok {
			all = append(all, e)
		}
	})
	for i := range f.facts.Signals {
		switch s := &f.facts.Signals[i]; s.Kind {
		case turns.IPU:
			all = append(all, event{talk, s.Speaker, s.Start})
		case turns.UnknownSpan:
			all = append(all, event{Unknown, s.Speaker, s.Start})
		default: // no entry is about these
		}
	}
	return all
}

// without are the facts less the overlaps at events.
func (f *findings) without(events map[event]*entry) turns.Facts {
	if len(events) == 0 {
		return f.facts
	}
	out := turns.Facts{Signals: f.facts.Signals}
	for i := range f.facts.Readings {
		r := &f.facts.Readings[i]
		if e, ok := eventOf(r); ok && e.family == Overlap && events[e] != nil {
			continue
		}
		out.Readings = append(out.Readings, *r)
	}
	return out
}
