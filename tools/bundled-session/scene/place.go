// Package scene lays the utterances of a plan on a timeline and makes the sound of it: dry channels, one a speaker, and
// the rooms that they are heard in.
package scene

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/tools/bundled-session/plan"
	"github.com/evenkeel/monitor/tools/bundled-session/voice"
)

// Scene is a session whose every utterance has its place.
type Scene struct {
	Takes []Take // in the order of the plan
	End   timeline.Position
}

// Take is a line as it was spoken, from Onset on.
type Take struct {
	plan.Line
	voice.Utterance
	Onset timeline.Position
}

// Span is from where the take is first heard to where it is last heard.
func (t Take) Span() timeline.Span { return timeline.Span{Start: t.Onset, End: t.Onset + t.End()} }

// Place lays the utterances, one for each line of p, on the timeline. Nobody can be in two places: lines of one
// speaker that overlap are an error.
func Place(p *plan.Plan, spoken []voice.Utterance) (*Scene, error) {
	if len(spoken) != len(p.Lines) {
		return nil, fmt.Errorf("place: %d utterances for %d lines", len(spoken), len(p.Lines))
	}
	s := &Scene{}
	host := timeline.Span{End: timeline.FromDuration(p.Session.LeadIn)}
	for i, l := range p.Lines {
		t := Take{Line: l, Utterance: spoken[i], Onset: onset(l, host)}
		if err := s.free(t); err != nil {
			return nil, fmt.Errorf("place line %d (%.24q): %w", i+1, l.Text(), err)
		}
		s.Takes = append(s.Takes, t)
		s.End = max(s.End, t.Span().End)
		if !l.Aside() {
			host = t.Span()
		}
	}
	s.End += timeline.FromDuration(p.Session.Tail)
	return s, nil
}

func onset(l plan.Line, host timeline.Span) timeline.Position {
	switch {
	case l.At != nil:
		return host.Start + timeline.FromDuration(*l.At)
	case l.After != nil:
		return host.End + timeline.FromDuration(*l.After)
	case l.Gap != nil:
		return host.End + timeline.FromDuration(*l.Gap)
	}
	return host.End
}

func (s *Scene) free(t Take) error {
	if t.Onset < 0 {
		return fmt.Errorf("it would start %v before the session", (-t.Onset).Duration())
	}
	for _, o := range s.Takes {
		if o.Speaker() == t.Speaker() && o.Span().Overlap(t.Span()).Len() > 0 {
			return fmt.Errorf("the speaker is still saying %.24q", o.Text())
		}
	}
	return nil
}

// Talk is the inter-pausal units of both speakers, each in order of position.
func (s *Scene) Talk() [2][]timeline.Span {
	var talk [2][]timeline.Span
	for _, t := range s.Takes {
		for _, u := range t.Units {
			talk[t.Speaker()] = append(talk[t.Speaker()], timeline.Span{Start: t.Onset + u.Start, End: t.Onset + u.End})
		}
	}
	for ch := range talk {
		sortSpans(talk[ch])
	}
	return talk
}
