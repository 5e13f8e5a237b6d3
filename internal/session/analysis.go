package session

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
)

// Analysis is all that follows from the activity of the channels: facts and indicators. It keeps the activity, so that
// it can be made anew with other rules.
type Analysis struct {
	rules  turns.Options
	people []deference.Person
	engine *turns.Engine
	meter  *deference.Meter

	changes    []vad.Change
	health     []healthAt
	agreements []agreementAt
	settled    timeline.Position

	signals  []turns.Signal
	readings []turns.Reading // the latest of each, by ID-1
}

type healthAt struct {
	at      timeline.Position
	channel int
	health  deference.Health
}

type agreementAt struct {
	at        timeline.Position
	agreement deference.Agreement
}

// NewAnalysis starts the analysis of a session of people, the measured ones on channels 0, 1, ….
func NewAnalysis(people []deference.Person, rules turns.Options) (*Analysis, error) {
	channels := 0
	for _, p := range people {
		if p.Measured {
			channels++
		}
	}
	engine, err := turns.NewEngine(channels, rules)
	if err != nil {
		return nil, fmt.Errorf("start the analysis: %w", err)
	}
	opts := deference.DefaultOptions()
	opts.Lapse = rules.Lapse
	meter, err := deference.NewMeter(people, opts)
	if err != nil {
		return nil, fmt.Errorf("start the analysis: %w", err)
	}
	return &Analysis{rules: rules, people: people, engine: engine, meter: meter}, nil
}

// Agree says what is agreed from a position on.
func (a *Analysis) Agree(at timeline.Position, agreed deference.Agreement) {
	a.agreements = append(a.agreements, agreementAt{at, agreed})
	a.meter.SetAgreement(at, agreed)
}

// Step takes what a feed tells and returns the facts that it decides, valid until the next step. evaluated says that the
// indicators were looked at anew.
func (a *Analysis) Step(s *Step) (facts turns.Facts, evaluated bool, err error) {
	for _, c := range s.Changes {
		if err = a.push(c); err != nil {
			return turns.Facts{}, false, err
		}
	}
	for k, h := range s.Health {
		a.health = append(a.health, healthAt{s.Now, k, h})
		a.meter.SetHealth(s.Now, k, h)
	}
	a.settled = s.Settled
	facts = a.engine.Advance(s.Settled)
	a.keep(facts)
	return facts, a.meter.Advance(s.Settled), nil
}

func (a *Analysis) push(c vad.Change) error {
	if err := a.engine.Push(c); err != nil {
		return fmt.Errorf("take in activity: %w", err)
	}
	a.changes = append(a.changes, c)
	a.meter.Push(c)
	return nil
}

// Finish says that the session has ended, and returns the facts that this decides.
func (a *Analysis) Finish(end timeline.Position) turns.Facts {
	a.settled = end
	facts := a.engine.Finish(end)
	a.keep(facts)
	a.meter.Finish(end)
	return facts
}

// keep puts facts with those before.
func (a *Analysis) keep(f turns.Facts) {
	a.meter.Add(f)
	a.signals = append(a.signals, f.Signals...)
	for _, r := range f.Readings {
		if r.ID > len(a.readings) {
			a.readings = append(a.readings, r)
			continue
		}
		a.readings[r.ID-1] = r
	}
}

// Again is the analysis of the same activity by other rules, as far as this one has come.
func (a *Analysis) Again(rules turns.Options) (*Analysis, error) {
	b, err := NewAnalysis(a.people, rules)
	if err != nil {
		return nil, err
	}
	for _, x := range a.agreements {
		b.Agree(x.at, x.agreement)
	}
	for _, c := range a.changes {
		if err = b.push(c); err != nil {
			return nil, err
		}
	}
	for _, x := range a.health {
		b.health = append(b.health, x)
		b.meter.SetHealth(x.at, x.channel, x.health)
	}
	b.settled = a.settled
	b.keep(b.engine.Advance(a.settled))
	b.meter.Advance(a.settled)
	return b, nil
}

// Signals are the facts of layer 1 so far, in the order in which they were decided.
func (a *Analysis) Signals() []turns.Signal { return a.signals }

// Readings are the facts of layer 2 so far, as they stand.
func (a *Analysis) Readings() []turns.Reading { return a.readings }

// Speech is when a channel spoke, as it was heard, before any rule of turn-taking.
func (a *Analysis) Speech(channel int, end timeline.Position) []timeline.Span {
	var own []vad.Change
	for _, c := range a.changes {
		if c.Channel == channel {
			own = append(own, c)
		}
	}
	return vad.Spans(own, vad.Speech, end)
}

// Settled is how far the facts have come.
func (a *Analysis) Settled() timeline.Position { return a.settled }

// Floor is who holds the floor as far as it is settled.
func (a *Analysis) Floor() turns.Floor { return a.engine.Floor() }

// Result is every indicator as of its last evaluation.
func (a *Analysis) Result() deference.Result { return a.meter.Result() }

// Summary tells the session in sentences and a table.
func (a *Analysis) Summary() deference.Summary { return a.meter.Summary() }
