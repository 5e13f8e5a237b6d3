package export

import (
	"io"
	"slices"
	"strings"

	"github.com/evenkeel/monitor/internal/eaf"
	"github.com/evenkeel/monitor/internal/textgrid"
	"github.com/evenkeel/monitor/internal/tier"
)

// WriteTextGrid writes timeline.TextGrid, for Praat.
func (s *Session) WriteTextGrid(w io.Writer) error { return textgrid.Write(w, s.LengthS, s.tiers()) }

// WriteEAF writes timeline.eaf, for ELAN.
func (s *Session) WriteEAF(w io.Writer) error { return eaf.Write(w, s.StartedAt, s.tiers()) }

// tiers are the session as annotations: the speech of each person in a tier that has the name of the channel, then what
// is told of each, then what is told of all.
func (s *Session) tiers() []tier.Tier {
	var tiers []tier.Tier
	for _, p := range s.People {
		if p.Measured {
			tiers = append(tiers, s.speechTier(p.ID))
		}
	}
	for _, p := range s.People {
		if !p.Measured {
			continue
		}
		tiers = append(tiers, s.personTier(p.ID, tier.Turns, "turn", "backchannel"))
		if unknown := s.personTier(p.ID, tier.Unknown, "unknown"); len(unknown.Labels) > 0 {
			tiers = append(tiers, unknown)
		}
	}
	tiers = append(tiers,
		s.factTier(tier.Overlaps, " into ", overlapKinds...), s.factTier(tier.Gaps, " after ", "pause", "gap"),
		s.factTier(tier.Silences, " after ", "lapse"), s.markTier())
	return append(tiers, s.noteTiers()...)
}

// overlapKinds are what an overlap can be.
var overlapKinds = []string{
	"simultaneous_start", "terminal_overlap", "terminal_or_fast_yield", "short_insert", "butt_in",
	"interruption_successful", "interruption_unsuccessful", "interruption_unresolved", "mutual_drop_out", "unclassifiable",
}

func (s *Session) speechTier(channel string) tier.Tier {
	t := tier.Tier{Name: channel, Speaker: s.called(channel), Kind: "speech"}
	for _, a := range s.Activity {
		if a.Channel != channel {
			continue
		}
		for _, span := range a.Segments {
			t.Labels = append(t.Labels, tier.Label{Start: span[0], End: span[1], Text: "speech"})
		}
	}
	return t
}

// personTier is what a person did of some kinds, which are the labels.
func (s *Session) personTier(channel, name string, kinds ...string) tier.Tier {
	t := tier.Tier{Name: channel + " " + name, Speaker: s.called(channel), Kind: strings.Trim(name, "()")}
	for i := range s.Facts {
		if f := &s.Facts[i]; f.Speaker == channel && slices.Contains(kinds, f.Kind) {
			t.Labels = append(t.Labels, tier.Label{Start: f.StartS, End: f.EndS, Text: f.Kind})
		}
	}
	return t
}

// factTier is what happened between people of some kinds: "interruption_successful: coach into client".
func (s *Session) factTier(name, upon string, kinds ...string) tier.Tier {
	t := tier.Tier{Name: name, Kind: strings.Trim(name, "()")}
	for i := range s.Facts {
		f := &s.Facts[i]
		if !slices.Contains(kinds, f.Kind) {
			continue
		}
		text := f.Kind
		if f.Speaker != "" {
			text += ": " + f.Speaker
		}
		if f.Other != "" {
			text += upon + f.Other
		}
		t.Labels = append(t.Labels, tier.Label{Start: f.StartS, End: f.EndS, Text: text})
	}
	return t
}

func (s *Session) markTier() tier.Tier {
	t := tier.Tier{Name: tier.Marks, Kind: "marks", Points: true}
	for _, m := range s.Marks {
		text := m.Text
		if text == "" {
			text = "mark" // without words a label would be none
		}
		t.Labels = append(t.Labels, tier.Label{Start: m.AtS, End: m.AtS, Text: text})
	}
	return t
}

// noteTiers are the notes to moments and those to stretches, if there are any.
func (s *Session) noteTiers() []tier.Tier {
	moments := tier.Tier{Name: tier.Notes, Kind: "notes", Points: true}
	stretches := tier.Tier{Name: tier.Notes, Kind: "notes"}
	for i := range s.Notes {
		n := &s.Notes[i]
		l := tier.Label{Start: n.AtS, End: n.EndS, Text: n.label()}
		if n.EndS > n.AtS {
			stretches.Labels = append(stretches.Labels, l)
		} else {
			moments.Labels = append(moments.Labels, l)
		}
	}
	return slices.DeleteFunc([]tier.Tier{moments, stretches}, func(t tier.Tier) bool { return len(t.Labels) == 0 })
}
