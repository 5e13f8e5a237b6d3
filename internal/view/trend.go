package view

// Comparison is two sessions side by side.
type Comparison struct {
	Type  string          `json:"type"` // "comparison"
	A     ComparedSession `json:"a"`
	B     ComparedSession `json:"b"`
	Notes []string        `json:"notes"` // what keeps some rows from being compared
	Rows  []ComparisonRow `json:"rows"`
}

// ComparedSession is one session of a list.
type ComparedSession struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	StartedAt string `json:"started_at,omitempty"`
	LengthMS  int64  `json:"length_ms"`
	Place     string `json:"place"` // "room", "remote" or ""
	Size      int    `json:"size"`  // people who are measured
}

// ComparisonRow is one measure of one role, or of everybody.
type ComparisonRow struct {
	Measure string      `json:"measure"` // "talk_share"
	Label   string      `json:"label"`   // "Talk share of the coach"
	Role    string      `json:"role"`    // "" of everybody
	Name    string      `json:"name"`    // of one of several in that role; "" where the role says who it is
	Unit    string      `json:"unit"`
	Scale   string      `json:"scale"` // as of a Trend
	A       TrendFigure `json:"a"`
	B       TrendFigure `json:"b"`
	State   string      `json:"state"` // "apart" or "together" (80 % intervals), "few" or "mixed" (not comparable)
	Text    string      `json:"text"`  // "28 % and 41 %; the intervals do not meet"
}

// TrendFigure is one measure of one session.
type TrendFigure struct {
	Value    *float64    `json:"value"`    // null: nothing to divide by, or withheld
	Interval *[2]float64 `json:"interval"` // 80 %
	Count    int         `json:"count"`
	Of       float64     `json:"of"`
	State    string      `json:"state"` // as of an Indicator
	Text     string      `json:"text"`  // "28 %", "5 in 12 min"
}

// Trends are the measures of one role over sessions, oldest first.
type Trends struct {
	Type    string         `json:"type"` // "trends"
	Role    string         `json:"role"`
	Name    string         `json:"name"`  // of the person; "" for whoever had the role
	Place   string         `json:"place"` // of all sessions that are drawn
	Text    string         `json:"text"`  // "7 sessions in one room; 2 left out"
	LeftOut []LeftOut      `json:"left_out"`
	Waiting int            `json:"waiting"` // of these, how many will be there in a moment
	Series  []Trend        `json:"series"`
	Goals   []FollowedGoal `json:"goals"`
	People  []TrendPerson  `json:"people"` // who can be followed in this role
}

// TrendPerson is somebody who had a role in some sessions.
type TrendPerson struct {
	Name     string `json:"name"`
	Sessions int    `json:"sessions"`
}

// LeftOut is a session that is not drawn.
type LeftOut struct {
	Session ComparedSession `json:"session"`
	Reason  string          `json:"reason"`
	Asks    bool            `json:"asks,omitempty"` // it is left out until who looks was asked for a guess
}

// Trend is one measure over sessions.
type Trend struct {
	Measure string       `json:"measure"`
	Label   string       `json:"label"`
	Unit    string       `json:"unit"`
	Scale   string       `json:"scale"` // how Normal follows from the value; "" when it is the value
	Points  []TrendPoint `json:"points"`
	LeftOut []LeftOut    `json:"left_out"` // of this measure only
}

// TrendPoint is one session of a Trend. Normal and its interval can be drawn beside those of groups of other sizes.
type TrendPoint struct {
	Session        ComparedSession `json:"session"`
	Figure         TrendFigure     `json:"figure"`
	Normal         *float64        `json:"normal"`
	NormalInterval *[2]float64     `json:"normal_interval"`
}

// Goal is what somebody set out to do.
type Goal struct {
	ID      string   `json:"id"`
	Person  string   `json:"person"` // whose it is; "": of whoever has the role
	Role    string   `json:"role"`
	By      string   `json:"by"`      // role of who set it
	SetAt   string   `json:"set_at"`  // RFC 3339
	Measure string   `json:"measure"` // "silence" (seconds that silences run), or one of Trends
	AtLeast *float64 `json:"at_least,omitempty"`
	AtMost  *float64 `json:"at_most,omitempty"`
	Text    string   `json:"text"` // in their own words; may be empty
}

// GoalList is the answer to a question for goals.
type GoalList struct {
	Goals []Goal `json:"goals"`
}

// FollowedGoal is a goal over sessions.
type FollowedGoal struct {
	Goal   Goal        `json:"goal"`
	Text   string      `json:"text"` // "Let silences run to 5 s"
	Points []GoalPoint `json:"points"`
}

// GoalPoint is a goal in one session.
type GoalPoint struct {
	Session  ComparedSession `json:"session"`
	Value    *float64        `json:"value"` // of a silence goal, the share that ran so long
	Interval *[2]float64     `json:"interval"`
	Count    int             `json:"count"`
	Of       int             `json:"of"`
	State    string          `json:"state"` // "reached", "not_reached", "unclear" (the interval lies across) or "few"
	Text     string          `json:"text"`  // "6 of 9 silences ran to 5 s"
}
