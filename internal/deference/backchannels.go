package deference

import "github.com/evenkeel/monitor/internal/turns"

// backchannels is how often somebody signals that they listen, for each minute of the others' speech.
func (e *evaluation) backchannels() Indicator {
	ind := e.begin(Backchannels)
	given := func(seat int) int { return e.done(seat, turns.Backchannel) }
	e.settle(&ind, e.claimRate(given, "backchannel", "backchannels"))
	e.rateFigures(&ind, given)
	m := Measure{ID: "D11", Name: "backchannels", Unit: "1/min", Of: "min of the others' speech", Least: e.opts.Events.Direction}
	ind.Measures = []Measure{e.measure(m, func(seat int) Value { return e.rate(given(seat), e.exposure(seat)) })}
	return ind
}
