// Package turns finds who speaks when, who takes the turn from whom and how, from the activity of the channels.
//
// It works in two layers that are never mixed. Layer 1, Signal, is what the channels show and anybody can replicate.
// Layer 2, Reading, interprets it: it carries the version of the rules and is provisional before it is final.
//
// The package is pure: the same changes in, in whatever portions, give the same facts out, down to the order and to the
// position at which each was decided.
//
// # Layer 1
//
// The speech of a channel is bridged over silences shorter than IPUBridge, then bursts shorter than MinBurst are dropped:
// what is left are its inter-pausal units. Who is active cuts the session into joint states (Heldner and Edlund 2010, for
// any number of channels). A joint silence is a Pause or a Gap by who spoke alone last before it and first after it. A
// run of states in which two or more speak is one overlap, Within or Between by who speaks alone right before and right
// after it, Other when it starts or stops in silence. Somebody who takes over at once leaves a Gap of no length.
//
// # Layer 2
//
// An IPU is a token when it is short (BCMin to BCMax) and isolated (silence of its channel for BCPre before and BCPost
// after it); a chain of several counts as one. All other IPUs are talk. A token is a Backchannel to whoever talks when it
// starts, to whoever paused for no more than Resume before it and talks next, within Resume after it, or to whoever
// starts to talk over it. Otherwise it is a short turn. A Backchannel is Sure where its speaker plainly listens (sure.go),
// which says how far to trust the name and changes nothing else.
//
// An entry is an IPU that starts while another channel holds talk; of several, the one that runs longest beside it
// counts. Its class follows from lead, rem and what comes after, by the tree of questions in judgeOverlap. Whether an
// entrant took the floor is a question between the two: how long one talked while the other did not.
//
// Backchannels dropped, whoever is alone for Solo holds the floor, and their talk is a Turn until another holds it or a
// Lapse ends it. Who comes back within Resume, before the other was alone for Take, had not given it up: their turn is
// Resumed, and there was no other. The floor-transfer offset of a turn is from the end of the talk of the one who held
// the floor when it started.
//
// # What is not known
//
// Where a channel is not observed, nothing is said that would need it:
//
//   - Pause, Gap, the overlaps of layer 1, Lapse, Turn and the floor need all channels. What was open when a channel is
//     lost is dropped, but for turns, which end there, and lapses, which nobody ended. What was before counts for
//     nothing after it: the first silence has no label, the first turn nobody before it.
//   - An entry needs its own channel and that of the talk it came into, from Guard before it until it is decided. Else,
//     and where one of the two is Masked or Clipped around the overlap, or Ambiguous for more than half of what it says
//     there, it is Unclassifiable.
//   - A backchannel in silence needs all channels from Resume before it.
//   - An IPU is cut where its channel is lost, and says so in its Flags. Short ones beside the cut are no tokens and no
//     turns, because nobody knows how isolated they were. An IPU that is Ambiguous throughout opens nothing.
//   - The time after the end of the session counts as silence for what is open there, but no lapse can come of it.
package turns
