// Package vad turns sound into observations, a few bytes a hop and channel, and observations into stretches of
// speech. Everything to the right of it works on observations alone.
package vad

import (
	"strings"

	"github.com/evenkeel/monitor/internal/timeline"
)

// LevelsPerHop is how many 8 ms levels a hop has.
const LevelsPerHop = timeline.HopLen / timeline.LevelLen

// Flags say what limits an observation.
type Flags uint8

// The flags of an observation.
const (
	Unknown   Flags = 1 << iota // nothing was received: neither speech nor silence
	Dead                        // the microphone gives no signal at all, not even room noise
	Clipped                     // the signal is at full scale
	Noisy                       // speech cannot be told from noise reliably
	Masked                      // others are so loud in this channel that its own soft speech is unobservable
	Ambiguous                   // the speech may be another's
	Paused                      // the people paused the session: nothing was measured
)

var flagNames = [...]string{"unknown", "dead", "clipped", "noisy", "masked", "ambiguous", "paused"}

// Has says whether any flag of o is set in f.
func (f Flags) Has(o Flags) bool { return f&o != 0 }

// Unobserved says that nothing can be said of the channel: it is neither speech nor silence.
func (f Flags) Unobserved() bool { return f.Has(Unknown | Dead | Paused) }

// String names the flags, joined by "+"; no flag is "".
func (f Flags) String() string {
	var b strings.Builder
	for i, name := range flagNames {
		if f&(1<<i) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('+')
		}
		b.WriteString(name)
	}
	return b.String()
}

// Level is loudness in half decibels below full scale: 0 is 0 dBFS, 255 is -127.5 dBFS or less.
type Level uint8

// DBFS is l in decibels relative to full scale.
func (l Level) DBFS() float64 { return -float64(l) / 2 }

// Observation is what one hop of one channel showed. The observations of a session, with what people added, are its
// record: everything else is computed from them.
type Observation struct {
	Probability Probability // that the channel's own person speaks
	Levels      [LevelsPerHop]Level
	Flags       Flags
}

// Loudness is the mean of the hop's levels in dBFS.
func (o Observation) Loudness() float64 {
	sum := 0.
	for _, l := range o.Levels {
		sum += l.DBFS()
	}
	return sum / LevelsPerHop
}

// loudest is the highest of the hop's levels.
func (o Observation) loudest() Level { return min(o.Levels[0], o.Levels[1], o.Levels[2], o.Levels[3]) }

// Activity is what is known of one channel at a time.
type Activity uint8

// The activities of a channel.
const (
	Silent Activity = iota
	Speech
	Unobserved
)

// Change says that from At on, a channel's activity or flags are other than before. A channel starts Silent and
// without flags at position 0.
type Change struct {
	Channel  int
	At       timeline.Position
	Activity Activity
	Flags    Flags // why it is Unobserved, or what limits the speech
}
