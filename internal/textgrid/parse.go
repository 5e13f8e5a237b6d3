package textgrid

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/evenkeel/monitor/internal/tier"
)

// Parse reads the tiers of a TextGrid in one of Praat's text formats, long or short, in UTF-8 or UTF-16. Labels of
// nothing but space are left out. Errors name the line.
func Parse(r io.Reader) ([]tier.Tier, error) {
	text, err := decode(r)
	if err != nil {
		return nil, err
	}
	p := &parser{lexer: lexer{rest: text, line: 1}}
	tiers, err := p.grid()
	if err != nil {
		return nil, fmt.Errorf("line %d: %w", p.line, err)
	}
	return tiers, nil
}

// parser reads what of a TextGrid Praat reads: the strings, numbers and flags in their order, whatever stands between.
type parser struct {
	lexer
	labels int
}

func (p *parser) grid() ([]tier.Tier, error) {
	if err := p.header(); err != nil {
		return nil, err
	}
	if err := p.times(); err != nil {
		return nil, err
	}
	exists, err := p.flag()
	if err != nil || exists != "<exists>" {
		return nil, err // a TextGrid without tiers
	}
	n, err := p.count("tiers", tier.MaxTiers)
	if err != nil {
		return nil, err
	}
	var tiers []tier.Tier
	for range n {
		t, err := p.tier()
		if err != nil {
			return nil, err
		}
		tiers = append(tiers, t)
	}
	return tiers, nil
}

func (p *parser) header() error {
	if strings.HasPrefix(p.rest, "ooBinaryFile") {
		return errors.New("a TextGrid in Praat's binary format: save it as a text file")
	}
	file, err := p.text()
	if err != nil || !strings.HasPrefix(file, "ooTextFile") {
		return errors.New(`not a TextGrid: a text file of Praat begins with File type = "ooTextFile"`)
	}
	class, err := p.text()
	if err != nil {
		return err
	}
	if class != "TextGrid" {
		return fmt.Errorf("a %.40q and no TextGrid: save the TextGrid alone", class)
	}
	return nil
}

// tier reads one tier.
func (p *parser) tier() (t tier.Tier, err error) {
	class, err := p.text()
	if err != nil {
		return t, err
	}
	t.Points = class == "TextTier"
	if !t.Points && class != "IntervalTier" {
		return t, fmt.Errorf("a tier is of class %.40q; it can be IntervalTier or TextTier", class)
	}
	name, err := p.text()
	if err != nil {
		return t, err
	}
	t.Name = strings.Clone(name) // so that it does not keep the file
	if err = p.times(); err != nil {
		return t, err
	}
	n, err := p.count("labels", tier.MaxLabels-p.labels)
	if err != nil {
		return t, err
	}
	p.labels += n
	for range n {
		l, err := p.label(t.Points)
		if err != nil {
			return t, err
		}
		if strings.TrimSpace(l.Text) != "" {
			t.Labels = append(t.Labels, l)
		}
	}
	return t, nil
}

func (p *parser) label(point bool) (l tier.Label, err error) {
	if l.Start, err = p.seconds(); err != nil {
		return l, err
	}
	l.End = l.Start
	if !point {
		if l.End, err = p.seconds(); err != nil {
			return l, err
		}
	}
	if l.End < l.Start {
		return l, fmt.Errorf("an interval ends at %g s before it starts at %g s", l.End, l.Start)
	}
	l.Text, err = p.text()
	return l, err
}

// times reads the start and the end of the grid or of a tier.
func (p *parser) times() error {
	for range 2 {
		if _, err := p.seconds(); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) seconds() (float64, error) {
	s, err := p.number()
	switch {
	case err != nil:
		return 0, err
	case s < 0:
		return 0, fmt.Errorf("time %g s is negative", s)
	case s > tier.MaxSeconds:
		return 0, fmt.Errorf("time %g s is later than 24 h", s)
	}
	return s, nil
}

// count reads how many there are of something.
func (p *parser) count(what string, most int) (int, error) {
	x, err := p.number()
	switch {
	case err != nil:
		return 0, err
	case x < 0 || x != math.Trunc(x):
		return 0, fmt.Errorf("%g is no number of %s", x, what)
	case x > float64(most):
		return 0, fmt.Errorf("%g %s are too many", x, what)
	}
	return int(x), nil
}
