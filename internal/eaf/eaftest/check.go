// Package eaftest tells whether a file is EAF 3.0.
package eaftest

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// element is what the schema of EAF 3.0 says of an element, as far as files of this program have it.
type element struct {
	children []string // in this order
	needs    []string // attributes that are required
	may      []string // and those that may be there
}

var schema = map[string]element{
	"ANNOTATION_DOCUMENT": {
		children: []string{"HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE"},
		needs:    []string{"DATE", "AUTHOR", "VERSION"}, may: []string{"FORMAT", "xsi", "noNamespaceSchemaLocation"},
	},
	"HEADER":               {children: []string{"MEDIA_DESCRIPTOR", "LINKED_FILE_DESCRIPTOR", "PROPERTY"}, may: []string{"MEDIA_FILE", "TIME_UNITS"}},
	"PROPERTY":             {may: []string{"NAME"}},
	"TIME_ORDER":           {children: []string{"TIME_SLOT"}},
	"TIME_SLOT":            {needs: []string{"TIME_SLOT_ID"}, may: []string{"TIME_VALUE"}},
	"TIER":                 {children: []string{"ANNOTATION"}, needs: []string{"TIER_ID", "LINGUISTIC_TYPE_REF"}, may: []string{"PARTICIPANT", "ANNOTATOR", "PARENT_REF"}},
	"ANNOTATION":           {children: []string{"ALIGNABLE_ANNOTATION"}},
	"ALIGNABLE_ANNOTATION": {children: []string{"ANNOTATION_VALUE"}, needs: []string{"ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2"}},
	"ANNOTATION_VALUE":     {},
	"LINGUISTIC_TYPE":      {needs: []string{"LINGUISTIC_TYPE_ID"}, may: []string{"TIME_ALIGNABLE", "GRAPHIC_REFERENCES"}},
}

// oneOf are the elements of which their parent has exactly one.
var oneOf = map[string][]string{
	"ANNOTATION_DOCUMENT": {"HEADER", "TIME_ORDER"}, "ANNOTATION": {"ALIGNABLE_ANNOTATION"}, "ALIGNABLE_ANNOTATION": {"ANNOTATION_VALUE"},
}

// Check says what of r is not as the schema of EAF 3.0 and ELAN want it: elements, their order and attributes, IDs that
// are there once, references to what is there, and annotations of a tier that follow one another.
func Check(r io.Reader) error {
	c := &checker{ids: map[string]int64{}, tiers: map[string]bool{}, types: map[string]bool{}}
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return c.references()
		}
		if err == nil {
			err = c.take(token)
		}
		if err != nil {
			line, _ := d.InputPos()
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

type checker struct {
	path  []string
	seen  [][]string       // children of the elements of path
	ids   map[string]int64 // all IDs of the document; of time slots, their value
	tiers map[string]bool
	types map[string]bool
	wants []string // types that tiers refer to
	end   int64    // of the annotation before, in this tier
}

func (c *checker) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return c.start(t)
	case xml.EndElement:
		name, children := t.Name.Local, c.seen[len(c.seen)-1]
		c.path, c.seen = c.path[:len(c.path)-1], c.seen[:len(c.seen)-1]
		for _, one := range oneOf[name] {
			if n := len(slices.DeleteFunc(slices.Clone(children), func(s string) bool { return s != one })); n != 1 {
				return fmt.Errorf("%s has %d %s", name, n, one)
			}
		}
	}
	return nil
}

func (c *checker) start(e xml.StartElement) error {
	name := e.Name.Local
	rule, ok := schema[name]
	if !ok {
		return fmt.Errorf("element %s", name)
	}
	if err := c.place(name); err != nil {
		return err
	}
	c.path, c.seen = append(c.path, name), append(c.seen, nil)
	attrs := map[string]string{}
	for _, a := range e.Attr {
		if !slices.Contains(rule.needs, a.Name.Local) && !slices.Contains(rule.may, a.Name.Local) {
			return fmt.Errorf("attribute %s of %s", a.Name.Local, name)
		}
		attrs[a.Name.Local] = a.Value
	}
	for _, need := range rule.needs {
		if _, ok := attrs[need]; !ok {
			return fmt.Errorf("%s has no %s", name, need)
		}
	}
	return c.values(name, attrs)
}

// place says whether name may stand where it does.
func (c *checker) place(name string) error {
	if len(c.path) == 0 {
		if name != "ANNOTATION_DOCUMENT" {
			return fmt.Errorf("root %s", name)
		}
		return nil
	}
	parent := c.path[len(c.path)-1]
	allowed, before := schema[parent].children, c.seen[len(c.seen)-1]
	at := slices.Index(allowed, name)
	if at < 0 {
		return fmt.Errorf("%s in %s", name, parent)
	}
	if n := len(before); n > 0 && slices.Index(allowed, before[n-1]) > at {
		return fmt.Errorf("%s after %s", name, before[n-1])
	}
	c.seen[len(c.seen)-1] = append(before, name)
	return nil
}

// values checks the attributes of an element.
func (c *checker) values(name string, a map[string]string) error {
	switch name {
	case "ANNOTATION_DOCUMENT":
		_, err := time.Parse(time.RFC3339, a["DATE"])
		return err
	case "TIME_SLOT":
		ms, err := strconv.ParseUint(a["TIME_VALUE"], 10, 32)
		return errors.Join(err, c.id(a["TIME_SLOT_ID"], int64(ms)))
	case "TIER":
		c.end = 0
		c.wants = append(c.wants, a["LINGUISTIC_TYPE_REF"])
		return once(c.tiers, a["TIER_ID"])
	case "LINGUISTIC_TYPE":
		return once(c.types, a["LINGUISTIC_TYPE_ID"])
	case "ALIGNABLE_ANNOTATION":
		start, ok1 := c.ids[a["TIME_SLOT_REF1"]]
		end, ok2 := c.ids[a["TIME_SLOT_REF2"]]
		if !ok1 || !ok2 || start < c.end || end <= start {
			return fmt.Errorf("annotation %s from %d to %d ms after one to %d", a["ANNOTATION_ID"], start, end, c.end)
		}
		c.end = end
		return c.id(a["ANNOTATION_ID"], 0)
	}
	return nil
}

// id notes an ID of the document, which has the form of a name in XML.
func (c *checker) id(id string, value int64) error {
	if id == "" || strings.Trim(id[:1], "0123456789-.") == "" || strings.ContainsAny(id, " :<&\"") {
		return fmt.Errorf("ID %q", id)
	}
	if _, ok := c.ids[id]; ok {
		return fmt.Errorf("ID %s is there twice", id)
	}
	c.ids[id] = value
	return nil
}

func (c *checker) references() error {
	for _, kind := range c.wants {
		if !c.types[kind] {
			return fmt.Errorf("no linguistic type %s", kind)
		}
	}
	return nil
}

func once(seen map[string]bool, name string) error {
	if seen[name] {
		return fmt.Errorf("%q is there twice", name)
	}
	seen[name] = true
	return nil
}
