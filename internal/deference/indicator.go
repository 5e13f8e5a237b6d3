package deference

// ID names an indicator.
type ID string

// The indicators, in the order in which they are told. The first four are drawn during a session.
const (
	TalkShare        ID = "talk_share"
	HoldingFloor     ID = "holding_floor"
	TakingFloor      ID = "taking_floor"
	BreakingSilences ID = "breaking_silences"
	ResponseLatency  ID = "response_latency"
	Backchannels     ID = "backchannels"
	Silence          ID = "silence"
	FirstAndLast     ID = "first_and_last"
	Balance          ID = "balance" // three people and more
)

// State says how much of an indicator may be told.
type State string

// The states of an indicator.
const (
	Collecting State = "collecting" // what there is, in words
	Tentative  State = "tentative"  // value and interval, no direction
	Shown      State = "shown"
	Withheld   State = "withheld" // the signal does not carry it; the reason is told
)

// Indicator is one indicator in one window.
type Indicator struct {
	ID     ID     `json:"id"`
	State  State  `json:"state"`
	Reason Reason `json:"reason,omitempty"` // why it is withheld, or tentative whatever its counts
	// Direction is the side to which it leans; never of TalkShare, and not in group mode.
	Direction Direction `json:"direction,omitempty"`
	Status    string    `json:"status"`   // "Leans to coach", "Tentative", "Inside the agreed band"
	Evidence  string    `json:"evidence"` // with **figures** marked; "" when Status says all
	// Position is the share of the right of the pair, 0 to 1; nil while there is nothing to draw, and where a measure
	// has no share.
	Position    *float64    `json:"position"`
	Interval    *[2]float64 `json:"interval"`    // 80 %, of Position
	Probability *float64    `json:"probability"` // that the side that seems to have more has more
	Figures     []Figure    `json:"figures"`     // of each person in seat order
	Measures    []Measure   `json:"measures"`    // what it is computed from
}

// Figure is one person's part of an indicator, as drawn.
type Figure struct {
	Channel  int         `json:"channel"`
	Value    string      `json:"value"`              // "34", "10 s", "5"; "" when there is none yet
	Unit     string      `json:"unit,omitempty"`     // "%" or ""
	Position *float64    `json:"position,omitempty"` // group mode: 0 to 1
	Interval *[2]float64 `json:"interval,omitempty"` // 80 %
}
