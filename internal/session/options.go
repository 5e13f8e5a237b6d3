package session

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/evenkeel/monitor/internal/audio"
	"github.com/evenkeel/monitor/internal/capture"
	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
	"github.com/evenkeel/monitor/internal/view"
)

// Where the sound of a session comes from, as view.Session names it.
const (
	FromMicrophones = "microphones"
	FromRecording   = "recording"
	FromActivity    = "activity"
	FromBundled     = "bundled"
)

// Microphones are the sound inputs of the machine.
type Microphones interface {
	// Inputs lists what there is, the fittest first.
	Inputs(ctx context.Context) ([]capture.Input, error)
	// Open listens to channels of them.
	Open(ctx context.Context, specs []capture.ChannelSpec) (OpenMicrophones, error)
}

// OpenMicrophones are inputs that are listened to.
type OpenMicrophones interface {
	audio.HopSource
	// States is how each device is doing.
	States() []capture.DeviceState
	// Behind is how long ago the last hop that was read ended.
	Behind() time.Duration
	Close() error
}

// Seat is somebody who takes part, with the microphone channel that is theirs.
type Seat struct {
	Participant
	Device string // as --channel takes it, without the name; "" when none is chosen

	settled bool  // Device is the ID of an input that was there once
	unfound error // why no input is meant by Device; nil: one is, or nobody has looked
	audio   bool  // they have said yes to keeping the sound of the session
	channel int   // index of everything that is told a channel each
}

// Options are what a session starts with. Either Microphones or Feed is set.
type Options struct {
	Number  int    // counts the sessions of a run of the program, from 1
	Title   string // empty: "Session 1"
	Source  string // FromMicrophones and so on
	Label   string // what is listened to, in a few words; of microphones it is made
	Version string // of the program
	Speed   float64
	Length  timeline.Position // of a recording; 0: not known before

	Microphones Microphones // what the people choose from, before the start
	Feed        Feed        // of a recording: the session starts at once

	Seats     []Seat // in seat order
	Agreement view.Agreement
	Agreed    bool          // everybody has agreed already: start without the setup screen
	Rules     turns.Options // but for Lapse, which is agreed

	// Record begins the record of the session when it starts, and gives head its ID; nil: none is made.
	Record func(head *record.Head) (Recorder, error)
	Place  record.Place // where the people are; UnknownPlace: as their microphones suggest

	// Tape begins the keeping of the sound of the session of that ID, which is erased on a day, as 2026-11-29; nil: sound
	// is never kept. It is called when everybody has agreed, not before.
	Tape      func(id, until string) (Tape, error)
	AudioDays int // how many days sound is kept

	Past *Past // what the session goes on with; nil: it begins

	Observe  func(s *Step)   // sees every step, for files and progress; may be nil
	Warnings func() []string // what is to be known of the source, once it has been read; may be nil

	Files export.FileOptions    // those that the summary offers
	Ended func(*export.Session) // is called when the session has ended; may be nil
	Leave bool                  // Run returns when the session has ended, instead of showing its summary

	Logger  *slog.Logger // nil: discards
	Metrics *Metrics     // nil: counts nothing
}

// withDefaults is o with what was left out.
func (o Options) withDefaults() Options {
	if o.Number == 0 {
		o.Number = 1
	}
	if o.Title == "" {
		o.Title = "Session " + strconv.Itoa(o.Number)
	}
	if o.Speed == 0 {
		o.Speed = 1
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Agreement.AgreedBy == nil {
		o.Agreement.AgreedBy = []int{}
	}
	o.Seats = slices.Clone(o.Seats)
	for i := range o.Seats {
		o.Seats[i].audio = false // everybody is asked anew
	}
	return o
}

// agreed is what indicators are told of an agreement.
func agreed(a view.Agreement) deference.Agreement {
	return deference.Agreement{
		Band: a.Band, Nudges: a.Nudges, FloorLimit: timeline.FromMilliseconds(a.FloorLimitMS),
		SilencesInRow: a.SilencesInRow, TakenRecently: a.TakenIn5Min,
	}
}

// number gives people their channels: the measured ones have channels 0, 1, … in the order of seats, the others those
// after them.
func number(seats []Seat) {
	next := 0
	for _, measured := range []bool{true, false} {
		for i := range seats {
			if seats[i].Measured == measured {
				seats[i].channel = next
				next++
			}
		}
	}
}

// bySeat puts the coach first, then the client, then the others.
func bySeat(a, b Seat) int {
	order := func(r deference.Role) int {
		return slices.Index([]deference.Role{deference.Coach, deference.Client, deference.Somebody, deference.Observer}, r)
	}
	return cmp.Compare(order(a.Role), order(b.Role))
}

// people are the participants of seats.
func people(seats []Seat) []deference.Person {
	ps := make([]deference.Person, len(seats))
	for i, s := range seats {
		ps[i] = deference.Person{Channel: s.channel, Name: s.Name, Role: s.Role, Measured: s.Measured}
	}
	return ps
}
