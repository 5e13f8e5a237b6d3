package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// Errors of commands are for a person to read.
var (
	errInSetupOnly   = errors.New("that can be changed before the start only")
	errNotLive       = errors.New("the session is not running")
	errNobodyThere   = errors.New("there is nobody on that channel")
	errNoMicrophones = errors.New("this session has no microphones to choose from")
	errNotEnded      = errors.New("this session has not ended yet")
)

// handler does one command under the lock.
type handler func(l *Live, c view.Command) error

var handlers = map[string]handler{
	"assign": (*Live).doAssign, "person": (*Live).doPerson, "add": (*Live).doAdd, "remove": (*Live).doRemove,
	"swap": (*Live).doSwap, "agreement": (*Live).doAgreement, "agree": (*Live).doAgree,
	"keep_audio": (*Live).doKeepAudio,
	"start":      (*Live).doStart, "pause": (*Live).doPause, "resume": (*Live).doResume, "end": (*Live).doEnd,
	"renew": (*Live).doRenew, "mark": (*Live).doMark, "unmark": (*Live).doUnmark, "dismiss": (*Live).doDismiss,
	"mute": (*Live).doMute,
}

// Command does what a browser asked for.
func (l *Live) Command(_ context.Context, c view.Command) error {
	do, ok := handlers[c.Name]
	if !ok {
		return fmt.Errorf("this program does not know %q; reload the page", c.Name)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := do(l, c); err != nil {
		return err
	}
	l.urgent = true
	l.nudgeLoop()
	return nil
}

// read decodes the value of a command.
func read(c view.Command, to any) error {
	text, err := json.Marshal(c.Value)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.Name, err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("%s came with what does not belong to it; reload the page", c.Name)
	}
	return nil
}

func (l *Live) doStart(view.Command) error {
	if l.phase != setup {
		return errInSetupOnly
	}
	if why := l.obstacle(); why != "" {
		return errors.New(why)
	}
	l.choice.start = true
	return nil
}

func (l *Live) doPause(view.Command) error {
	if l.phase != live {
		return errNotLive
	}
	l.phase = paused
	l.feed.Pause(true)
	return nil
}

func (l *Live) doResume(view.Command) error {
	if l.phase != paused {
		return errors.New("the session is not paused")
	}
	if who := l.refused(); who != "" {
		return fmt.Errorf("it can go on when everybody agrees; waiting for %s", who)
	}
	l.phase = live
	l.feed.Pause(false)
	return nil
}

func (l *Live) doEnd(view.Command) error {
	if l.phase != live && l.phase != paused {
		return errNotLive
	}
	l.endAsked = true
	return nil
}

func (l *Live) doRenew(view.Command) error {
	switch {
	case l.phase != ended:
		return errNotEnded
	case l.opts.Microphones == nil:
		return errNoMicrophones
	}
	l.renewed = true
	return nil
}

// ahead is how far the clock of a browser may be ahead of what the session has heard.
const ahead = 5 * timeline.Second

// longest is how many characters a mark may have.
const longest = 500

func (l *Live) doMark(c view.Command) error {
	var v struct {
		AtMS int64  `json:"at_ms"`
		Text string `json:"text"`
	}
	if c.Value != nil {
		if err := read(c, &v); err != nil {
			return err
		}
	}
	at := timeline.FromMilliseconds(v.AtMS)
	switch {
	case l.phase != live && l.phase != paused:
		return errNotLive
	case utf8.RuneCountInString(v.Text) > longest:
		return fmt.Errorf("a mark has at most %d characters", longest)
	case at < 0 || at > l.now+ahead:
		return errors.New("a mark lies between the start of the session and now")
	case v.AtMS == 0:
		at = l.now
	}
	at = min(at, l.now)
	l.marked++
	m := mark{id: fmt.Sprintf("m%d", l.marked), at: at, text: v.Text}
	l.mark(m)
	if l.recording != nil {
		l.recording.Event(record.Event{At: m.at, Mark: &record.Mark{ID: m.id, Text: m.text}})
	}
	return nil
}

func (l *Live) doUnmark(c view.Command) error {
	var v struct {
		ID string `json:"id"`
	}
	if err := read(c, &v); err != nil {
		return err
	}
	if !l.unmark(v.ID) {
		return errors.New("that mark is not there any more")
	}
	l.event(record.Event{Unmark: v.ID})
	return nil
}

// mark adds a mark.
func (l *Live) mark(m mark) {
	l.marks = append(l.marks, m)
	l.strip.Mark(m.id, m.at, m.text)
}

// unmark takes a mark away, if it is there.
func (l *Live) unmark(id string) bool {
	i := slices.IndexFunc(l.marks, func(m mark) bool { return m.id == id })
	if i < 0 {
		return false
	}
	l.marks = slices.Delete(l.marks, i, i+1)
	l.strip.Unmark(id)
	return true
}

func (l *Live) doDismiss(c view.Command) error {
	var v struct {
		ID string `json:"id"`
	}
	if err := read(c, &v); err != nil || l.analysis == nil {
		return err
	}
	l.analysis.meter.Dismiss(v.ID)
	return nil
}

func (l *Live) doMute(c view.Command) error {
	var v struct {
		Muted bool `json:"muted"`
	}
	if err := read(c, &v); err != nil {
		return err
	}
	if l.analysis == nil {
		return errNotLive
	}
	l.muted = v.Muted
	l.analysis.meter.Mute(v.Muted)
	return nil
}
