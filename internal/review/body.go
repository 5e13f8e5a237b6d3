package review

// Kind says what an entry is.
type Kind string

// The kinds of entries.
const (
	NoteKind            Kind = "note"
	NoteEditKind        Kind = "note_edit"
	NoteDeleteKind      Kind = "note_delete"
	ShareKind           Kind = "share"
	UnshareKind         Kind = "unshare"
	NotInterruptionKind Kind = "not_interruption"
	BackchannelKind     Kind = "backchannel"
	SwapKind            Kind = "swap"
	RenameKind          Kind = "rename"
	ExcludeKind         Kind = "exclude"
	DropChannelKind     Kind = "drop_channel"
	UndoKind            Kind = "undo"
	ReflectionKind      Kind = "reflection"
	TagsKind            Kind = "tags"
	PhaseKind           Kind = "phase"
)

// Span is a stretch of the session; of a moment, both ends are the same.
type Span struct {
	StartMS int64 `json:"start_ms"`
	EndMS   int64 `json:"end_ms"`
}

// Note is the body of a note: what somebody writes of a moment or a span.
type Note struct {
	Span
	On      *Anchor  `json:"on,omitempty"` // the event that it is about
	Text    string   `json:"text"`
	Tags    []string `json:"tags,omitempty"`     // IDs
	Shared  bool     `json:"shared"`             // false: for the eyes of its author's role only
	ReplyTo int64    `json:"reply_to,omitempty"` // Seq of the note that it answers
}

// NoteEdit is the body of a note_edit: what a note says from now on. Only its author's role can add it.
type NoteEdit struct {
	Note int64    `json:"note"` // Seq
	Text string   `json:"text"`
	Tags []string `json:"tags,omitempty"`
}

// NoteRef is the body of a note_delete, a share and an unshare. Only the author's role of the note can add it.
type NoteRef struct {
	Note int64 `json:"note"` // Seq
}

// EventRef is the body of a not_interruption, which names an overlap by who came in and where, and of a backchannel,
// which names the talk by who says it and where it starts.
type EventRef struct {
	Channel int   `json:"channel"`
	AtMS    int64 `json:"at_ms"`
}

// Swap is the body of a swap: from a position on, two people have each other's channels.
type Swap struct {
	Channels [2]int `json:"channels"` // of the people, as they are without it
	FromMS   int64  `json:"from_ms"`
}

// Rename is the body of a rename. What is empty stays.
type Rename struct {
	Channel int    `json:"channel"` // of the person
	Name    string `json:"name,omitempty"`
	Role    string `json:"role,omitempty"` // "coach", "client", "observer" or "person"
}

// Exclude is the body of an exclude: a stretch that is no conversation.
type Exclude struct {
	Span
	Text string `json:"text"` // "Exercise"
}

// DropChannel is the body of a drop_channel.
type DropChannel struct {
	Channel int `json:"channel"` // of the person
}

// Undo is the body of an undo.
type Undo struct {
	Entry int64 `json:"entry"` // Seq of what is taken back
}

// Reflection is the body of a reflection: what somebody thinks of their own part, before they see figures. What they did
// not answer is nil.
type Reflection struct {
	TalkShare *int `json:"talk_share,omitempty"` // %
	Taken     *int `json:"taken,omitempty"`      // floors in overlap
	Broken    *int `json:"broken,omitempty"`     // silences
	Shared    bool `json:"shared"`               // false: for the eyes of its author's role only
}

// Tag is one of the tags that notes can carry.
type Tag struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Tags is the body of tags: the whole list from now on.
type Tags struct {
	Tags []Tag `json:"tags"`
}

// Phase is the body of a phase: a name for a span.
type Phase struct {
	Span
	Name string `json:"name"`
}

// Competencies are the tags to start with: the core competencies of the International Coaching Federation by number and
// in short.
func Competencies() []Tag {
	return []Tag{
		{"1", "Ethical practice"},
		{"2", "Coaching mindset"},
		{"3", "Agreements"},
		{"4", "Trust and safety"},
		{"5", "Maintains presence"},
		{"6", "Listens actively"},
		{"7", "Evokes awareness"},
		{"8", "Client growth"},
	}
}
