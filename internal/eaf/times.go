package eaf

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/tier"
)

// finish gives every annotation its time.
func (p *parser) finish() ([]tier.Tier, error) {
	for range deepest {
		if !p.shareOut() {
			break
		}
	}
	tiers := make([]tier.Tier, len(p.rows))
	for i, row := range p.rows {
		for _, a := range row.annotations {
			l, err := p.label(a)
			if err != nil {
				return nil, fmt.Errorf("tier %.40q, annotation %.40q: %w", row.Name, a.id, err)
			}
			row.Labels = append(row.Labels, l)
		}
		tiers[i] = row.Tier
	}
	return tiers, nil
}

// shareOut gives slots without a time what lies between those of the tier that have one, in equal parts. It says whether
// there were any.
func (p *parser) shareOut() bool {
	changed := false
	for _, row := range p.rows {
		var from *timeSlot   // the last one with a time
		var open []*timeSlot // without one since
		for _, s := range p.slotsOf(row) {
			if !s.known {
				open = append(open, s)
				continue
			}
			for i, o := range open {
				if from != nil {
					o.ms, o.known, changed = from.ms+(s.ms-from.ms)*float64(i+1)/float64(len(open)+1), true, true
				}
			}
			from, open = s, nil
		}
	}
	return changed
}

// slotsOf are the slots along a tier, each once where it ends one annotation and starts the next.
func (p *parser) slotsOf(row *parsedTier) []*timeSlot {
	var slots []*timeSlot
	for _, a := range row.annotations {
		for _, id := range []string{a.start, a.end} {
			if s := p.slots[id]; s != nil && (len(slots) == 0 || slots[len(slots)-1] != s) {
				slots = append(slots, s)
			}
		}
	}
	return slots
}

// label is a with its time.
func (p *parser) label(a *parsed) (l tier.Label, err error) {
	timed := a
	for range deepest {
		if timed.of == "" {
			break
		}
		next := p.annotations[timed.of]
		if next == nil {
			return l, fmt.Errorf("refers to the annotation %.40q, which is not there", timed.of)
		}
		timed = next
	}
	if timed.of != "" {
		return l, fmt.Errorf("refers to others, %d in a row, and to no time", deepest)
	}
	if l.Start, err = p.seconds(timed.start); err != nil {
		return l, err
	}
	if l.End, err = p.seconds(timed.end); err != nil {
		return l, err
	}
	if l.End < l.Start {
		return l, fmt.Errorf("ends at %g s before it starts at %g s", l.End, l.Start)
	}
	l.Text = a.value
	return l, nil
}

func (p *parser) seconds(id string) (float64, error) {
	switch s := p.slots[id]; {
	case s == nil:
		return 0, fmt.Errorf("refers to the time slot %.40q, which is not there", id)
	case !s.known:
		return 0, fmt.Errorf("nothing tells where its time slot %.40q lies", id)
	default:
		return s.ms / 1000, nil
	}
}
