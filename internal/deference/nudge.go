package deference

import (
	"fmt"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Nudge is the one line that may stand at the bottom of the screen. It is about what the people agreed on, in the
// third person.
type Nudge struct {
	ID     string
	Text   string
	Reason string // what was agreed, and what was counted
	From   timeline.Position
	Until  timeline.Position // it goes away here by itself
}

// Limits of nudges, from the screen design.
const (
	nudgeFirst   = 5 * 60 * timeline.Second  // none before
	nudgeApart   = 5 * 60 * timeline.Second  // at most one in this time
	nudgeSubject = 15 * 60 * timeline.Second // at most one of the same subject in this time
	nudgeStays   = 60 * timeline.Second
)

// subject is what a nudge is about.
type subject func(m *Meter, at timeline.Position) (text, reason string)

// subjects in the order in which they come first.
var subjects = [subjectCount]subject{nudgeFloor, nudgeSilences, nudgeTaken, nudgeShare}

const subjectCount = 4

// nudger decides when a nudge may appear.
type nudger struct {
	shown *Nudge
	count int
	last  timeline.Position               // when the latest appeared
	about [subjectCount]timeline.Position // when the latest of each subject appeared, plus 1; 0: never
	muted bool
}

// consider lets a nudge appear at a position of the grid. It appears only while somebody speaks: a silence is left
// alone.
func (n *nudger) consider(m *Meter, at timeline.Position) {
	n.expire(at)
	if !m.agreement.Nudges || n.muted {
		n.clear()
		return
	}
	if at < nudgeFirst || n.count > 0 && at-n.last < nudgeApart || !m.observed.speaking() {
		return
	}
	for i, about := range subjects {
		if n.about[i] > 0 && at-(n.about[i]-1) < nudgeSubject {
			continue
		}
		if text, reason := about(m, at); text != "" {
			n.show(i, at, text, reason)
			return
		}
	}
}

// show puts a nudge of a subject on the line.
func (n *nudger) show(about int, at timeline.Position, text, reason string) {
	n.count++
	n.last, n.about[about] = at, at+1
	n.shown = &Nudge{ID: fmt.Sprintf("n%d", n.count), Text: text, Reason: reason, From: at, Until: at + nudgeStays}
}

// expire takes the nudge away when its time is over.
func (n *nudger) expire(at timeline.Position) {
	if n.shown != nil && at >= n.shown.Until {
		n.clear()
	}
}

// clear empties the line.
func (n *nudger) clear() { n.shown = nil }

// Nudge is the nudge that stands on the line; false when the line is empty.
func (m *Meter) Nudge() (Nudge, bool) {
	if m.nudges.shown == nil {
		return Nudge{}, false
	}
	return *m.nudges.shown, true
}

// Dismiss takes a nudge away. One that has gone already is no error.
func (m *Meter) Dismiss(id string) {
	if m.nudges.shown != nil && m.nudges.shown.ID == id {
		m.nudges.clear()
	}
}

// Mute takes the nudge away and lets none appear until nudges are unmuted.
func (m *Meter) Mute(muted bool) {
	m.nudges.muted = muted
	if muted {
		m.nudges.clear()
	}
}
