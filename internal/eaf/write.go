// Package eaf reads and writes EAF, the XML in which ELAN keeps annotations.
package eaf

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/evenkeel/monitor/internal/tier"
)

// pointLength is how long a moment is drawn, in seconds: ELAN knows stretches only. The next one may cut it.
const pointLength = 0.5

// Write writes tiers as EAF 3.0, as tier.Disjoint leaves them. date is when the annotations begin to be true, RFC 3339;
// it may be "". A moment becomes a stretch of half a second.
func Write(w io.Writer, date string, tiers []tier.Tier) error {
	d := newDocument(date)
	for _, t := range tier.Disjoint(tiers) {
		d.add(&t)
	}
	slices.SortStableFunc(d.Time.Slots, func(a, b slot) int { return cmp.Compare(a.Value, b.Value) })
	d.Header.Property[0].Value = strconv.Itoa(d.annotations)
	_, err := io.WriteString(w, xml.Header)
	if err == nil {
		e := xml.NewEncoder(w)
		e.Indent("", "  ")
		err = e.Encode(d)
	}
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	if err != nil {
		return fmt.Errorf("write EAF: %w", err)
	}
	return nil
}

// document is an EAF file, as far as it is written.
type document struct {
	XMLName xml.Name   `xml:"ANNOTATION_DOCUMENT"`
	Author  string     `xml:"AUTHOR,attr"`
	Date    string     `xml:"DATE,attr"`
	Format  string     `xml:"FORMAT,attr"`
	Version string     `xml:"VERSION,attr"`
	XSI     string     `xml:"xmlns:xsi,attr"`
	Schema  string     `xml:"xsi:noNamespaceSchemaLocation,attr"`
	Header  header     `xml:"HEADER"`
	Time    timeOrder  `xml:"TIME_ORDER"`
	Tiers   []row      `xml:"TIER"`
	Types   []lingType `xml:"LINGUISTIC_TYPE"`

	annotations int
}

type header struct {
	File     string     `xml:"MEDIA_FILE,attr"`
	Units    string     `xml:"TIME_UNITS,attr"`
	Property []property `xml:"PROPERTY"`
}

type property struct {
	Name  string `xml:"NAME,attr"`
	Value string `xml:",chardata"`
}

type timeOrder struct {
	Slots []slot `xml:"TIME_SLOT"`
}

type slot struct {
	ID    string `xml:"TIME_SLOT_ID,attr"`
	Value int64  `xml:"TIME_VALUE,attr"` // ms
}

type row struct {
	Type        string       `xml:"LINGUISTIC_TYPE_REF,attr"`
	Participant string       `xml:"PARTICIPANT,attr,omitempty"`
	ID          string       `xml:"TIER_ID,attr"`
	Annotations []annotation `xml:"ANNOTATION"`
}

type annotation struct {
	Aligned aligned `xml:"ALIGNABLE_ANNOTATION"`
}

type aligned struct {
	ID    string `xml:"ANNOTATION_ID,attr"`
	Start string `xml:"TIME_SLOT_REF1,attr"`
	End   string `xml:"TIME_SLOT_REF2,attr"`
	Value string `xml:"ANNOTATION_VALUE"`
}

type lingType struct {
	Graphic   bool   `xml:"GRAPHIC_REFERENCES,attr"`
	ID        string `xml:"LINGUISTIC_TYPE_ID,attr"`
	Alignable bool   `xml:"TIME_ALIGNABLE,attr"`
}

func newDocument(date string) *document {
	if date == "" {
		date = "1970-01-01T00:00:00Z" // EAF has no document without a date
	}
	return &document{
		Date: date, Format: "3.0", Version: "3.0",
		XSI:    "http://www.w3.org/2001/XMLSchema-instance",
		Schema: "http://www.mpi.nl/tools/elan/EAFv3.0.xsd",
		Header: header{Units: "milliseconds", Property: []property{{Name: "lastUsedAnnotationId"}}},
	}
}

// add adds a tier.
func (d *document) add(t *tier.Tier) {
	kind := cmp.Or(t.Kind, "default-lt")
	if !slices.ContainsFunc(d.Types, func(l lingType) bool { return l.ID == kind }) {
		d.Types = append(d.Types, lingType{ID: kind, Alignable: true})
	}
	r := row{Type: kind, Participant: t.Speaker, ID: t.Name}
	for i, l := range t.Labels {
		if t.Points {
			l.End = l.Start + pointLength
			if i+1 < len(t.Labels) {
				l.End = min(l.End, t.Labels[i+1].Start)
			}
		}
		d.annotations++
		r.Annotations = append(r.Annotations, annotation{aligned{
			ID: "a" + strconv.Itoa(d.annotations), Start: d.slot(l.Start), End: d.slot(l.End), Value: l.Text,
		}})
	}
	d.Tiers = append(d.Tiers, r)
}

// slot is the ID of a new time slot.
func (d *document) slot(s float64) string {
	id := "ts" + strconv.Itoa(len(d.Time.Slots)+1)
	d.Time.Slots = append(d.Time.Slots, slot{ID: id, Value: int64(math.Round(s * 1000))})
	return id
}
