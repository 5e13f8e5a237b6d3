package review

import (
	"cmp"
	"slices"
	"time"

	"github.com/evenkeel/monitor/internal/deference"
	"github.com/evenkeel/monitor/internal/record"
	"github.com/evenkeel/monitor/internal/turns"
)

// DigestVersion is the version of the JSON of a Digest. One of another version is made anew from its record.
const DigestVersion = 2

// Digest is what a list of sessions keeps of each: enough to search, to compare and to follow over time.
type Digest struct {
	Version     int            `json:"version"` // DigestVersion
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	StartedAt   time.Time      `json:"started_at"`
	LengthMS    int64          `json:"length_ms"`
	Place       record.Place   `json:"place"`
	State       record.State   `json:"state"`
	People      []DigestPerson `json:"people"` // in seat order
	Size        int            `json:"size"`   // how many of them are measured
	Tags        []string       `json:"tags"`   // names of those that shared notes carry, in order
	Notes       int            `json:"notes"`  // that are shared
	Corrections int            `json:"corrections"`
	Asks        []string       `json:"asks"` // roles that are asked for a guess before they see figures
	RuleVersion string         `json:"rule_version"`
	LapseMS     int64          `json:"lapse_ms"` // a silence counted from here
	Figures     []Figure       `json:"figures"`
	// Silences are the joint silences of 1 s and more in order of time: length in ms, the channel of who spoke before,
	// and of who ended it.
	Silences [][3]int64 `json:"silences"`
}

// DigestPerson is somebody who took part.
type DigestPerson struct {
	Channel  int    `json:"channel"`
	Name     string `json:"name"`
	Role     string `json:"role"`
	Measured bool   `json:"measured"`
}

// Figure is one measure of one person with what it rests on.
type Figure struct {
	Measure  string          `json:"measure"` // name of a deference.Measure
	Channel  int             `json:"channel"` // -1: everybody together
	Unit     string          `json:"unit"`
	State    deference.State `json:"state"` // of its indicator
	Value    *float64        `json:"value"`
	Count    int             `json:"count"`
	Of       float64         `json:"of"`
	Interval *[2]float64     `json:"interval"` // 80 %
}

// figured are the measures that a digest keeps, with the indicator that each is of.
var figured = map[string]deference.ID{
	"talk_share": deference.TalkShare, "floor_share": deference.TalkShare,
	"median_turn": deference.HoldingFloor, "longest_turn": deference.HoldingFloor,
	"floor_taken_in_overlap": deference.TakingFloor, "attempts": deference.TakingFloor, "stopped_in_overlap": deference.TakingFloor,
	"silences_broken": deference.BreakingSilences, "silence_tolerance": deference.BreakingSilences,
	"median_latency": deference.ResponseLatency, "backchannels": deference.Backchannels, "silence_share": deference.Silence,
}

// Digest is what the list keeps of the session. It is to be made with the parameters of the session.
func (r *Result) Digest() *Digest {
	rec := r.s.rec
	d := &Digest{
		Version: DigestVersion, ID: rec.ID, Title: rec.Title, StartedAt: rec.StartedAt, LengthMS: rec.End.Milliseconds(),
		Place: rec.Place, State: rec.State, RuleVersion: turns.RuleVersion, LapseMS: r.Parameters.Rules.Lapse.Milliseconds(),
		Corrections: r.corrections(), Asks: r.asks(), Figures: []Figure{}, Silences: [][3]int64{},
	}
	for _, q := range r.silences() {
		if q.Len() >= leastPause {
			d.Silences = append(d.Silences, [3]int64{q.Len().Milliseconds(), int64(q.before), int64(q.after)})
		}
	}
	for _, p := range r.People {
		d.People = append(d.People, DigestPerson{Channel: p.Channel, Name: p.Name, Role: p.Role, Measured: p.Measured})
		if p.Measured {
			d.Size++
		}
	}
	d.Tags, d.Notes = r.sharedTags()
	for i := range r.Indicators.Session.Indicators {
		d.addFigures(&r.Indicators.Session.Indicators[i])
	}
	return d
}

// addFigures keeps what there is of one indicator.
func (d *Digest) addFigures(ind *deference.Indicator) {
	for _, m := range ind.Measures {
		if figured[m.Name] != ind.ID {
			continue
		}
		for _, v := range m.Values {
			f := Figure{Measure: m.Name, Channel: v.Channel, Unit: m.Unit, State: ind.State, Count: v.Count, Of: v.Of}
			if ind.State != deference.Withheld {
				f.Value, f.Interval = v.Value, v.Interval
			}
			d.Figures = append(d.Figures, f)
		}
	}
}

// corrections is how many are in force.
func (r *Result) corrections() int {
	n := 0
	for i := range r.s.entries {
		switch e := &r.s.entries[i]; e.body.(type) {
		case *EventRef, *Swap, *Rename, *Exclude, *DropChannel:
			if e.stands() {
				n++
			}
		}
	}
	return n
}

// sharedTags are the names of the tags of shared notes, and how many of these there are.
func (r *Result) sharedTags() (names []string, notes int) {
	called := make(map[string]string)
	for _, t := range r.s.tags() {
		called[t.ID] = t.Name
	}
	names = []string{}
	for _, n := range r.s.notes() {
		if !n.shared || n.deleted {
			continue
		}
		notes++
		for _, id := range n.tags {
			if name := cmp.Or(called[id], id); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names, notes
}

// figure is a measure of a channel; nil when there is none.
func (d *Digest) figure(measure string, channel int) *Figure {
	for i := range d.Figures {
		if f := &d.Figures[i]; f.Measure == measure && f.Channel == channel {
			return f
		}
	}
	return nil
}

// who is the one measured person of a role, and of a name unless that is empty; nil when there is none or more than one.
func (d *Digest) who(role, name string) *DigestPerson {
	var found *DigestPerson
	for i := range d.People {
		p := &d.People[i]
		if !p.Measured || p.Role != role || name != "" && p.Name != name {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}
