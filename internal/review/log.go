package review

import (
	"fmt"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// The states of logged entries.
const (
	applies         = "applies"
	undone          = "undone"
	noLongerApplies = "no_longer_applies"
	ignored         = "ignored"
)

// log is what people changed, the latest first. What they wrote is among the notes, and nobody else's to list.
func (r *Result) log(moments []moment) []view.LoggedEntry {
	list := []view.LoggedEntry{}
	for i := range r.s.entries {
		e := &r.s.entries[i]
		_, undo := e.body.(*Undo)
		if undo || r.s.own(e) {
			continue
		}
		l := view.LoggedEntry{Seq: e.seq, At: stamp(e.at), By: e.by, Kind: string(e.kind), State: applies, UndoBy: e.undone}
		switch {
		case e.fault != nil:
			l.State, l.Reason, l.Text = ignored, e.fault.Error(), capital(e.by)+": kept, but not counted"
		default:
			r.tellEntry(&l, e)
			r.tellLink(&l, e, moments)
		}
		if e.undone != 0 {
			l.State, l.Reason, l.Moment = undone, "", ""
		}
		list = append(list, l)
	}
	slices.Reverse(list)
	return list
}

// tellEntry puts an entry into words.
func (r *Result) tellEntry(l *view.LoggedEntry, e *entry) {
	who := capital(e.by) + ": "
	place := func(ms int64) { l.AtMS = &ms }
	switch b := e.body.(type) {
	case *EventRef:
		at := timeline.FromMilliseconds(b.AtMS)
		name := r.names.full(r.s.cast.person(b.Channel, at))
		place(b.AtMS)
		l.Text = who + "not an interruption by " + name + ", at " + clockAt(b.AtMS)
		if e.kind == BackchannelKind {
			l.Text = who + "a back-channel of " + name + ", at " + clockAt(b.AtMS)
		}
	case *Swap:
		place(b.FromMS)
		l.Text = who + r.names.full(b.Channels[0]) + " and " + r.names.full(b.Channels[1]) + " swapped from " + clockAt(b.FromMS) + " on"
	case *Rename:
		l.Text = who + r.tellRename(b)
	case *Exclude:
		place(b.StartMS)
		l.Text = who + "not conversation " + fromTo(b.Span) + ", " + quoted(b.Text)
	case *DropChannel:
		l.Text = who + r.names.full(b.Channel) + " is not measured"
	case *Phase:
		place(b.StartMS)
		l.Text = who + quoted(b.Name) + " " + fromTo(b.Span)
	case *Tags:
		l.Text = who + "the tags are now a list of " + fmt.Sprint(len(b.Tags))
	}
}

func (r *Result) tellRename(b *Rename) string {
	was := newNames(r.s.rec.People).full(b.Channel)
	switch {
	case b.Role == "":
		return was + " is called " + b.name()
	case b.name() == "":
		return was + " has the role " + b.Role
	default:
		return was + " is called " + b.name() + ", role " + b.Role
	}
}

// tellLink says what a correction of an event is bound to, or that it no longer applies.
func (r *Result) tellLink(l *view.LoggedEntry, e *entry, moments []moment) {
	i := slices.IndexFunc(r.links, func(x link) bool { return x.entry == e })
	if i < 0 {
		return
	}
	x := r.links[i]
	if !x.bound {
		l.State = noLongerApplies
		what := "no overlap by " + r.names.full(x.wanted.channel)
		if e.kind == BackchannelKind {
			what = "no talk of " + r.names.full(x.wanted.channel)
		}
		l.Reason = capital(what) + " starts within " + tenths(Tolerance) + " of " + at(x.wanted.at) + " any more."
		return
	}
	ids := event{Overlap, x.event.channel, x.event.at}
	for k := range moments {
		if moments[k].event == ids {
			l.Moment = moments[k].ID
		}
	}
}

// clockAt is a position in milliseconds as the session's clock showed it.
func clockAt(ms int64) string { return at(timeline.FromMilliseconds(ms)) }

func fromTo(s Span) string { return "from " + clockAt(s.StartMS) + " to " + clockAt(s.EndMS) }
