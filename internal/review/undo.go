package review

import (
	"strings"

	"github.com/evenkeel/monitor/internal/view"
)

// undo is what a role did last and can take back, and what it took back last and can restore. Of what it did everything
// counts that still holds, but for guesses: the figures have been seen since.
func (r *Result) undo(viewer string) (u view.ReviewUndo) {
	notes := r.s.notes()
	for i := range r.s.entries {
		e := &r.s.entries[i]
		if e.by != viewer || e.fault != nil {
			continue
		}
		switch b := e.body.(type) {
		case *Reflection:
		case *Undo:
			if done := r.s.entry(b.Entry); e.undone == 0 && done != nil && done.kind != UndoKind && done.kind != ReflectionKind {
				u.Restore, u.RestoreText = e.seq, r.did(done)
			}
		default:
			if e.undone != 0 || !effective(e, notes) {
				continue
			}
			u = view.ReviewUndo{Seq: e.seq, Text: r.did(e)}
		}
	}
	return u
}

// effective says whether e does anything: what was done to a note that is gone does not.
func effective(e *entry, notes map[int64]*note) bool {
	switch b := e.body.(type) {
	case *NoteEdit:
		return notes[b.Note] != nil
	case *NoteRef:
		return notes[b.Note] != nil
	}
	return true
}

// entry is that of a Seq, or nil.
func (s *Session) entry(seq int64) *entry {
	for i := range s.entries {
		if s.entries[i].seq == seq {
			return &s.entries[i]
		}
	}
	return nil
}

// did is what an entry did, in words that follow "Undone: ".
func (r *Result) did(e *entry) string {
	switch b := e.body.(type) {
	case *Note:
		if b.ReplyTo != 0 {
			return "answer to the note at " + clockAt(b.StartMS)
		}
		return "note at " + clockAt(b.StartMS)
	case *NoteEdit:
		return "changing the " + r.noted(b.Note)
	case *NoteRef:
		does := map[Kind]string{NoteDeleteKind: "deleting the ", ShareKind: "sharing the ", UnshareKind: "making private the "}
		return does[e.kind] + r.noted(b.Note)
	}
	var l view.LoggedEntry
	r.tellEntry(&l, e)
	_, what, _ := strings.Cut(l.Text, ": ")
	return what
}

// noted is a note by where it is.
func (r *Result) noted(seq int64) string {
	if e := r.s.entry(seq); e != nil {
		return r.did(e)
	}
	return "note"
}
