// Package timeline is the one clock of a session: sample positions at 16 kHz, and spans between them.
//
// Every stage of the pipeline speaks in positions. Wall time is kept once, as the session's start, and is computed
// from positions only at the edges (screens, files).
package timeline

import (
	"math"
	"time"
)

// Rate is how many positions make a second.
const Rate = 16000

// Lengths that all stages share, in positions.
const (
	HopLen   = 512 // what the detector scores at once: 32 ms
	LevelLen = 128 // what one level speaks of: 8 ms
)

// Position is a count of samples at 16 kHz since the start of the session. The difference of two positions is a
// Position too: a length in samples.
type Position int64

// Second and Millisecond are lengths in positions.
const (
	Second      Position = Rate
	Millisecond Position = Rate / 1000
)

// Duration converts p to wall time. Whole seconds are split off first, so that no session is long enough to overflow.
func (p Position) Duration() time.Duration {
	s, rest := p/Rate, p%Rate
	return time.Duration(s)*time.Second + time.Duration(rest)*time.Second/Rate
}

// Seconds converts p to seconds.
func (p Position) Seconds() float64 { return float64(p) / Rate }

// Milliseconds converts p to milliseconds, rounded to the nearest.
func (p Position) Milliseconds() int64 {
	return int64(math.Round(float64(p) * 1000 / Rate))
}

// FromDuration converts wall time to the nearest position.
func FromDuration(d time.Duration) Position {
	s, rest := d/time.Second, d%time.Second
	return Position(s)*Rate + Position(math.Round(float64(rest)*Rate/float64(time.Second)))
}

// FromSeconds converts seconds to the nearest position.
func FromSeconds(s float64) Position { return Position(math.Round(s * Rate)) }

// FromMilliseconds converts milliseconds to positions.
func FromMilliseconds(ms int64) Position { return Position(ms) * Millisecond }

// Span is the half-open stretch [Start, End).
type Span struct {
	Start Position
	End   Position
}

// Len is the length of s.
func (s Span) Len() Position { return s.End - s.Start }

// Contains says whether p lies in s.
func (s Span) Contains(p Position) bool { return s.Start <= p && p < s.End }

// Overlap is the part that s and o share; its length is zero or less when they share nothing.
func (s Span) Overlap(o Span) Span {
	return Span{Start: max(s.Start, o.Start), End: min(s.End, o.End)}
}
