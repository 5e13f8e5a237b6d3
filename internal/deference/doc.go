// Package deference turns turn-taking facts into indicators of how two or more people share the talk: how much each
// speaks, whose turns are long, who takes the floor in overlap, who breaks silences, and some more for the review.
//
// It describes and never judges. There is no composite score, no norm and no good side: the only target is the band
// that the people agreed on themselves. What the microphones cannot tell is withheld, with the reason.
//
// # How an indicator is decided
//
// A Meter looks at the session every 5 s of session time, in two windows: the whole session and its last 5 minutes.
// Each indicator passes three gates before a direction word is allowed:
//
//  1. Signal: channels that are dead, lost, noisy, clipped or full of another's voice withhold what depends on them,
//     and so does a window of which more than 20 % is unknown.
//  2. Evidence: enough events, turns or minutes. The definitions say from when something may be stated and the screen
//     design from when it is drawn; the later of the two counts.
//  3. Effect: the posterior probability that one side has more is at least .90, and the 80 % interval is not wholly
//     inside the zone that counts as even.
//
// The words then have inertia: a direction is kept down to a probability of .75, and stays for at least 60 s. At the
// end of the session nothing can flicker any more, and what is told rests on all of its facts and on nothing else.
//
// # How uncertain
//
// Proportions are Beta(1+k, 1+n-k). Rates are Gamma(k+1/2, exposure), and the share of one of two rates follows from
// the Beta exactly. Medians and time shares are bootstrapped over blocks of four consecutive turns. Counts of acts
// upon somebody are divided by that person's speech, silences by the number of silences.
//
// # Unknown time
//
// A stretch in which one of the compared people was not observed is left out of all sums of time: of everybody's
// speech, so that shares compare like with like. It is neither speech nor silence.
//
// The package is pure. The same facts give the same results in whatever portions they come: a fact counts from the
// first evaluation after the position at which it was decided.
package deference
