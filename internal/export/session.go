package export

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/rttm"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// SessionVersion is the version of session.json. It goes up when a field changes its meaning or goes.
const SessionVersion = 1

// Session is everything that is known of a session, as session.json holds it. All times are seconds of session time but
// those whose names say otherwise.
type Session struct {
	Format      string            `json:"format"`  // "evenkeel-session"
	Version     int               `json:"version"` // SessionVersion
	Program     string            `json:"program"` // version of the program that wrote it
	RuleVersion string            `json:"rule_version"`
	Rules       map[string]int64  `json:"rules"` // constants of turn-taking by name
	ID          string            `json:"id"`
	Title       string            `json:"title"`
	Source      string            `json:"source"` // microphones, recording, activity or bundled
	Label       string            `json:"label"`
	StartedAt   string            `json:"started_at,omitempty"` // RFC 3339
	LengthS     float64           `json:"length_s"`
	People      []view.Person     `json:"people"` // in seat order
	Agreement   view.Agreement    `json:"agreement"`
	Quality     []Quality         `json:"quality"`  // of each channel
	Activity    []ChannelActivity `json:"activity"` // when each channel spoke, before any rule of turn-taking
	Facts       []Row             `json:"facts"`
	Marks       []Mark            `json:"marks"`
	Notes       []Note            `json:"notes,omitempty"` // on request only
	Indicators  deference.Result  `json:"indicators"`
	Summary     []string          `json:"summary"`
	Table       []view.SummaryRow `json:"table"` // measures, a value a person
	Warnings    []string          `json:"warnings"`
	Counts      map[string]int    `json:"counts"` // facts by kind
}

// Quality is how well a channel was heard over the session.
type Quality struct {
	Channel      string   `json:"channel"`
	Text         string   `json:"text"`   // the same in sentences, the worst first
	Fault        string   `json:"fault"`  // the worst that is wrong with it, in a sentence; "" when nothing is
	Heard        string   `json:"heard"`  // at the end: clear, quiet, silent, noisy, clipped, dead or lost
	SNRDB        *float64 `json:"snr_db"` // speech over noise; null: too little of either was heard
	ClippedShare float64  `json:"clipped_share"`
	UnknownShare float64  `json:"unknown_share"`

	ApartDB        *float64 `json:"apart_db"`        // its own person over what is left of the others, or the noise; null: too little was heard, or one channel
	ReducedDB      *float64 `json:"reduced_db"`      // by how much what it hears of the others was reduced; likewise
	AmbiguousShare float64  `json:"ambiguous_share"` // of the others' speech: its own could not be told from theirs
	MaskedShare    float64  `json:"masked_share"`    // of the others' speech: its own soft speech would not have been heard
}

// ChannelActivity is when a channel spoke.
type ChannelActivity struct {
	Channel  string       `json:"channel"`
	Segments [][2]float64 `json:"segments"` // start and end
}

// Mark is a moment that somebody marked.
type Mark struct {
	AtS  float64 `json:"at_s"`
	Text string  `json:"text"`
}

// RulesOf are the constants of turn-taking by name, in milliseconds: "lapse_ms".
func RulesOf(o turns.Options) map[string]int64 {
	rules := make(map[string]int64)
	for _, x := range o.Lengths() {
		rules[x.Name+"_ms"] = x.Length.Milliseconds()
	}
	return rules
}

// Write writes session.json.
func (s *Session) Write(w io.Writer) error { return writeJSON(w, "session", s) }

// WriteActivity writes activity.rttm.
func (s *Session) WriteActivity(w io.Writer) error {
	var segments []rttm.Segment
	for _, a := range s.Activity {
		for _, span := range a.Segments {
			segments = append(segments, rttm.Segment{Speaker: a.Channel, Span: timeline.Span{
				Start: timeline.FromSeconds(span[0]), End: timeline.FromSeconds(span[1]),
			}})
		}
	}
	return rttm.Write(w, s.ID, rttm.Merge(segments))
}

// WriteIndicators writes indicators.json.
func (s *Session) WriteIndicators(w io.Writer) error { return writeJSON(w, "indicators", s.Indicators) }

// WriteFacts writes facts.csv.
func (s *Session) WriteFacts(w io.Writer) error { return Facts(w, s.Facts) }

// SetActivity sets who spoke when, a list of stretches a channel.
func (s *Session) SetActivity(names Names, speech [][]timeline.Span) {
	s.Activity = make([]ChannelActivity, len(speech))
	for k, spans := range speech {
		a := ChannelActivity{Channel: names.Of(k), Segments: make([][2]float64, len(spans))}
		for i, span := range spans {
			a.Segments[i] = [2]float64{seconds(span.Start), seconds(span.End)}
		}
		s.Activity[k] = a
	}
}

// SetFacts sets what happened.
func (s *Session) SetFacts(names Names, signals []turns.Signal, readings []turns.Reading) {
	s.Facts, s.Counts = Rows(names, signals, readings), make(map[string]int)
	for i := range s.Facts {
		s.Counts[s.Facts[i].Kind]++
	}
}

func writeJSON(w io.Writer, what string, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}
