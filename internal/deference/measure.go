package deference

import (
	"math"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Measure is one formula and its value for each person who is compared. Nothing is held back here; Least says how many
// events or seconds a statement about a tendency needs.
type Measure struct {
	ID     string  `json:"id"`     // "D4", as in the definitions
	Name   string  `json:"name"`   // "floor_taken_in_overlap"
	Unit   string  `json:"unit"`   // of Value: "share", "s", "1/min", "1"
	Of     string  `json:"of"`     // what the denominators count: "min of the other's speech"
	Least  int     `json:"least"`  // smallest count for a statement; 0: none is made
	Values []Value `json:"values"` // in seat order
}

// Value is a Measure of one person.
type Value struct {
	Channel  int         `json:"channel"`  // -1: everybody together
	Value    *float64    `json:"value"`    // nil: nothing to divide by, or not reached
	Count    int         `json:"count"`    // events, or turns, that it rests on
	Of       float64     `json:"of"`       // the denominator
	Interval *[2]float64 `json:"interval"` // 80 %; nil: none
}

// measure makes a Measure with the value of everybody who is compared.
func (e *evaluation) measure(m Measure, value func(seat int) Value) Measure {
	m.Values = make([]Value, len(e.members))
	for i, seat := range e.members {
		m.Values[i] = value(seat)
		m.Values[i].Channel = e.channel(seat)
	}
	return m
}

// ratio is a value after k of n, with its interval.
func (e *evaluation) ratio(k, n int) Value {
	v := Value{Count: k, Of: float64(n)}
	if n > 0 {
		ends := e.memory.proportion(k, n)
		v.Value, v.Interval = number(float64(k)/float64(n)), interval(ends[0], ends[1])
	}
	return v
}

// ProportionInterval is the 80 % interval of a proportion after k of n, as a Value has it.
func ProportionInterval(k, n int) *[2]float64 {
	d := proportion(k, n)
	return interval(d.quantile(lowTail), d.quantile(highTail))
}

// rate is a value of k in so much speech, a minute, with its interval.
func (e *evaluation) rate(k int, exposure timeline.Position) Value {
	minutes := exposure.Seconds() / 60
	v := Value{Count: k, Of: *number(minutes)}
	if minutes > 0 {
		ends := e.memory.rate(k)
		v.Value, v.Interval = number(float64(k)/minutes), interval(ends[0]/minutes, ends[1]/minutes)
	}
	return v
}

// number is x to 4 digits after the point, which no drawing shows and no two machines differ in; nil for no number.
func number(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	x = math.Round(x*1e4) / 1e4
	return &x
}

// interval is both ends as number makes them; nil when one is no number.
func interval(low, high float64) *[2]float64 {
	l, h := number(low), number(high)
	if l == nil || h == nil {
		return nil
	}
	return &[2]float64{*l, *h}
}
