// Package record is what is kept of a session: the observations of its channels and what people did, never sound.
// Everything else that is known of a session is computed from it.
package record

import (
	"encoding/json"
	"time"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/vad"
	"github.com/evenkeel/monitor/internal/view"
)

// Record is one session.
type Record struct {
	Head

	// Observations are those of each channel, hop by hop from position 0; all channels have as many. What was not
	// recorded is Unknown. It is nil where Changes are known instead.
	Observations [][]vad.Observation
	// Changes are the activity of all channels, in order of position, where it was found elsewhere, without sound.
	Changes []vad.Change

	Events  []Event // what happened in the session besides, in order of position
	Entries []Entry // what people added afterwards, in order of Seq

	End   timeline.Position
	State State
}

// Head is what is known of a session when it starts.
type Head struct {
	ID        string        `json:"id"` // unique among all sessions of a store; letters, digits and dashes
	Title     string        `json:"title"`
	Program   string        `json:"program"` // version of the program that recorded it
	Source    string        `json:"source"`  // as of view.Session
	Label     string        `json:"label"`   // likewise
	Place     Place         `json:"place"`
	StartedAt time.Time     `json:"started_at"`
	People    []view.Person `json:"people"` // in seat order; the measured ones have channels 0, 1, …

	Agreement view.Agreement `json:"agreement"` // at the start
	Rules     turns.Options  `json:"rules"`     // likewise; Lapse is that of the agreement
}

// Channels is how many people are measured.
func (h *Head) Channels() int {
	n := 0
	for _, p := range h.People {
		if p.Measured {
			n++
		}
	}
	return n
}

// Place is where the people were: what is usual in a room is not what is usual in a call.
type Place string

// The places.
const (
	Room         Place = "room"
	Remote       Place = "remote"
	UnknownPlace Place = ""
)

// State is how far the record of a session has come.
type State string

// The states of a record.
const (
	Open        State = "open"        // it is being recorded
	Closed      State = "closed"      // the session ended
	Interrupted State = "interrupted" // the program ended before the session did
)

// Event is something that happened in a session at a position. One of its fields is set.
type Event struct {
	At timeline.Position `json:"at"`

	Health    []deference.Health `json:"health,omitempty"`    // of the channels, from here on
	Quality   json.RawMessage    `json:"quality,omitempty"`   // of the channels over the session, as session.json holds it; the last one counts
	Agreement *view.Agreement    `json:"agreement,omitempty"` // from here on
	People    []view.Person      `json:"people,omitempty"`    // called so from here on; the channels are as before
	Mark      *Mark              `json:"mark,omitempty"`      // of At; an empty Text is a mark without words
	Unmark    string             `json:"unmark,omitempty"`    // ID of the Mark that was taken back
	Hole      timeline.Position  `json:"hole,omitempty"`      // length of what was not kept from here on
}

// Mark is a moment that somebody marked during the session.
type Mark struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Entry is what somebody added to a session afterwards: a note, a correction, what takes one back. Entries are only ever
// added.
type Entry struct {
	Seq  int64           `json:"seq"` // from 1, without gaps
	At   time.Time       `json:"at"`
	By   string          `json:"by"` // role of who added it: "coach", "client", "observer", "mentor"
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
}

// PeopleAtEnd are the people as they were called last.
func (r *Record) PeopleAtEnd() []view.Person {
	people := r.People
	for i := range r.Events {
		if r.Events[i].People != nil {
			people = r.Events[i].People
		}
	}
	return people
}
