package main

import (
	"bytes"
	"fmt"

	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/rttm"
)

// file is one file of the session.
type file struct {
	name string
	body []byte
}

func (s *session) files() ([]file, error) {
	var reference, facts bytes.Buffer
	if err := rttm.Write(&reference, "session", rttm.Merge(s.segments())); err != nil {
		return nil, fmt.Errorf("write reference: %w", err)
	}
	if err := export.Facts(&facts, export.Rows(names, nil, s.facts)); err != nil {
		return nil, fmt.Errorf("write reference: %w", err)
	}
	return []file{{"session.wav", s.wav}, {"reference.rttm", reference.Bytes()}, {"facts.csv", facts.Bytes()}}, nil
}

// segments is where each speaker is heard.
func (s *session) segments() []rttm.Segment {
	var out []rttm.Segment
	for ch, spans := range s.talk {
		for _, span := range spans {
			out = append(out, rttm.Segment{Speaker: names[ch], Span: span})
		}
	}
	return out
}
