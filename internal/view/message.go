// Package view is what a screen is told of a session: the messages between server and browser, and how they follow
// from facts and indicators. All times are whole milliseconds of session time unless their name says otherwise.
//
// The messages are one contract with web/src/lib/protocol.ts; the files in testdata hold both to it.
package view

// Protocol is the version of the messages. A browser that speaks another version reloads itself.
const Protocol = 1

// Hello is the first message to a browser.
type Hello struct {
	Type     string `json:"type"` // "hello"
	Protocol int    `json:"protocol"`
	Version  string `json:"version"` // of the program
	Session  string `json:"session"`
}

// Snapshot is everything a screen shows. It comes after Hello, and again whenever a browser has missed deltas.
type Snapshot struct {
	Type string `json:"type"` // "snapshot"
	Seq  int64  `json:"seq"`
	AtMS int64  `json:"at_ms"` // session time that this message describes
	View
}

// Delta is what has changed since the message before: a section that is present replaces the one before, except Strip,
// which is changed item by item. Its Seq is the one before plus 1.
type Delta struct {
	Type        string       `json:"type"` // "delta"
	Seq         int64        `json:"seq"`
	AtMS        int64        `json:"at_ms"`
	Session     *Session     `json:"session,omitempty"`
	People      []Person     `json:"people,omitempty"`
	Agreement   *Agreement   `json:"agreement,omitempty"`
	Setup       *Setup       `json:"setup,omitempty"`
	Signal      *Signal      `json:"signal,omitempty"`
	Speaking    []string     `json:"speaking,omitempty"`
	Floor       *Floor       `json:"floor,omitempty"`
	Strip       *StripChange `json:"strip,omitempty"`
	Indicators  *Indicators  `json:"indicators,omitempty"`
	Nudge       *Nudge       `json:"nudge,omitempty"` // an empty ID takes the line away
	NudgesMuted *bool        `json:"nudges_muted,omitempty"`
	Rules       *Rules       `json:"rules,omitempty"`
	Summary     *Summary     `json:"summary,omitempty"`
}

// View is what a screen shows of a session.
type View struct {
	Session     Session    `json:"session"`
	People      []Person   `json:"people"` // in seat order
	Agreement   Agreement  `json:"agreement"`
	Setup       *Setup     `json:"setup,omitempty"` // in phase setup only
	Signal      Signal     `json:"signal"`
	Speaking    []string   `json:"speaking"` // a channel each, at once and unconfirmed: "yes", "no" or "unknown"
	Floor       Floor      `json:"floor"`
	Strip       Strip      `json:"strip"`
	Indicators  Indicators `json:"indicators"`
	Nudge       *Nudge     `json:"nudge,omitempty"`
	NudgesMuted bool       `json:"nudges_muted"`
	Rules       Rules      `json:"rules"`
	Summary     *Summary   `json:"summary,omitempty"` // in phase ended only
}

// Session says which session it is and how far it has come.
type Session struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Phase     string  `json:"phase"`                // "setup", "live", "paused" or "ended"
	Source    string  `json:"source"`               // "microphones", "recording", "activity" (RTTM) or "bundled"
	Label     string  `json:"label"`                // "2 mics", "coach.wav", "bundled session of synthesised voices"
	StartedAt string  `json:"started_at,omitempty"` // RFC 3339
	PlannedMS int64   `json:"planned_ms"`           // agreed length or the recording's; 0: none
	Speed     float64 `json:"speed"`                // 1 live; a replay may run faster
	Running   bool    `json:"running"`              // whether the clock advances by itself
	CanRenew  bool    `json:"can_renew"`            // whether another session can follow this one (microphones)
	Keeps     bool    `json:"keeps,omitempty"`      // who speaks when is kept, or will be when it starts
	Record    string  `json:"record,omitempty"`     // ID of what is kept of it; "" when nothing is
}

// Person is somebody with a channel.
type Person struct {
	Channel  int    `json:"channel"` // index of everything that is told a channel each
	ID       string `json:"id"`      // of the channel in files: "coach", "ch0"
	Name     string `json:"name"`    // as shown: "Coach"
	Role     string `json:"role"`    // "coach", "client", "observer" or "person"
	Initials string `json:"initials"`
	Measured bool   `json:"measured"`
}

// Agreement is what the people agreed on, before the start or during the session.
type Agreement struct {
	Band          *[2]int `json:"band"`     // talk share of the coach, %; null: none
	LapseMS       int64   `json:"lapse_ms"` // a silence counts from here
	SeenBy        string  `json:"seen_by"`  // "none", "coach" or "everybody"
	Nudges        bool    `json:"nudges"`
	FloorLimitMS  int64   `json:"floor_limit_ms"`  // nudge when somebody holds the floor longer; 0: never
	SilencesInRow int     `json:"silences_in_row"` // nudge when so many silences in a row end with the same person; 0: never
	TakenIn5Min   int     `json:"taken_in_5min"`   // nudge when so many floor-takings in overlap fall in 5 minutes; 0: never
	PlannedMS     int64   `json:"planned_ms"`
	AgreedBy      []int   `json:"agreed_by"` // channels whose people have said yes

	Audio *AudioAgreement `json:"audio,omitempty"` // missing where audio is never kept
}

// Setup is what the screen before the start shows besides people and agreement.
type Setup struct {
	Devices  []Device `json:"devices"`
	Channels []Meter  `json:"channels"`          // a channel each
	Problem  string   `json:"problem,omitempty"` // why it cannot start, or what will be missing
	CanStart bool     `json:"can_start"`
	OneMic   bool     `json:"one_mic"`         // all people share one microphone channel: they cannot be told apart
	Apart    *Apart   `json:"apart,omitempty"` // of two microphones and more
}

// Apart is how well the voices are told apart.
type Apart struct {
	Text  string `json:"text"`  // "By 28 dB", or what it waits for
	Close bool   `json:"close"` // soft speech of one is not heard through what is left of the other
}

// Device is a sound input and what can be chosen of it.
type Device struct {
	ID       string `json:"id"`       // "USB lavalier:1": device and channel, as --channel takes it
	Name     string `json:"name"`     // "USB lavalier, left"
	Loopback bool   `json:"loopback"` // it carries what the machine plays, such as a call
}

// Meter is the live level of one channel.
type Meter struct {
	Channel int     `json:"channel"`
	Device  string  `json:"device"` // ID of a Device; "" when none is chosen
	DBFS    float64 `json:"dbfs"`
	PeakDB  float64 `json:"peak_dbfs"` // highest of the last seconds
	Heard   string  `json:"heard"`     // "waiting", "clear", "quiet", "silent" (room noise only), "dead", "clipped", "noisy" or "lost"
	Text    string  `json:"text"`      // the same in words: "Heard clearly", "No sound for 0:24"
}

// Signal is the capture state in one sentence.
type Signal struct {
	Kind    string `json:"kind"`    // "good", "waiting", "paused", "ended", "dead", "dropout", "noisy", "bleed", "clock", "clipping", "gain" or "record" (nothing is being kept)
	Channel int    `json:"channel"` // whose it is; -1: everybody's
	Text    string `json:"text"`
}

// Floor is who holds the floor.
type Floor struct {
	State   string `json:"state"`  // "held", "open" (nobody) or "unknown"
	Holder  int    `json:"holder"` // channel; -1: nobody
	SinceMS int64  `json:"since_ms"`
}

// Strip is the rolling timeline. Items are in no order; IDs are unique in a session.
type Strip struct {
	FromMS int64       `json:"from_ms"` // items that ended before are not kept
	Items  []StripItem `json:"items"`
}

// StripChange changes a Strip: first Remove, then Upsert by ID, then drop what ended before FromMS.
type StripChange struct {
	FromMS int64       `json:"from_ms"`
	Upsert []StripItem `json:"upsert,omitempty"`
	Remove []string    `json:"remove,omitempty"`
}

// StripItem is one thing drawn on the strip.
type StripItem struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"` // "speech", "backchannel", "unknown", "paused", "overlap", "silence" or "mark"
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`           // = StartMS for a mark
	Open    bool   `json:"open,omitempty"`   // it still goes on: draw it up to now
	Channel int    `json:"channel"`          // who speaks, is unknown, came in (overlap), spoke first (silence); -1: all
	Other   int    `json:"other"`            // who was spoken into (overlap), held the floor before (silence); else -1
	Taken   bool   `json:"taken,omitempty"`  // overlap: the floor was taken
	Text    string `json:"text,omitempty"`   // of a mark
	Status  string `json:"status,omitempty"` // "provisional" or "" (final)
}

// Indicators is every indicator in both windows.
type Indicators struct {
	Mode    string      `json:"mode"` // "pair": leans between two people; "group": a row a person
	Left    int         `json:"left"` // channel on the left of the plumb line; -1 in group mode
	Right   int         `json:"right"`
	Session []Indicator `json:"session"`
	Last5   []Indicator `json:"last5"`
}

// Indicator is one row of the balance.
type Indicator struct {
	ID        string      `json:"id"`        // "talk_share", "holding_floor", "taking_floor", "breaking_silences"
	State     string      `json:"state"`     // "collecting", "tentative", "shown" or "withheld"
	Direction string      `json:"direction"` // "", "left", "right", "even" or "unclear"; not of talk_share
	Status    string      `json:"status"`    // "Leans to coach", "Tentative", "Inside the agreed band"
	Evidence  string      `json:"evidence"`  // with **figures** marked; "" when Status says all
	Position  *float64    `json:"position"`  // 0: all left, 1: all right; null: nothing to show
	Interval  *[2]float64 `json:"interval"`  // 80 %; null: none
	Figures   []Figure    `json:"figures"`   // of each person, in seat order
}

// Figure is one person's part of an indicator.
type Figure struct {
	Channel  int         `json:"channel"`
	Value    string      `json:"value"`    // as shown: "34", "10 s", "5"; "" when there is none yet
	Unit     string      `json:"unit"`     // "%" or ""
	Position *float64    `json:"position"` // group mode: 0 to 1
	Interval *[2]float64 `json:"interval"`
}

// Nudge is the one line at the bottom.
type Nudge struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Reason  string `json:"reason"` // what was agreed and what was counted
	UntilMS int64  `json:"until_ms"`
}

// Rules are the constants that definitions name.
type Rules struct {
	Version string `json:"version"`
	LapseMS int64  `json:"lapse_ms"`
	RemMS   int64  `json:"rem_ms"`  // remaining talk above which an overlap can be an interruption
	TakeMS  int64  `json:"take_ms"` // sole talk that shows that the floor was taken
	BCMaxMS int64  `json:"bc_max_ms"`
}

// Summary is what is shown when a session has ended.
type Summary struct {
	LengthMS  int64        `json:"length_ms"`
	PausedMS  int64        `json:"paused_ms"` // of it, nothing was measured
	Lines     []string     `json:"lines"`     // sentences, figures marked with **
	Table     []SummaryRow `json:"table"`
	Downloads []Download   `json:"downloads"`
}

// SummaryRow is one measure, a value a person in seat order.
type SummaryRow struct {
	Label  string   `json:"label"`
	Values []string `json:"values"`
	State  string   `json:"state"`          // as of an Indicator: collecting is from too few events for a statement; "" where no number of events is too few
	Note   string   `json:"note,omitempty"` // what limits it besides
}

// Download is a file of the session.
type Download struct {
	Name string `json:"name"` // "facts.csv"
	Path string `json:"path"` // relative URL
	Note string `json:"note"`
}
