// The facts of the whole session, as the table view and the overview read them.

import { type Decoded, fallback, list, number, record, text } from "./decode";
import type { StripItem } from "./protocol";

const row = record({
  start_s: number,
  end_s: number,
  kind: text,
  speaker: fallback(text, ""),
  other: fallback(text, ""),
  status: fallback(text, ""),
  text: fallback(text, ""), // of a mark
  flags: fallback(text, ""), // what limits it, joined by +
});

const facts = record({
  people: list(record({ channel: number, name: text })),
  rows: list(row),
});

export type Fact = Decoded<typeof row>;
export type Facts = Decoded<typeof facts>;

/** Asks the program for the facts of a session so far. */
export async function loadFacts(session: string): Promise<Facts> {
  const answer = await fetch(`/api/sessions/${encodeURIComponent(session)}/facts`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`The monitor answered with ${answer.status}.`);
  return facts(await answer.json());
}

/** A table of the table view. */
export interface Section {
  title: string;
  rows: Fact[];
}

const OVERLAPS: Record<string, string> = {
  terminal_overlap: "at the end of a turn",
  terminal_or_fast_yield: "end of a turn, or given way at once",
  short_insert: "short insert",
  butt_in: "tried, did not get the floor",
  interruption_successful: "took the floor",
  interruption_unsuccessful: "the other came back",
  interruption_unresolved: "left open",
  mutual_drop_out: "both stopped",
  simultaneous_start: "started together",
};

/** What became of an overlap, in words; "" for other facts. */
export function outcome(fact: Fact): string {
  return OVERLAPS[fact.kind] ?? "";
}

/** The facts in the tables of the table view, each in order of time. */
export function sections(all: Facts): Section[] {
  const of = (...kinds: string[]) =>
    all.rows.filter((r) => kinds.includes(r.kind)).sort((a, b) => a.start_s - b.start_s);
  return [
    { title: "Turns", rows: of("turn") },
    { title: "Overlaps", rows: of(...Object.keys(OVERLAPS)) },
    { title: "Silences", rows: of("lapse") },
    { title: "Unknown stretches", rows: of("unknown").filter((r) => !isPause(r)) },
    { title: "Pauses of the session", rows: onceEach(of("unknown").filter(isPause)) },
    { title: "Short signals", rows: of("backchannel") },
    { title: "Marks", rows: of("mark") },
  ];
}

/** Whether a stretch is unknown because the people paused the session. */
const isPause = (fact: Fact) => fact.kind === "unknown" && fact.flags.split("+").includes("paused");

/** The first of those that begin together: a pause is told of every channel. */
const onceEach = (rows: Fact[]) =>
  rows.filter((r, i) => rows.findIndex((q) => q.start_s === r.start_s) === i);

/** Items of a timeline made from facts: a stretch that is a short signal is that and not speech; channelOf gives the channel of a speaker as files name it. */
export function stripItems(all: Facts, channelOf: (speaker: string) => number): Map<string, StripItem> {
  const items = new Map<string, StripItem>();
  const signals = all.rows.filter((r) => r.kind === "backchannel");
  const isSignal = (r: Fact) =>
    r.kind === "ipu" &&
    signals.some((s) => s.speaker === r.speaker && s.start_s < r.end_s && r.start_s < s.end_s);
  all.rows.forEach((fact, i) => {
    const kind = isPause(fact) ? "paused" : stripKind(fact.kind);
    if (!kind || isSignal(fact)) return;
    items.set(`${i}`, {
      id: `${i}`,
      kind,
      start_ms: fact.start_s * 1000,
      end_ms: fact.end_s * 1000,
      open: false,
      channel: channelOf(fact.speaker),
      other: channelOf(fact.other),
      taken: fact.kind === "interruption_successful",
      text: fact.text,
      status: "",
    });
  });
  return items;
}

function stripKind(kind: string): StripItem["kind"] | undefined {
  if (kind === "ipu") return "speech";
  if (kind === "lapse") return "silence";
  if (kind === "unknown" || kind === "mark" || kind === "backchannel") return kind;
  if (kind === "interruption_successful" || kind === "butt_in") return "overlap";
  return undefined;
}
