// Sentences that the page writes itself. The server words everything that is measured.

import { clock, constant, length } from "./format";
import { inside, isPair } from "./people";
import type { Agreement, IndicatorID, Person, Rules, SeenBy, Session, Signal } from "./protocol";

/** Titles of the rows of the balance. */
export const TITLES: Record<IndicatorID, string> = {
  talk_share: "Talk share",
  holding_floor: "Holding the floor",
  taking_floor: "Taking the floor in overlap",
  breaking_silences: "Breaking silences",
};

/** A definition: what is counted, and what it cannot say. */
export interface Definition {
  title: string;
  text: string;
  limits: string;
}

/** What each row means, with the constants that hold in this session. */
export function definitionOf(id: IndicatorID, rules: Rules): Definition {
  return { title: TITLES[id], ...DEFINITIONS[id](rules) };
}

const DEFINITIONS: Record<IndicatorID, (r: Rules) => Omit<Definition, "title">> = {
  talk_share: () => ({
    text: "Each person’s part of all the speech so far. When several speak at once, each of them counts.",
    limits:
      "What is unknown is left out. The band is what the people agreed on; it is theirs, no rule of the field.",
  }),
  holding_floor: (r) => ({
    text: `How long turns last: the median turn of each of two people, and among more each person’s part of the time that the floor was held. A turn goes on until somebody else takes the floor or a silence of ${constant(r.lapse_ms)} ends it.`,
    limits:
      "Short signals such as “mm‑hm” do not end a turn. A long turn can be a story, or an answer that was asked for.",
  }),
  taking_floor: (r) => ({
    text: `One person starts while the other is still speaking. The other goes on for more than ${constant(r.rem_ms)}, then stops, and the one who came in speaks alone for at least ${constant(r.take_ms)}.`,
    limits:
      "Short signals such as “mm‑hm” do not count, and giving way at once is not seen. A microphone cannot tell eagerness from interruption; the people can.",
  }),
  breaking_silences: (r) => ({
    text: `Who speaks first after everybody has been silent for ${constant(r.lapse_ms)} or more.`,
    limits:
      "Whoever spoke last often goes on, so the middle is not what to expect. A length alone does not say what a silence was for.",
  }),
};

/** What the other words and drawings mean. */
export function glossary(rules: Rules): Definition[] {
  return [
    {
      title: "Short signals",
      text: `Listening sounds such as “mm‑hm”, at most ${constant(rules.bc_max_ms)} long. They are thin ticks, and claim no turn.`,
      limits: "A short answer can look the same.",
    },
    {
      title: "Beads and their grey stretch",
      text: "A full bead is shown, a hollow one tentative. The true value lies in the grey stretch 4 times out of 5.",
      limits: "A dotted line is still collecting, a cut one withheld, each with its reason beside it.",
    },
    {
      title: "Unknown",
      text: "What a microphone could not hear is hatched. It is never drawn or counted as silence.",
      limits: "Over 20 % of unknown time withholds the leans.",
    },
  ];
}

/** Who sees the live view, as the header says it. */
export function seenBy(who: SeenBy, people: readonly Person[]): string {
  if (who === "none") return "Shown to no one until the end";
  if (who === "coach") return "Seen by coach";
  return isPair(people) ? "Seen by coach and client" : "Seen by everybody";
}

/** Whether audio is kept, as the header says it. */
export function audioLine(agreement: Agreement): string {
  return agreement.audio?.text ?? "Audio not kept";
}

/** The choices of who sees the live view. */
export function seenByChoices(people: readonly Person[]): [SeenBy, string][] {
  return [
    ["none", "No one"],
    ["coach", "Coach"],
    ["everybody", isPair(people) ? "Coach and client" : "Everybody"],
  ];
}

/** Whether signal is something to act on: then it stands with a mark, in full ink. */
export function isTrouble(signal: Signal): boolean {
  return !["good", "waiting", "paused", "ended"].includes(signal.kind);
}

/** The signal on a phone, where only trouble has room. */
export function shortSignal(signal: Signal, session: Session): string {
  if (signal.kind === "good") return session.source === "microphones" ? "Live" : "Replay";
  if (signal.kind === "paused") return "Paused";
  return signal.text;
}

/** What stands in place of the signal when nothing comes any more; since is session time (ms). */
export function staleSignal(since: number): string {
  return `No data since ${clock(since)} — reconnecting`;
}

export function staleLine(since: number): string {
  return `Everything above is as it was at ${clock(since)}. It continues by itself when the connection is back.`;
}

/** The bundled session and other replays say what they are. */
export function sourceLine(session: Session): string {
  if (session.source === "bundled") return "The bundled session: synthesised voices, no real people";
  if (session.source === "recording") return `Replay of ${session.label}`;
  if (session.source === "activity") return `Replay of ${session.label}, without audio`;
  return "";
}

/** The planned length, as it stands beside the clock. */
export function ofPlanned(ms: number): string {
  return ms > 0 ? `of ${length(ms)}` : "";
}

/** The agreed band: "25–40%". */
export function band(range: readonly [number, number]): string {
  return `${range[0]}–${range[1]}%`;
}

/** The relation to the band in a line of its own: "coach is inside 25–40%"; "" when status says something else. */
export function bandRelation(status: string, agreement: Agreement, coach: Person | undefined): string {
  const found = /^(.*?)(?: the(?: agreed)? band)$/.exec(status);
  if (!found?.[1] || !agreement.band || !coach) return "";
  return `${inside(coach)} is ${found[1].charAt(0).toLowerCase()}${found[1].slice(1)} ${band(agreement.band)}`;
}
