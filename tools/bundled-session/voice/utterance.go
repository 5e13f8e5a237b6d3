package voice

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/evenkeel/monitor/internal/timeline"
)

// Constants of the measurement. The reference of a synthesised session rests on them.
const (
	// frameLen is the stretch whose energy is compared: 5 ms, about a pitch period of the lowest voice.
	frameLen = 5 * timeline.Millisecond
	// floorBelow is how far below the level of the speech, in decibels, a frame still counts as speech. At 30 dB the
	// decay of a last syllable is speech, and what is left out lies under the noise of the rooms.
	floorBelow = 30.0
	// closure is the longest silence inside an utterance that is part of the speech: the closure of a stop.
	closure = 150 * timeline.Millisecond
	// pause is what every longer silence inside an utterance is drawn out to. The voices pause for about 200 ms, which
	// is just where an inter-pausal unit ends or does not: nobody could say which.
	pause = 350 * timeline.Millisecond
	// shoulder is what is kept of the waveform on either side of the speech; it is faded.
	shoulder = 20 * timeline.Millisecond
	// fade is how fast a speaker who gives way falls silent.
	fade = 30 * timeline.Millisecond
)

// ErrSilent is returned when an utterance holds no speech.
var ErrSilent = errors.New("nothing is heard")

// Utterance is one stretch of dry speech: no room, no noise, and silence trimmed. Position 0 is where speech is first
// heard.
type Utterance struct {
	PCM   []float32         // from -1 to 1
	Start timeline.Position // position of PCM[0]: 0, or below it by the shoulder
	Units []timeline.Span   // inter-pausal units, the first from 0
}

// End is where speech is last heard.
func (u Utterance) End() timeline.Position { return u.Units[len(u.Units)-1].End }

// Level is the mean power of pcm in dBFS, of all its samples.
func Level(pcm []float32) float64 {
	var sum float64
	for _, x := range pcm {
		sum += float64(x) * float64(x)
	}
	return 10 * math.Log10(sum/float64(max(1, len(pcm)))+1e-20)
}

// SpeechLevel is the mean power in dBFS of what is spoken in all of takes: of the frames that are at most 30 dB softer
// than the mean of everything.
func SpeechLevel(takes [][]float32) float64 {
	var all, speech []float32
	for _, pcm := range takes {
		all = append(all, pcm...)
	}
	floor := Level(all) - floorBelow
	for len(all) >= int(frameLen) {
		if Level(all[:frameLen]) >= floor {
			speech = append(speech, all[:frameLen]...)
		}
		all = all[frameLen:]
	}
	return Level(speech)
}

// Trim cuts pcm down to its speech: from the first to the last frame that is at most 30 dB softer than level, which is
// the level of the speaker's speech in dBFS. Pauses inside are drawn out so that they are clearly pauses. A cut above
// zero is where the speaker breaks off, counted from the onset, pauses as drawn out.
func Trim(pcm []float32, level float64, cut timeline.Position) (Utterance, error) {
	floor := level - floorBelow
	pcm = drawOut(pcm, units(pcm, floor))
	heard := units(pcm, floor)
	if len(heard) == 0 {
		return Utterance{}, ErrSilent
	}
	if onset, end := heard[0].Start, heard[len(heard)-1].End; cut > 0 {
		if onset+cut >= end {
			return Utterance{}, fmt.Errorf("cut at %v: the utterance ends after %v already", cut.Duration(), (end - onset).Duration())
		}
		pcm = breakOff(pcm, onset+cut)
		if heard = units(pcm, floor); len(heard) == 0 {
			return Utterance{}, ErrSilent
		}
	}
	return newUtterance(pcm, heard), nil
}

// newUtterance is what is heard in pcm, with its shoulders.
func newUtterance(pcm []float32, heard []timeline.Span) Utterance {
	onset, end := heard[0].Start, heard[len(heard)-1].End
	from := max(0, onset-shoulder)
	to := min(timeline.Position(len(pcm)), end+shoulder)
	u := Utterance{PCM: slices.Clone(pcm[from:to]), Start: from - onset}
	fadeIn(u.PCM[:onset-from])
	fadeOut(u.PCM[end-from:])
	for _, s := range heard {
		u.Units = append(u.Units, timeline.Span{Start: s.Start - onset, End: s.End - onset})
	}
	return u
}

// drawOut is pcm with silence put into the middle of each pause between heard that is shorter than pause.
func drawOut(pcm []float32, heard []timeline.Span) []float32 {
	var out []float32
	var done timeline.Position
	for i := 1; i < len(heard); i++ {
		before, after := heard[i-1].End, heard[i].Start
		middle := (before + after) / 2
		out = append(out, pcm[done:middle]...)
		out = append(out, make([]float32, max(0, pause-(after-before)))...)
		done = middle
	}
	return append(out, pcm[done:]...)
}

// units are the stretches of pcm whose frames are louder than floor, without the silences up to closure.
func units(pcm []float32, floor float64) []timeline.Span {
	var out []timeline.Span
	for at := timeline.Position(0); at+frameLen <= timeline.Position(len(pcm)); at += frameLen {
		if Level(pcm[at:at+frameLen]) < floor {
			continue
		}
		if n := len(out); n > 0 && at-out[n-1].End <= closure {
			out[n-1].End = at + frameLen
			continue
		}
		out = append(out, timeline.Span{Start: at, End: at + frameLen})
	}
	return out
}

// breakOff is pcm up to at, falling silent over the fade before it.
func breakOff(pcm []float32, at timeline.Position) []float32 {
	out := slices.Clone(pcm[:at])
	fadeOut(out[max(0, at-fade):])
	return out
}

func fadeIn(pcm []float32) {
	for i := range pcm {
		pcm[i] *= float32(i) / float32(len(pcm))
	}
}

func fadeOut(pcm []float32) {
	for i := range pcm {
		pcm[i] *= 1 - float32(i+1)/float32(len(pcm))
	}
}
