package deference

import (
	"strconv"

	"github.com/evenkeel/monitor/internal/timeline"
	"github.com/evenkeel/monitor/internal/turns"
)

// silence is how much of the time nobody spoke. It is everybody's, so that it leans to no side.
func (e *evaluation) silence() Indicator {
	ind := e.begin(Silence)
	known := e.known()
	lapses := e.lapses()
	if ind.State != Withheld {
		if known < e.opts.Observed {
			ind.Evidence = bold(amount(known)) + " measured; shown from " + length(e.opts.Observed)
		} else {
			ind.State, ind.Status = Shown, ""
			ind.Evidence = e.silentWords(known, lapses)
		}
	}
	ind.Measures = e.silentMeasures(known, lapses)
	return ind
}

// silentWords tell the share of silence, and how much of it was long.
func (e *evaluation) silentWords(known timeline.Position, lapses int) string {
	words := bold(strconv.Itoa(percent(float64(e.silent), float64(known)))+" %") + " of the time nobody spoke"
	if lapses == 0 {
		return words
	}
	return words + "; " + e.silencesOf(count(lapses), lapses == 1) + ", " + bold(length(e.lapsed)) + " in all"
}

// lapses counts the silences of the agreed length, whoever ended them.
func (e *evaluation) lapses() int {
	n := 0
	for seat := range e.people {
		n += e.broken(seat)
	}
	return n
}

// silentMeasures are of everybody together.
func (e *evaluation) silentMeasures(known timeline.Position, lapses int) []Measure {
	together := func(name, unit, of string, value, denominator float64) Measure {
		v := Value{Channel: turns.Nobody, Value: number(value), Count: lapses, Of: *number(denominator)}
		return Measure{ID: "D12", Name: name, Unit: unit, Of: of, Values: []Value{v}}
	}
	s := known.Seconds()
	return []Measure{
		together("silence_share", "share", "s of known time", e.silent.Seconds()/s, s),
		together("lapse_rate", "1/10 min", "10 min of known time", float64(lapses)/(s/600), s/600),
		together("time_in_lapses", "s", "s of known time", e.lapsed.Seconds(), s),
	}
}
