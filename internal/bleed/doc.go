// Package bleed takes out of each microphone what it hears of the people at the other microphones.
//
// There is one microphone a person. Each output is its own microphone less what the others explain of it: nothing is
// ever put on another channel, and sound without bleed passes nearly unchanged. All is causal. Sound is taken apart in
// frames of 64 ms, 16 ms apart, and bins of 15.6 Hz; in each bin
//
//   - online independent vector analysis (iva) gives a rough estimate of each person by themselves,
//   - a canceller subtracts from each microphone what several frames of the other people's estimates explain of it,
//   - and a second one does it again, with what the first has left as estimates.
//
// The detector of speech listens to what comes out, and tells the Separator what it heard: what is then still loud while
// another speaks is ambiguous, and a channel in which there is nothing to remove is passed on as it was.
package bleed
