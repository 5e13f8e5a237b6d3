// Package bundled holds the session that the program brings along: a coaching conversation of three minutes that was
// made up for it, in two channels, with a reference of who speaks when and of what happens. The program shows it where
// there is no microphone, and tests hold the detector and the rules to it.
//
// # What is in it
//
// Channel 0 is the coach, channel 1 the client. Coach and client take turns; the coach listens with backchannels, takes
// the floor in overlap three times and the client once; both try in vain once; there are two terminal overlaps, a
// simultaneous start, and six silences of more than three seconds, of which the coach ends four. No channel is ever
// digitally silent: each has its own room noise and mains hum, about 40 dB below the speech. Nothing of one speaker is
// heard in the other's channel.
//
// # How it was made
//
// The command tools/bundled-session made it from its plan.yaml, and makes it again byte for byte. The reference is not a
// detector's: it was measured on the dry speech, before the rooms were added. Stretches at most 30 dB below the level
// of the speech are joined over silences of up to 150 ms; longer silences were drawn out to at least 350 ms, so that
// every inter-pausal unit of 200 ms is beyond doubt. The facts were read off these units by the definitions and stay the
// same when any threshold moves by 150 ms (80 ms where two lie close together) or every edge by 40 ms.
//
// # Voices and licence
//
// The voices are rms (coach) and slt (client) of the synthesiser flite 2.2, as Debian packages it. Its licence, which
// covers program and voices, permits to use and distribute them without restriction and asks to keep its notice: that is
// LICENSE-flite beside this file. The words are part of this project and under its licence.
package bundled

import _ "embed"

var (
	//go:embed session.wav
	wav []byte
	//go:embed reference.rttm
	reference []byte
	//go:embed facts.csv
	facts []byte
)

// WAV is the sound: mu-law, 16 kHz, two channels. It is shared and not to be changed, as the others are.
func WAV() []byte { return wav }

// Reference is who speaks when, as RTTM whose speakers are the Speakers.
func Reference() []byte { return reference }

// Facts is what happens, in the columns of facts.csv: all final facts of layer 2.
func Facts() []byte { return facts }

// Speakers are the names of the people in the order of their channels.
func Speakers() []string { return []string{"coach", "client"} }
