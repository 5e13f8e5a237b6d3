// Package align brings sound devices onto one clock by what their microphones hear of the same voices.
//
// The grid puts devices together by their time stamps, to some milliseconds, and recordings by nothing at all. To take
// bleed out needs more: a drift of 20 parts in a million undoes it. So the bleed itself is measured. While one person
// speaks and the microphone of another hears it, the two are correlated:
//
//   - how that changes with time is the drift of the devices' clocks; whatever both hear will do,
//   - where it lies is the offset of the clocks and the way of the sound through the air. What A's voice takes to B's
//     microphone it takes away from what B's voice takes to A's, so the mean of the two is the offset alone.
//
// Where nothing is heard by two devices nothing is measured, and nothing is changed.
package align
