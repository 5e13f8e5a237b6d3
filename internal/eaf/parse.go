package eaf

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/evenkeel/monitor/internal/tier"
)

// Parse reads the tiers of an EAF file of any version. Labels may be empty: who marks a stretch in ELAN means it. An
// annotation that describes another has the time of that one; stretches whose edges have no time share out what lies
// between those that have. Errors name the line or the annotation.
func Parse(r io.Reader) ([]tier.Tier, error) {
	d := xml.NewDecoder(&bounded{r: r})
	p := &parser{slots: map[string]*timeSlot{}, annotations: map[string]*parsed{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = p.take(token)
		}
		if err != nil {
			line, _ := d.InputPos()
			return nil, fmt.Errorf("line %d: %w", line, plain(err))
		}
	}
	if !p.seen {
		return nil, errors.New("no ANNOTATION_DOCUMENT: this is no EAF")
	}
	return p.finish()
}

// parser holds what was read of a file.
type parser struct {
	seen        bool // the root element
	depth       int  // of the elements that are open
	slots       map[string]*timeSlot
	rows        []*parsedTier
	annotations map[string]*parsed
	tier        *parsedTier // that is being read
	at          *parsed     // likewise
	value       *strings.Builder
}

type timeSlot struct {
	ms    float64
	known bool
}

type parsedTier struct {
	tier.Tier
	annotations []*parsed
}

// parsed is an annotation: between two slots, or of another annotation.
type parsed struct {
	id, start, end, of, value string
}

func (p *parser) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if !p.seen && t.Name.Local != "ANNOTATION_DOCUMENT" {
			return fmt.Errorf("the document is %.40q, where an EAF has ANNOTATION_DOCUMENT", t.Name.Local)
		}
		p.seen = true
		if p.depth++; p.depth > deepest {
			return fmt.Errorf("elements lie more than %d deep: this is no EAF", deepest)
		}
		return p.open(&t)
	case xml.CharData:
		if p.value != nil {
			p.value.Write(t)
		}
	case xml.EndElement:
		p.depth--
		p.close(t.Name.Local)
	}
	return nil
}

func (p *parser) open(e *xml.StartElement) error {
	switch e.Name.Local {
	case "HEADER":
		if units := attr(e, "TIME_UNITS"); units != "" && units != "milliseconds" {
			return fmt.Errorf("times in %.40q: only milliseconds are read", units)
		}
	case "TIME_SLOT":
		return p.slot(e)
	case "TIER":
		return p.startTier(e)
	case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
		return p.startAnnotation(e)
	case "ANNOTATION_VALUE":
		p.value = &strings.Builder{}
	}
	return nil
}

func (p *parser) close(name string) {
	switch name {
	case "TIER":
		p.tier = nil
	case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
		p.at = nil
	case "ANNOTATION_VALUE":
		if p.at != nil && p.value != nil {
			p.at.value = p.value.String()
		}
		p.value = nil
	}
}

func (p *parser) slot(e *xml.StartElement) error {
	id := attr(e, "TIME_SLOT_ID")
	if id == "" || p.slots[id] != nil {
		return fmt.Errorf("time slot %.40q: each needs an ID of its own", id)
	}
	if len(p.slots) == 2*tier.MaxLabels {
		return fmt.Errorf("more than %d time slots", 2*tier.MaxLabels)
	}
	s := &timeSlot{}
	if value := attr(e, "TIME_VALUE"); value != "" {
		ms, err := strconv.ParseUint(value, 10, 63)
		if err != nil {
			return fmt.Errorf("time slot %.40q: %.40q is no number of milliseconds", id, value)
		}
		if ms > tier.MaxSeconds*1000 {
			return fmt.Errorf("time slot %.40q: %d ms is later than 24 h", id, ms)
		}
		s.ms, s.known = float64(ms), true
	}
	p.slots[id] = s
	return nil
}

func (p *parser) startTier(e *xml.StartElement) error {
	if p.tier != nil {
		return errors.New("a tier inside a tier")
	}
	if len(p.rows) == tier.MaxTiers {
		return fmt.Errorf("more than %d tiers", tier.MaxTiers)
	}
	p.tier = &parsedTier{Tier: tier.Tier{
		Name: attr(e, "TIER_ID"), Speaker: attr(e, "PARTICIPANT"), Kind: attr(e, "LINGUISTIC_TYPE_REF"), Parent: attr(e, "PARENT_REF"),
	}}
	if p.tier.Name == "" {
		return errors.New("a tier without TIER_ID")
	}
	p.rows = append(p.rows, p.tier)
	return nil
}

func (p *parser) startAnnotation(e *xml.StartElement) error {
	if p.tier == nil || p.at != nil {
		return errors.New("an annotation that is in no tier, or in another annotation")
	}
	a := &parsed{id: attr(e, "ANNOTATION_ID")}
	if a.id == "" || p.annotations[a.id] != nil {
		return fmt.Errorf("annotation %.40q: each needs an ID of its own", a.id)
	}
	if len(p.annotations) == tier.MaxLabels {
		return fmt.Errorf("more than %d annotations", tier.MaxLabels)
	}
	if e.Name.Local == "REF_ANNOTATION" {
		a.of = attr(e, "ANNOTATION_REF")
	} else {
		a.start, a.end = attr(e, "TIME_SLOT_REF1"), attr(e, "TIME_SLOT_REF2")
	}
	if a.of == "" && (a.start == "" || a.end == "") {
		return fmt.Errorf("annotation %.40q refers to no time and to no other annotation", a.id)
	}
	p.annotations[a.id], p.at = a, a
	p.tier.annotations = append(p.tier.annotations, a)
	return nil
}

func attr(e *xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// plain is err without what is said of the line already.
func plain(err error) error {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return errors.New(syntax.Msg)
	}
	return err
}
