package session

import (
	"encoding/json"
	"slices"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/export"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/vad"
)

// Recorder keeps the record of one session. None of its methods waits, and none fails: a session goes on whether it is
// kept or not.
type Recorder interface {
	// Observe takes what the next hop showed, a channel each.
	Observe(obs []vad.Observation)
	// Change takes a change of activity that was found elsewhere, without sound.
	Change(c vad.Change)
	// Event takes what happened besides.
	Event(e record.Event)
	// Keeping says whether what it is given is being kept, and why not.
	Keeping() (ok bool, reason string)
	// End says that the session has ended there.
	End(at timeline.Position)
}

// recording is what a Live keeps of itself.
type recording struct {
	Recorder
	id     string
	sound  bool // it is observed, and not told of activity
	health []deference.Health
}

// startRecording begins the record of a session that starts. When that cannot be done, the session goes on without.
func (l *Live) startRecording() {
	if l.opts.Record == nil {
		return
	}
	head := l.head()
	r, err := l.opts.Record(&head)
	if err != nil {
		l.unkept = err.Error()
		l.opts.Logger.Error("session not recorded", "session", l.ID(), "err", err)
		return
	}
	l.recording = &recording{Recorder: r, id: head.ID}
}

// head is what is known of the session at its start.
func (l *Live) head() record.Head {
	return record.Head{
		Title: l.opts.Title, Program: l.opts.Version, Source: l.opts.Source, Label: l.label(), Place: l.place(),
		StartedAt: l.startedAt.UTC(), People: l.peopleView(), Agreement: l.agreementView(), Rules: l.rules(),
	}
}

// place is where the people seem to be: with what a machine plays, they are in a call.
func (l *Live) place() record.Place {
	switch {
	case l.opts.Place != record.UnknownPlace:
		return l.opts.Place
	case l.opts.Microphones == nil:
		return record.UnknownPlace
	}
	for _, o := range offered(l.choice.inputs) {
		if o.Loopback && slices.ContainsFunc(l.seats, func(s Seat) bool { return s.Measured && s.Device == o.ID }) {
			return record.Remote
		}
	}
	return record.Room
}

// keep records a step.
func (r *recording) keep(s *Step) {
	if r == nil {
		return
	}
	switch {
	case s.Observations != nil:
		r.sound = true
		r.Observe(s.Observations)
	case !r.sound:
		for _, c := range s.Changes {
			r.Change(c)
		}
	}
	if s.Health != nil && !slices.Equal(s.Health, r.health) {
		r.health = slices.Clone(s.Health)
		r.Event(record.Event{At: s.Now, Health: r.health})
	}
}

// event records what happened at the present position.
func (l *Live) event(e record.Event) {
	if l.recording != nil {
		e.At = l.now
		l.recording.Event(e)
	}
}

// endRecording ends the record.
func (l *Live) endRecording() {
	if l.recording == nil {
		return
	}
	var heard []export.Quality
	for i, p := range l.people {
		if p.Measured {
			heard = append(heard, quality(l.seats[i].ID, &l.heard[p.Channel]))
		}
	}
	if text, err := json.Marshal(heard); err == nil { // numbers and words always can be written
		l.event(record.Event{Quality: text})
	}
	if l.tape != nil {
		l.tape.End()
	}
	l.recording.End(l.now)
}

// recordID names the record of the session; "" when it has none.
func (l *Live) recordID() string {
	if l.recording == nil {
		return ""
	}
	return l.recording.id
}

// notKept says why what is heard is not being kept; "" when it is, or is not to be.
func (l *Live) notKept() string {
	if l.recording == nil {
		return l.unkept
	}
	if ok, why := l.recording.Keeping(); !ok {
		return why
	}
	return ""
}
