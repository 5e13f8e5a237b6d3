package review

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// Result is what follows from a session with some parameters.
type Result struct {
	Parameters Parameters
	People     []view.Person // in seat order, as they are called now
	Changes    []vad.Change  // activity of people, in order of position
	Signals    []turns.Signal
	Readings   []turns.Reading // of each ID the latest, corrected overlaps among them
	Indicators deference.Result
	Summary    deference.Summary

	s         *Session
	measured  findings // before anybody said what was a backchannel
	found     findings
	links     []link
	acquitted map[event]*entry // overlaps that are no interruptions
	ruled     map[event]*entry // talk that is a backchannel
	names     names
}

// link is a correction of an event and what it is bound to.
type link struct {
	entry  *entry
	wanted event
	event  event // the nearest
	bound  bool  // there is one
}

// Compute finds everything with p.
func (s *Session) Compute(p Parameters) (*Result, error) {
	r := &Result{
		Parameters: p, s: s, People: s.cast.people, Changes: s.changes,
		acquitted: make(map[event]*entry), ruled: make(map[event]*entry), names: newNames(s.cast.people),
	}
	var err error
	if r.measured, err = find(s.channels(), s.changes, s.length(), p.Rules, nil); err != nil {
		return nil, fmt.Errorf("review session %s: %w", s.rec.ID, err)
	}
	r.found = r.measured
	r.bind()
	if len(r.ruled) > 0 {
		if r.found, err = find(s.channels(), s.changes, s.length(), p.Rules, r.rulings()); err != nil {
			return nil, fmt.Errorf("review session %s: %w", s.rec.ID, err)
		}
	}
	r.Signals, r.Readings = r.found.facts.Signals, r.found.readings
	if err = r.meter(); err != nil {
		return nil, fmt.Errorf("review session %s: %w", s.rec.ID, err)
	}
	return r, nil
}

// bind finds the events that corrections are about.
func (r *Result) bind() {
	var events []event
	for i := range r.s.entries {
		e := &r.s.entries[i]
		ref, ok := e.body.(*EventRef)
		if !ok || e.fault != nil {
			continue
		}
		if events == nil {
			events = r.measured.events()
		}
		family, bound := Overlap, r.acquitted
		if e.kind == BackchannelKind {
			family, bound = talk, r.ruled
		}
		at := timeline.FromMilliseconds(ref.AtMS)
		l := link{entry: e, wanted: event{family, r.s.cast.person(ref.Channel, at), at}}
		l.event, l.bound = nearest(l.wanted, events)
		if l.bound && e.undone == 0 {
			bound[l.event] = e
		}
		r.links = append(r.links, l)
	}
}

// rulings are the backchannels that people heard.
func (r *Result) rulings() []ruling {
	list := make([]ruling, 0, len(r.ruled))
	for e := range r.ruled {
		list = append(list, ruling{e.channel, e.at})
	}
	return list
}

// meter finds the indicators.
func (r *Result) meter() error {
	opts := deference.DefaultOptions()
	opts.Lapse = r.Parameters.Rules.Lapse
	m, err := deference.NewMeter(measuredPeople(r.People), opts)
	if err != nil {
		return err
	}
	r.s.settings(m)
	for _, c := range r.Changes {
		m.Push(c)
	}
	m.Add(r.found.without(r.acquitted))
	m.Finish(r.s.length())
	r.Indicators, r.Summary = m.Result(), m.Summary()
	return nil
}
