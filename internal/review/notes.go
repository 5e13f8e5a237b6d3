package review

import (
	"cmp"
	"slices"
	"time"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/view"
)

// note is a note with what was done to it since.
type note struct {
	entry   *entry
	body    *Note
	text    string
	tags    []string
	edited  time.Time // zero: never
	shared  bool
	deleted bool
}

// notes are all notes that were not undone, by their Seq.
func (s *Session) notes() map[int64]*note {
	all := make(map[int64]*note)
	for i := range s.entries {
		e := &s.entries[i]
		if !e.stands() {
			continue
		}
		switch b := e.body.(type) {
		case *Note:
			all[e.seq] = &note{entry: e, body: b, text: b.Text, tags: b.Tags, shared: b.Shared}
		case *NoteEdit:
			if n := all[b.Note]; n != nil {
				n.text, n.tags, n.edited = b.Text, b.Tags, e.at
			}
		case *NoteRef:
			all[b.Note].apply(e.kind)
		}
	}
	return all
}

// apply takes over what was done to n, which may have been undone.
func (n *note) apply(kind Kind) {
	switch {
	case n == nil:
	case kind == NoteDeleteKind:
		n.deleted = true
	case kind == ShareKind:
		n.shared = true
	case kind == UnshareKind:
		n.shared = false
	}
}

// visible says whether a role may see a note.
func (s *Session) visible(e *entry, viewer string) bool {
	if e.by == viewer {
		return true
	}
	n := s.notes()[e.seq]
	return n != nil && n.shared
}

// own says whether an entry is its author's alone, to see and to take back: what people write, and not what they correct.
func (s *Session) own(e *entry) bool {
	switch b := e.body.(type) {
	case *Note, *NoteEdit, *NoteRef, *Reflection:
		return true
	case *Undo:
		for i := range s.entries {
			if s.entries[i].seq == b.Entry {
				return s.own(&s.entries[i])
			}
		}
	}
	return false
}

// notesFor are the notes that a role may see, in order of time, bound to moments. A note that is deleted stays, empty,
// while notes answer it.
func (r *Result) notesFor(viewer string, moments []moment) []view.Note {
	all := r.s.notes()
	answered := make(map[int64]bool)
	for _, n := range all {
		if !n.deleted && n.seenBy(viewer) {
			answered[n.body.ReplyTo] = true
		}
	}
	list := []view.Note{}
	for _, n := range all {
		if n.seenBy(viewer) && (!n.deleted || answered[n.entry.seq]) {
			list = append(list, r.noteView(n, viewer, moments))
		}
	}
	slices.SortFunc(list, func(a, b view.Note) int { return cmp.Or(cmp.Compare(a.StartMS, b.StartMS), cmp.Compare(a.Seq, b.Seq)) })
	return list
}

func (n *note) seenBy(viewer string) bool { return n.shared || n.entry.by == viewer }

func (r *Result) noteView(n *note, viewer string, moments []moment) view.Note {
	v := view.Note{
		Seq: n.entry.seq, By: n.entry.by, Author: capital(n.entry.by), Mine: n.entry.by == viewer, At: stamp(n.entry.at),
		StartMS: n.body.StartMS, EndMS: n.body.EndMS, Moment: r.momentAt(n.body.On, moments), Text: n.text,
		Tags: append([]string{}, n.tags...), Shared: n.shared, ReplyTo: n.body.ReplyTo, Deleted: n.deleted,
	}
	if !n.edited.IsZero() {
		v.EditedAt = stamp(n.edited)
	}
	if n.deleted {
		v.Text, v.Tags, v.EditedAt = "", []string{}, ""
	}
	return v
}

// momentAt is the ID of the moment that on names; "" when there is none any more.
func (r *Result) momentAt(on *Anchor, moments []moment) string {
	if on == nil {
		return ""
	}
	want := event{on.Family, on.Channel, timeline.FromMilliseconds(on.AtMS)}
	events := make([]event, len(moments))
	for i := range moments {
		a := &moments[i].Anchor
		events[i] = event{Family(a.Family), a.Channel, moments[i].event.at}
	}
	found, ok := nearest(want, events)
	if !ok {
		return ""
	}
	return moments[slices.Index(events, found)].ID
}

// stamp is a time as messages hold it.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
