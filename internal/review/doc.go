// Package review computes what a mentor coach looks at after a session: facts, indicators and words, from the record of
// the session, from what people added to it, and from parameters that can be moved. Nothing of that is kept.
//
// # What a correction is bound to
//
// An entry names an event by its Family, the channel that acted, and a position: never by the number of a fact, which
// other parameters change. It is bound to the nearest event of that family and channel within Tolerance. When there is
// none, the correction no longer applies: it is listed, with the reason, and comes back when the event does. A channel in
// an entry is that of the record, so that a later swap of people leaves the entry with its event.
//
// # What a correction changes
//
//   - not_interruption: the overlap stays and is told struck through; no count and no indicator has it.
//   - backchannel: the talk is a backchannel to the rules of turn-taking, whatever its timing
//     (turns.Engine.RuleBackchannel). Turns, floor and what the others did around it follow from that.
//   - swap: from a position on, two people have each other's channels.
//   - rename: a person has another name or role, in the whole session.
//   - exclude: the stretch is not measured, as if the session had been paused.
//   - drop_channel: the person is not measured. Comparisons with them are withheld.
//   - undo: takes any entry back; an undo that is undone restores it.
//
// The package is pure: the same record and parameters give the same review. With the parameters of the session and no
// entries, that is what the session itself came to.
package review
