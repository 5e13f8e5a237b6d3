package plan

import (
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// Parse reads a plan and checks that every line can be spoken and placed. An error names the line by its number and
// its first words.
func Parse(r io.Reader) (*Plan, error) {
	var p Plan
	d := yaml.NewDecoder(r)
	d.KnownFields(true)
	if err := d.Decode(&p); err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	return &p, nil
}

func (p *Plan) check() error {
	if p.Session.LeadIn < 0 || p.Session.Tail < 0 {
		return errors.New("session: lead_in and tail cannot be negative")
	}
	for ch, name := range [...]string{"coach", "client"} {
		if err := p.Speakers()[ch].check(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if len(p.Lines) == 0 {
		return errors.New("no lines: nothing is said")
	}
	if p.Lines[0].Gap != nil || p.Lines[0].Aside() {
		return errors.New("line 1: nothing was said before it, so it cannot have gap, at or after")
	}
	for i, l := range p.Lines {
		if err := l.check(); err != nil {
			return fmt.Errorf("line %d (%.24q): %w", i+1, l.Text(), err)
		}
	}
	return nil
}

func (s Speaker) check() error {
	switch {
	case s.Voice == "":
		return errors.New("no voice; flite -lv lists them")
	case s.Stretch <= 0.5 || s.Stretch >= 2:
		return fmt.Errorf("stretch %g is outside 0.5 to 2", s.Stretch)
	case s.Level >= 0 || s.Noise >= s.Level || s.Hum >= s.Level:
		return errors.New("level_dbfs must be below 0, noise_dbfs and hum_dbfs below level_dbfs")
	case s.HumHz <= 0 || s.HumHz > 100:
		return fmt.Errorf("hum_hz %g is no mains frequency", s.HumHz)
	}
	return nil
}

func (l Line) check() error {
	if (l.Coach == "") == (l.Client == "") {
		return errors.New("give the text to either coach or client")
	}
	placed := 0
	for _, set := range [...]bool{l.Gap != nil, l.At != nil, l.After != nil} {
		if set {
			placed++
		}
	}
	if placed > 1 {
		return errors.New("only one of gap, at and after can place a line")
	}
	if l.At != nil && *l.At < 0 || l.After != nil && *l.After < 0 || l.Cut < 0 {
		return errors.New("at, after and cut cannot be negative")
	}
	if _, ok := l.As.Reading(); l.As != "" && !ok {
		return fmt.Errorf("no fact is called %q; a line can be one of %v", l.As, kinds)
	}
	return nil
}
