package deference

import (
	"encoding/json"
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// FormatVersion is the version of the JSON of a Result. It goes up when a field changes its meaning or goes.
const FormatVersion = 1

// Result is every indicator in both windows, as of the last evaluation. Its JSON is the file indicators.json: all times
// are seconds of session time.
type Result struct {
	Format      int      `json:"format"`       // FormatVersion
	RuleVersion string   `json:"rule_version"` // of the rules of turn-taking
	At          Seconds  `json:"at_s"`
	Lapse       Seconds  `json:"lapse_s"`     // a silence counts from here
	Band        *[2]int  `json:"agreed_band"` // talk share of the left of the pair, %; nil: none
	People      []Person `json:"people"`      // in seat order
	Mode        Mode     `json:"mode"`
	Left        int      `json:"left"` // channel; -1 in group mode
	Right       int      `json:"right"`
	Session     Window   `json:"session"`
	Last5       Window   `json:"last5"`
}

// Window is every indicator in one window.
type Window struct {
	From       Seconds     `json:"from_s"`
	To         Seconds     `json:"to_s"`
	Known      Seconds     `json:"known_s"`   // everybody who is compared was observed
	Unknown    Seconds     `json:"unknown_s"` // somebody was not
	Paused     Seconds     `json:"paused_s"`
	Indicators []Indicator `json:"indicators"`
	Pairs      []Pair      `json:"pairs,omitempty"` // who follows whom, for three people and more
}

// Live are the indicators that are drawn during a session.
func (w Window) Live() []Indicator { return w.Indicators[:min(4, len(w.Indicators))] }

// Seconds is a position that files give in seconds, to the millisecond.
type Seconds timeline.Position

// MarshalJSON writes s as a number of seconds.
func (s Seconds) MarshalJSON() ([]byte, error) {
	return json.Marshal(math.Round(timeline.Position(s).Seconds()*1000) / 1000)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Seconds) UnmarshalJSON(b []byte) error {
	var seconds float64
	if err := json.Unmarshal(b, &seconds); err != nil {
		return err
	}
	*s = Seconds(timeline.FromSeconds(seconds))
	return nil
}

// window is what e found.
func (e *evaluation) window() Window {
	return Window{
		From: Seconds(e.span.Start), To: Seconds(e.span.End),
		Known: Seconds(e.known()), Unknown: Seconds(e.loss.lost), Paused: Seconds(e.span.Len() - e.loss.of),
		Indicators: e.indicators(), Pairs: e.pairs(),
	}
}

// result joins both windows.
func (m *Meter) result(session, last5 *evaluation) Result {
	return Result{
		Format: FormatVersion, RuleVersion: turns.RuleVersion, At: Seconds(session.at), Lapse: Seconds(m.opts.Lapse),
		Band: m.agreement.Band, People: m.seats.people, Mode: m.seats.mode,
		Left: m.seats.channel(m.seats.left), Right: m.seats.channel(m.seats.right),
		Session: session.window(), Last5: last5.window(),
	}
}
