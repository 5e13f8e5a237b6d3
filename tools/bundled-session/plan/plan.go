// Package plan reads the plan of a session that is to be synthesised: who says what, and where it stands on the
// timeline relative to what was said before.
package plan

import (
	"time"

	"github.com/evenkeel/monitor/internal/turns"
)

// Plan is a session for two people, line by line in the order of a screenplay.
type Plan struct {
	Session Session `yaml:"session"`
	Coach   Speaker `yaml:"coach"`
	Client  Speaker `yaml:"client"`
	Lines   []Line  `yaml:"lines"`
}

// Speakers are the two people in the order of their channels.
func (p *Plan) Speakers() [2]Speaker { return [2]Speaker{p.Coach, p.Client} }

// Session is what holds for the whole recording.
type Session struct {
	LeadIn time.Duration `yaml:"lead_in"` // silence before the first line
	Tail   time.Duration `yaml:"tail"`    // silence after the last
	Seed   uint64        `yaml:"seed"`    // of the room noise
}

// Speaker is one person: a synthetic voice, a microphone and the room around it.
type Speaker struct {
	Voice   string  `yaml:"voice"`      // of flite
	Stretch float64 `yaml:"stretch"`    // length of the speech, 1 as the voice would speak it, below 1 faster
	Level   float64 `yaml:"level_dbfs"` // mean level of the speech, dBFS
	Noise   float64 `yaml:"noise_dbfs"` // level of the room noise, dBFS
	Hum     float64 `yaml:"hum_dbfs"`   // level of the mains hum, dBFS
	HumHz   float64 `yaml:"hum_hz"`     // its fundamental
}

// Line is one utterance. Exactly one of Coach and Client holds its text.
//
// A line starts Gap after the end of its host, or At after the onset of its host, or After after the end of its host.
// Its host is the line before it that was placed by Gap; so a line that was placed by At or After (a backchannel, an
// attempt to come in) is nobody's host. Lines with none of the three follow their host at once.
type Line struct {
	Coach  string         `yaml:"coach"`
	Client string         `yaml:"client"`
	Phones string         `yaml:"phones"` // spoken instead of the text, in the phone names of the voice
	Gap    *time.Duration `yaml:"gap"`    // below zero: an overlap
	At     *time.Duration `yaml:"at"`
	After  *time.Duration `yaml:"after"`
	Cut    time.Duration  `yaml:"cut"`   // the speaker breaks off this long after the onset; zero: does not
	Level  float64        `yaml:"level"` // decibels above the speaker's usual level
	As     Kind           `yaml:"as"`    // the fact that this line makes; none by default
}

// Speaker is the channel of the one who speaks l: 0 the coach, 1 the client.
func (l Line) Speaker() int {
	if l.Coach != "" {
		return 0
	}
	return 1
}

// Text is what l says.
func (l Line) Text() string { return l.Coach + l.Client }

// Aside says whether l is placed into its host rather than after it, and so is nobody's host.
func (l Line) Aside() bool { return l.At != nil || l.After != nil }

// Kind is the name of a fact that a plan can ask for, or "".
type Kind string

// kinds are the facts that a line can make by where it starts.
var kinds = []turns.ReadingKind{
	turns.Backchannel, turns.SimultaneousStart, turns.TerminalOverlap, turns.TerminalOrFastYield, turns.ShortInsert,
	turns.ButtIn, turns.InterruptionSuccessful, turns.InterruptionUnsuccessful, turns.InterruptionUnresolved,
	turns.MutualDropOut, turns.Lapse,
}

// Reading is the kind of fact that k names; it is false for "" and for names that are none.
func (k Kind) Reading() (turns.ReadingKind, bool) {
	for _, kind := range kinds {
		if kind.String() == string(k) {
			return kind, true
		}
	}
	return 0, false
}
