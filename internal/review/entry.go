package review

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/timeline"
)

// entry is an entry of the record as it counts.
type entry struct {
	seq    int64
	at     time.Time
	by     string
	kind   Kind
	body   body
	fault  error // why it is kept and left out; nil: it is not
	undone int64 // Seq of the undo in force; 0: none
}

// body is what an entry says.
type body interface {
	// check says why the entry cannot be one of s, whose earlier entries are known.
	check(s *Session, by string) error
}

// bodies make an empty body of each kind.
var bodies = map[Kind]func() body{
	NoteKind:            func() body { return new(Note) },
	NoteEditKind:        func() body { return new(NoteEdit) },
	NoteDeleteKind:      func() body { return new(NoteRef) },
	ShareKind:           func() body { return new(NoteRef) },
	UnshareKind:         func() body { return new(NoteRef) },
	NotInterruptionKind: func() body { return new(EventRef) },
	BackchannelKind:     func() body { return new(EventRef) },
	SwapKind:            func() body { return new(Swap) },
	RenameKind:          func() body { return new(Rename) },
	ExcludeKind:         func() body { return new(Exclude) },
	DropChannelKind:     func() body { return new(DropChannel) },
	UndoKind:            func() body { return new(Undo) },
	ReflectionKind:      func() body { return new(Reflection) },
	TagsKind:            func() body { return new(Tags) },
	PhaseKind:           func() body { return new(Phase) },
}

// read is e as it counts in s, whose earlier entries are known. What cannot be read is kept with the reason.
func (s *Session) read(e record.Entry) entry {
	x := entry{seq: e.Seq, at: e.At, by: e.By, kind: Kind(e.Kind)}
	empty, known := bodies[x.kind]
	if !known {
		x.fault = fmt.Errorf("this version does not know entries of the kind %q", e.Kind)
		return x
	}
	x.body = empty()
	if err := json.Unmarshal(e.Body, x.body); err != nil {
		x.fault = fmt.Errorf("the entry cannot be read: %w", err)
		return x
	}
	if x.fault = checkAuthor(x.by); x.fault == nil {
		x.fault = x.body.check(s, x.by)
	}
	return x
}

// stands says whether e counts.
func (e *entry) stands() bool { return e.fault == nil && e.undone == 0 }

// standing are the bodies of one type that count, with their entries, in the order in which they were added.
func standing[T body](entries []entry) (list []T, of []*entry) {
	for i := range entries {
		if b, ok := entries[i].body.(T); ok && entries[i].stands() {
			list, of = append(list, b), append(of, &entries[i])
		}
	}
	return list, of
}

// resolve decides which entries are undone: from the last to the first, because an undo counts unless a later one takes
// it back.
func resolve(entries []entry) {
	bySeq := make(map[int64]*entry, len(entries))
	for i := range entries {
		entries[i].undone = 0
		bySeq[entries[i].seq] = &entries[i]
	}
	for i := len(entries) - 1; i >= 0; i-- {
		if u, ok := entries[i].body.(*Undo); ok && entries[i].stands() {
			bySeq[u.Entry].undone = entries[i].seq
		}
	}
}

// span is s in positions.
func (s Span) span() timeline.Span {
	return timeline.Span{Start: timeline.FromMilliseconds(s.StartMS), End: timeline.FromMilliseconds(s.EndMS)}
}
