package vad

import "github.com/evenkeel/monitor/internal/timeline"

const (
	// quietSpeech is the level, dBFS, below which speech is quiet: the detector begins to miss some of it. Speech into
	// a microphone that is set right has -40 to -20 dBFS.
	quietSpeech = -45.
	// heardSpan and clippedSpan are how long speech and clipping count as of now.
	heardSpan   = 10 * timeline.Second
	clippedSpan = 3 * timeline.Second
	// dropoutHops is how long a drop-out is at most, 1 s: it tears speech apart, and what is longer is a loss that is seen.
	dropoutHops = int(timeline.Second / timeline.HopLen)
	// manyDropouts is how many of them make a channel that drops out: one or two are bad luck.
	manyDropouts = 3
	// heardRun is how many hops of speech in a row, 256 ms, make a person heard: most coughs and knocks are shorter.
	heardRun = 8
)

// Health is the state of one channel's signal. It follows from the channel's observations alone, so that it can be
// computed anew from a session's record. The zero value is that of a channel before its first observation.
type Health struct {
	noise    noiseWatch
	hops     int // all but those of a pause
	unknown  int
	lost     int // hops in a row that are unknown
	dropouts int // hops that were unknown for a moment only, after something was heard
	moments  int // such moments
	clipped  int
	run      int // hops of speech in a row
	speech   ago
	clipping ago
	quiet    timeline.Position // for so long there has been no signal
	last     Flags
}

// Push takes the channel's next observation.
func (h *Health) Push(o Observation) {
	h.last = o.Flags
	h.speech.pass()
	h.clipping.pass()
	if o.Flags.Has(Paused) {
		return
	}
	h.hops++
	if o.Flags.Has(Unknown) {
		h.unknown++
		h.lost++
		return
	}
	if before := h.hops - 1 - h.unknown; before > 0 && h.lost > 0 && h.lost <= dropoutHops {
		h.dropouts += h.lost
		h.moments++
	}
	h.lost = 0
	h.pushLevels(o)
	if !o.Flags.Has(Dead) {
		h.pushSpeech(o)
	}
}

func (h *Health) pushLevels(o Observation) {
	h.quiet += timeline.HopLen
	if o.loudest() < deadLevel {
		h.quiet = 0
	}
	if o.Flags.Has(Clipped) {
		h.clipped++
		h.clipping.now()
	}
}

func (h *Health) pushSpeech(o Observation) {
	h.noise.push(o)
	h.run++
	if o.Probability.Float() < likelySpeech {
		h.run = 0
	}
	if h.run >= heardRun {
		h.speech.now()
	}
}

// Heard says in one word how well the channel is heard now.
func (h *Health) Heard() Heard {
	switch {
	case h.hops == 0:
		return Waiting
	case h.last.Has(Unknown):
		return HeardLost
	case h.last.Has(Dead):
		return HeardDead
	case h.clipping.within(clippedSpan):
		return HeardClipped
	case h.noise.noisy:
		return HeardNoisy
	case !h.speech.within(heardSpan):
		return HeardSilent
	case h.noise.speech.n > 0 && h.noise.speech.mean < quietSpeech:
		return HeardQuiet
	}
	return HeardClear
}

// Quiet is for how long the channel has given no signal at all, not even room noise.
func (h *Health) Quiet() timeline.Position { return h.quiet }

// SpeechLevel is the level of the person's speech, dBFS, over the last 30 s of it; false before any was heard.
func (h *Health) SpeechLevel() (dbfs float64, known bool) {
	return h.noise.speech.mean, h.noise.speech.n > 0
}

// NoiseFloor is the level between speech, dBFS, over the last 10 s of it; false before any was heard.
func (h *Health) NoiseFloor() (dbfs float64, known bool) {
	return h.noise.floor.mean, h.noise.floor.n > 0
}

// SNR is how far speech is above the noise, dB, at least 0; false before 2 s of speech and 1 s of noise were heard.
func (h *Health) SNR() (db float64, known bool) { return h.noise.snr() }

// ClippedShare is the share of what was received, 0 to 1, in hops that hold clipping.
func (h *Health) ClippedShare() float64 { return share(h.clipped, h.hops-h.unknown) }

// UnknownShare is the share, 0 to 1, of the time outside pauses that was not received.
func (h *Health) UnknownShare() float64 { return share(h.unknown, h.hops) }

// DropoutShare is the share, 0 to 1, of the time outside pauses that was not received for a moment, of a second at most;
// 0 as long as that has happened once or twice only.
func (h *Health) DropoutShare() float64 {
	if h.moments < manyDropouts {
		return 0
	}
	return share(h.dropouts, h.hops)
}

// share is n of all, 0 of none.
func share(n, all int) float64 { return float64(n) / float64(max(all, 1)) }

// ago is how long ago something was the case.
type ago struct {
	ever bool
	time timeline.Position
}

func (a *ago) now()  { *a = ago{ever: true} }
func (a *ago) pass() { a.time += timeline.HopLen }

func (a ago) within(span timeline.Position) bool { return a.ever && a.time < span }
