package review

import (
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// agreement is what was agreed on last.
func (s *Session) agreement() view.Agreement {
	a := s.rec.Agreement
	for _, e := range s.rec.Events {
		if e.Agreement != nil {
			a = *e.Agreement
		}
	}
	if a.AgreedBy == nil {
		a.AgreedBy = []int{}
	}
	return a
}

// settings tells a meter what was agreed and how good the channels were. Only the last of each counts at the end.
func (s *Session) settings(m *deference.Meter) {
	a := s.agreement()
	m.SetAgreement(0, deference.Agreement{
		Band: a.Band, Nudges: a.Nudges, FloorLimit: timeline.FromMilliseconds(a.FloorLimitMS),
		SilencesInRow: a.SilencesInRow, TakenRecently: a.TakenIn5Min,
	})
	var health []deference.Health
	for _, e := range s.rec.Events {
		if e.Health != nil {
			health = e.Health
		}
	}
	for k, raw := range s.cast.at(s.length()) {
		if raw < len(health) {
			m.SetHealth(0, k, health[raw])
		}
	}
}
