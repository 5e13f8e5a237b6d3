package view

// RecordList is a page of the list of sessions that are kept, the latest first.
type RecordList struct {
	Total    int           `json:"total"` // that were asked for, on this page and others
	Sessions []RecordEntry `json:"sessions"`
	People   []string      `json:"people"` // names of everybody in any session
	Tags     []string      `json:"tags"`   // of all sessions
	Keeping  Keeping       `json:"keeping"`
}

// Keeping is how long sessions are kept.
type Keeping struct {
	Keeps bool   `json:"keeps"` // sessions are kept at all
	Text  string `json:"text"`  // "Kept until erased", "Kept for 90 days"
}

// RecordEntry is what the list says of a session.
type RecordEntry struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	StartedAt string         `json:"started_at"` // RFC 3339
	LengthMS  int64          `json:"length_ms"`
	Place     string         `json:"place"`  // "room", "remote" or ""
	Source    string         `json:"source"` // as of Session
	State     string         `json:"state"`  // "open", "closed" or "interrupted"
	People    []RecordPerson `json:"people"`
	Tags      []string       `json:"tags"`
	KeptUntil string         `json:"kept_until"` // a day; "": until it is erased
	Notes     int            `json:"notes"`      // that are shared
	Audio     bool           `json:"audio"`      // sound is kept with it
	Asks      bool           `json:"asks"`       // a guess is asked of who looks, before they see figures
	Figures   []RecordFigure `json:"figures"`
}

// RecordPerson is somebody who took part.
type RecordPerson struct {
	Name string `json:"name"`
	Role string `json:"role"`
}

// RecordFigure is one indicator in a few words.
type RecordFigure struct {
	ID    string `json:"id"`   // as of Indicator
	Text  string `json:"text"` // "Coach 34 %, client 66 %"
	State string `json:"state"`
}

// RecordChange changes what the list says of a session; what is nil stays.
type RecordChange struct {
	Title *string   `json:"title"`
	Place *string   `json:"place"`
	Tags  *[]string `json:"tags"`
}
