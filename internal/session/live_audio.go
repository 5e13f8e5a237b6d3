package session

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// Tape keeps the sound of one session. None of its methods waits, and none fails.
type Tape interface {
	// Keep takes sound of a channel from a position on, samples from -1 to 1, which it copies.
	Keep(channel int, at timeline.Position, pcm []float32)
	// Erase removes what was kept of a channel.
	Erase(channel int)
	// End says that there is no more.
	End()
}

var errNoAudio = errors.New("audio is not kept here: see audio.keep in the configuration")

// audioKeepable says whether sound can be kept at all.
func (l *Live) audioKeepable() bool { return l.opts.Tape != nil && l.opts.AudioDays > 0 }

// audioAgreed says whether everybody in the session, measured or not, has said yes to keeping its sound.
func (l *Live) audioAgreed() bool {
	return l.audioKeepable() && !slices.ContainsFunc(l.seats, func(s Seat) bool { return !s.audio })
}

// doKeepAudio is somebody's yes to keeping the sound, or its withdrawal, with which what there is of them goes.
func (l *Live) doKeepAudio(c view.Command) error {
	var v struct {
		Agreed bool `json:"agreed"`
	}
	if err := read(c, &v); err != nil {
		return err
	}
	seat := l.seatOf(c)
	switch {
	case seat < 0:
		return errNobodyThere
	case !l.audioKeepable():
		return errNoAudio
	case l.phase == ended:
		return errNotLive
	}
	l.seats[seat].audio = v.Agreed
	if !v.Agreed {
		l.eraseAudio(seat)
	}
	if l.phase != setup {
		l.agreementChanged()
	}
	return nil
}

// eraseAudio removes what was kept of somebody's sound. Who has no channel is heard in those of all others.
func (l *Live) eraseAudio(seat int) {
	for k, taped := range l.taped {
		if taped && (k == l.people[seat].Channel || !l.seats[seat].Measured) {
			l.tape.Erase(k)
			l.taped[k] = false
		}
	}
}

// keepAudio keeps the sound of a step if everybody has agreed to that. What was not measured is not kept.
func (l *Live) keepAudio(s *Step) {
	if s.Sound == nil || l.phase != live || !l.audioAgreed() || !l.startTape() {
		return
	}
	for k := range s.Sound {
		if !s.Observations[k].Flags.Unobserved() {
			l.tape.Keep(k, s.Now-timeline.HopLen, s.Sound[k].PCM)
			l.taped[k] = true
		}
	}
}

// startTape begins the keeping of sound, once. When that cannot be done, the session goes on without.
func (l *Live) startTape() bool {
	if l.tape != nil || l.untaped != "" || l.recording == nil {
		return l.tape != nil
	}
	tape, err := l.opts.Tape(l.recording.id, l.audioUntil().Format(time.DateOnly))
	if err != nil {
		l.untaped = err.Error()
		l.opts.Logger.Error("audio not kept", "session", l.ID(), "err", err)
		return false
	}
	l.tape, l.taped = tape, make([]bool, l.measured())
	return true
}

// audioUntil is the day on which the sound is erased.
func (l *Live) audioUntil() time.Time { return l.startedAt.AddDate(0, 0, l.opts.AudioDays) }

// audioView is what is agreed of the sound; nil when it cannot be kept.
func (l *Live) audioView() *view.AudioAgreement {
	if !l.audioKeepable() {
		return nil
	}
	a := &view.AudioAgreement{Days: l.opts.AudioDays, By: []int{}, Text: "Audio not kept"}
	for i, s := range l.seats {
		if s.audio {
			a.By = append(a.By, l.people[i].Channel)
		}
	}
	if l.phase == setup {
		return a
	}
	var rest []string // whose sound is left from before somebody took their yes back
	for i, p := range l.people {
		if p.Measured && l.tape != nil && l.taped[p.Channel] {
			rest = append(rest, l.seats[i].called())
		}
	}
	switch {
	case l.untaped != "":
		a.Text += ": " + l.untaped
	case l.recording == nil:
	case l.audioAgreed():
		a.Kept = true
		a.Text = view.AudioText(len(l.seats), l.startedAt, l.audioUntil())
	case len(rest) > 0:
		a.Text = "Audio no longer kept; that of " + strings.Join(rest, " and ") + " is deleted on " +
			view.DayText(l.startedAt, l.audioUntil())
	}
	return a
}
