package view

// Review is a session as it is looked at afterwards: all that follows from its record, with what people added and with
// the parameters that were asked for. It is sent whole, and again whenever an entry or a parameter changes.
//
// A stretch of time is [start, end], whole milliseconds of session time. Channels are those of People; -1 is nobody.
// Every sentence is made here, in words that both people can read; figures are marked with ** where the field says so.
type Review struct {
	Type      string        `json:"type"` // "review"
	Session   ReviewSession `json:"session"`
	Viewer    string        `json:"viewer"` // role of who looks: private notes of others are left out
	People    []Person      `json:"people"` // in seat order, called as they are now
	Agreement Agreement     `json:"agreement"`
	Rules     Rules         `json:"rules"` // as computed with

	Lanes    []ReviewLane   `json:"lanes"` // a channel each that is measured
	Moments  []Moment       `json:"moments"`
	Counts   []MomentCount  `json:"counts"` // of moments by kind, in the order of the chips
	Pauses   Pauses         `json:"pauses"`
	Balance  ReviewBalance  `json:"balance"`
	Drift    Drift          `json:"drift"`
	Entering []Entering     `json:"entering"` // who waited how long before entering the other's pauses
	Spread   []Distribution `json:"spread"`   // of gaps and of silences
	Summary  *Summary       `json:"summary"`  // sentences and table of the whole session; without downloads
	Excluded []ExcludedSpan `json:"excluded"` // stretches that somebody said are no conversation
	Phases   []Phase        `json:"phases"`
	Marks    []ReviewMark   `json:"marks"`
	Notes    []Note         `json:"notes"` // in order of time
	Tags     []Tag          `json:"tags"`  // that notes can carry
	Log      []LoggedEntry  `json:"log"`   // corrections, phases and tags, the latest first
	Undo     ReviewUndo     `json:"undo"`
	Guesses  ReviewGuesses  `json:"guesses"`
	Settings ReviewSettings `json:"settings"`
	Terms    []Term         `json:"terms"`   // definitions, by the rules computed with
	Remarks  []string       `json:"remarks"` // what limits the whole: quality of channels, entries of later versions

	Audio *ReviewAudio `json:"audio,omitempty"` // missing when none is kept
}

// ReviewSession says which session it is.
type ReviewSession struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Source    string `json:"source"`
	Label     string `json:"label"`
	Place     string `json:"place"`                // "room", "remote" or ""
	StartedAt string `json:"started_at,omitempty"` // RFC 3339
	LengthMS  int64  `json:"length_ms"`
	KnownMS   int64  `json:"known_ms"` // of it, everybody who is compared was observed
	PausedMS  int64  `json:"paused_ms"`
	State     string `json:"state"` // "open", "closed" or "interrupted"
	Text      string `json:"text"`  // what there is to say of State; "" of a closed session
}

// ReviewLane is one channel over the whole session, in order of time.
type ReviewLane struct {
	Channel      int        `json:"channel"`
	Speech       [][2]int64 `json:"speech"`       // less the backchannels
	Backchannels [][2]int64 `json:"backchannels"` // short signals: thin ticks
	Floor        [][2]int64 `json:"floor"`        // its turns
	Unknown      [][2]int64 `json:"unknown"`      // nothing was received
	Paused       [][2]int64 `json:"paused"`       // the session was paused, or the stretch is Excluded
}

// Moment is something that happened and can be gone to.
type Moment struct {
	// ID stays the same when parameters change, as long as the event has the same family, person and position.
	ID         string            `json:"id"`
	Anchor     Anchor            `json:"anchor"` // what a note on it is bound to
	Kind       string            `json:"kind"`   // "taken", "kept", "undecided" (overlaps), "silence", "turn", "unknown" or "mark"
	AtMS       int64             `json:"at_ms"`
	StartMS    int64             `json:"start_ms"`
	EndMS      int64             `json:"end_ms"`
	Channel    int               `json:"channel"` // who came in, spoke first, held the floor, is unknown
	Other      int               `json:"other"`   // who was spoken into, held the floor before a silence
	Text       string            `json:"text"`    // "Coach took the floor in overlap, 1.0 s"
	Detail     string            `json:"detail"`  // "Spoke over the client for 1.0 s, then held the floor"
	Evidence   []EvidenceRow     `json:"evidence"`
	Term       string            `json:"term"`                 // ID of its definition
	State      string            `json:"state"`                // "measured" or "corrected": then it counts no more
	Correction *MomentCorrection `json:"correction,omitempty"` // why it is corrected
	Offers     []Offer           `json:"offers"`               // the corrections that can be made of it
	Notes      []int64           `json:"notes"`                // Seq of those on it
}

// Anchor says which event is meant, whatever people are called and whoever sits where: its family, the channel of the
// record that acted, and where it starts.
type Anchor struct {
	Family  string `json:"family"`
	Channel int    `json:"channel"`
	AtMS    int64  `json:"at_ms"`
}

// EvidenceRow is one thing that a moment rests on.
type EvidenceRow struct {
	Label string `json:"label"` // "Client had spoken for"
	Value string `json:"value"` // "12.4 s"
}

// MomentCorrection is what somebody said of a moment.
type MomentCorrection struct {
	Seq  int64  `json:"seq"`  // of the entry: what an undo takes back
	By   string `json:"by"`   // role
	Kind string `json:"kind"` // "not_interruption" or "backchannel"
	Text string `json:"text"` // "Corrected by mentor: not an interruption"
}

// Offer is an entry that can be added as it is.
type Offer struct {
	Kind string `json:"kind"` // of the entry
	Key  string `json:"key"`  // "X", "B" or "S"
	Text string `json:"text"` // "Not an interruption"
	Body any    `json:"body"` // of the entry
}

// MomentCount is how many moments there are of a kind.
type MomentCount struct {
	Kind      string `json:"kind"`  // of Moment, or "note"
	Label     string `json:"label"` // "Floor taken in overlap"
	Count     int    `json:"count"` // that count
	Corrected int    `json:"corrected"`
	Text      string `json:"text"` // "5", "5, 1 corrected"
}

// Pauses are the joint silences from FromMS on, and where they begin to count.
type Pauses struct {
	FromMS int64 `json:"from_ms"`
	// List is [start, end, who ended it, who spoke before] of each, in order of time.
	List    [][4]int64 `json:"list"`
	LapseMS int64      `json:"lapse_ms"` // they count from here
	Count   int        `json:"count"`    // how many count
	Agreed  int64      `json:"agreed_ms"`
	Text    string     `json:"text"` // "9 of 44 pauses count. Agreed: 3.0 s"
}

// ReviewBalance is every indicator over the whole session.
type ReviewBalance struct {
	Mode  string            `json:"mode"` // as of Indicators
	Left  int               `json:"left"`
	Right int               `json:"right"`
	Rows  []ReviewIndicator `json:"rows"` // those of the live view first
}

// ReviewIndicator is one indicator with what carries it.
type ReviewIndicator struct {
	Indicator
	Title    string          `json:"title"`
	Term     string          `json:"term"`
	Units    []EvidenceUnit  `json:"units"`    // a block each, beside the plumb line; none while it is withheld
	Measures []ReviewMeasure `json:"measures"` // what it is computed from
}

// EvidenceUnit is one event, or one amount, on somebody's side.
type EvidenceUnit struct {
	Channel int    `json:"channel"`
	Moment  string `json:"moment,omitempty"` // ID of the event
	MS      int64  `json:"ms,omitempty"`     // of an amount: as wide as it is long
}

// ReviewMeasure is one formula with its value for each person who is compared.
type ReviewMeasure struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Unit   string        `json:"unit"`
	Of     string        `json:"of"`
	Least  int           `json:"least"`
	Values []ReviewValue `json:"values"`
}

// ReviewValue is a ReviewMeasure of one person.
type ReviewValue struct {
	Channel  int         `json:"channel"`
	Value    *float64    `json:"value"`
	Count    int         `json:"count"`
	Of       float64     `json:"of"`
	Interval *[2]float64 `json:"interval"` // 80 %
}

// Drift is how the balance went over the session, in stretches of the same length.
type Drift struct {
	StepMS int64        `json:"step_ms"`
	Steps  []DriftStep  `json:"steps"`
	Series []DriftTitle `json:"series"`
}

// DriftTitle names what is drawn over time.
type DriftTitle struct {
	ID    string `json:"id"` // "talk_share", "taking_floor" or "breaking_silences"
	Title string `json:"title"`
	Text  string `json:"text"` // from how much of what it is drawn
}

// DriftStep is one stretch.
type DriftStep struct {
	StartMS  int64         `json:"start_ms"`
	EndMS    int64         `json:"end_ms"`
	KnownMS  int64         `json:"known_ms"`
	Silences int           `json:"silences"` // that count and that somebody broke
	People   []DriftPerson `json:"people"`   // of those who are compared, in seat order
}

// DriftPerson is one person's part of a stretch.
type DriftPerson struct {
	Channel  int      `json:"channel"`
	SpeechMS int64    `json:"speech_ms"`
	Share    *float64 `json:"share"`  // of all speech, 0 to 1; null: too little of it to draw
	Taken    int      `json:"taken"`  // floors in overlap
	Broken   int      `json:"broken"` // silences
}

// Entering is how long one person waited before entering another's pauses.
type Entering struct {
	Channel   int     `json:"channel"`
	Other     int     `json:"other"`
	Entered   int     `json:"entered"`   // silences after the other's talk that this person ended
	Pauses    int     `json:"pauses"`    // all silences after the other's talk
	WaitsMS   []int64 `json:"waits_ms"`  // of those entered, in rising order
	MedianMS  *int64  `json:"median_ms"` // null: too few
	QuarterMS *int64  `json:"lower_quartile_ms"`
	UpperMS   *int64  `json:"upper_quartile_ms"`
	Text      string  `json:"text"` // "Coach entered 41 of 63 silences after the client’s talk, after 0.9 s in the median"
}

// Distribution is how often something was how long.
type Distribution struct {
	ID     string        `json:"id"` // "gaps" (from one's talk to the other's, below zero in overlap) or "silences"
	Title  string        `json:"title"`
	FromMS int64         `json:"from_ms"` // start of the first bin; it holds what is shorter too
	BinMS  int64         `json:"bin_ms"`  // width; the last bin holds what is longer too
	Series []Distributed `json:"series"`
}

// Distributed is the part of one person.
type Distributed struct {
	Channel  int    `json:"channel"` // who came in, who ended the silence; -1: nobody alone
	Bins     []int  `json:"bins"`
	Count    int    `json:"count"`
	MedianMS *int64 `json:"median_ms"` // null: too few
	Text     string `json:"text"`      // "Coach: 0.4 s in the median of 38"
}

// ExcludedSpan is a stretch that somebody said is no conversation.
type ExcludedSpan struct {
	Seq     int64  `json:"seq"`
	By      string `json:"by"`
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`
	Text    string `json:"text"` // "Exercise"
}

// Phase is a stretch with a name.
type Phase struct {
	Seq     int64  `json:"seq"`
	By      string `json:"by"`
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`
	Name    string `json:"name"`
}

// ReviewMark is a moment that somebody marked during the session.
type ReviewMark struct {
	ID   string `json:"id"`
	AtMS int64  `json:"at_ms"`
	Text string `json:"text"`
}

// Tag is what notes can be tagged with.
type Tag struct {
	ID   string `json:"id"`   // "6"
	Name string `json:"name"` // "Listens actively"
}

// Note is what somebody wrote.
type Note struct {
	Seq      int64    `json:"seq"`
	By       string   `json:"by"`
	Author   string   `json:"author"` // By in words: "Mentor"
	Mine     bool     `json:"mine"`   // by the role of who looks: it can be edited, deleted and shared
	At       string   `json:"at"`     // RFC 3339
	EditedAt string   `json:"edited_at,omitempty"`
	StartMS  int64    `json:"start_ms"`
	EndMS    int64    `json:"end_ms"`           // = StartMS of a note on a moment
	Moment   string   `json:"moment,omitempty"` // ID of the moment that it is on
	Text     string   `json:"text"`
	Tags     []string `json:"tags"` // IDs
	Shared   bool     `json:"shared"`
	ReplyTo  int64    `json:"reply_to,omitempty"` // Seq of the note that it answers
	Deleted  bool     `json:"deleted"`            // it stays, empty, while notes answer it
}

// ReviewUndo is what the viewer can take back and restore step by step. A Seq of 0 is nothing.
type ReviewUndo struct {
	Seq         int64  `json:"seq"`          // of what they did last and still holds: an undo of it takes it back
	Text        string `json:"text"`         // "note at 6:14"
	Restore     int64  `json:"restore"`      // of the undo that they added last, when nothing came after: an undo of it restores
	RestoreText string `json:"restore_text"` // what that took back
}

// LoggedEntry is a change that somebody made, with its undo state.
type LoggedEntry struct {
	Seq    int64  `json:"seq"`
	At     string `json:"at"` // RFC 3339
	By     string `json:"by"`
	Kind   string `json:"kind"`
	Text   string `json:"text"`             // "Mentor: not an interruption, at 6:14"
	State  string `json:"state"`            // "applies", "undone", "no_longer_applies" or "ignored" (of a later version)
	Reason string `json:"reason,omitempty"` // why it does not apply
	UndoBy int64  `json:"undo_by"`          // Seq of the undo in force: undoing that one restores this; 0: none
	Moment string `json:"moment,omitempty"` // ID of what it corrects
	AtMS   *int64 `json:"at_ms,omitempty"`  // where in the session
}

// ReviewGuesses are the questions before the figures, and what was answered.
type ReviewGuesses struct {
	Questions []GuessQuestion `json:"questions"` // for the role of who looks
	Asked     bool            `json:"asked"`     // who looks has answered, or said that they would rather not
	Given     []Guess         `json:"given"`     // by who looks, and what others shared
}

// GuessQuestion asks for a number.
type GuessQuestion struct {
	ID   string `json:"id"`   // "talk_share", "taken" or "broken"
	Text string `json:"text"` // "What share of the talk was the coach’s?"
	Unit string `json:"unit"` // "%" or ""
	Max  int    `json:"max"`  // largest answer
}

// Guess is an answer beside what was measured.
type Guess struct {
	Seq      int64    `json:"seq"`
	By       string   `json:"by"`
	Question string   `json:"question"` // ID
	Guess    int      `json:"guess"`
	Measured *float64 `json:"measured"` // null: too little to say
	Text     string   `json:"text"`     // "Guessed 30 %, measured 41 %"
}

// ReviewSettings are the parameters that can be moved.
type ReviewSettings struct {
	Differ bool           `json:"differ"` // any of them is other than it was in the session
	Text   string         `json:"text"`   // of the badge: "2 settings differ from the session’s"; "" when none does
	List   []ReviewOption `json:"list"`
}

// ReviewOption is one parameter. All are lengths.
type ReviewOption struct {
	Name      string `json:"name"`  // "lapse", as in the rules
	Label     string `json:"label"` // "A silence counts from"
	ValueMS   int64  `json:"value_ms"`
	DefaultMS int64  `json:"default_ms"` // as in the session
	MinMS     int64  `json:"min_ms"`
	MaxMS     int64  `json:"max_ms"`
	StepMS    int64  `json:"step_ms"`
	Differs   bool   `json:"differs"`
	Value     string `json:"value"` // "3.0 s"
	Text      string `json:"text"`  // what it does, and what was agreed: "Agreed: 3.0 s"
}

// Term is a word with its definition.
type Term struct {
	ID     string `json:"id"` // "taking_floor"
	Title  string `json:"title"`
	Text   string `json:"text"`
	Limits string `json:"limits"` // what it cannot tell
}
