// The strip in one sentence, for those who do not see it.

import { constant, joined, length } from "../format";
import { inside, measured } from "../people";
import type { Person, StripItem } from "../protocol";
import type { View } from "../session";

/** What the items between from and to (ms) show: who spoke how long, silences, overlaps, what is unknown. */
export function describe(
  items: Iterable<StripItem>,
  people: readonly Person[],
  from: number,
  to: number,
  lapseMs: number,
): string {
  const spoken = new Map(people.map((p) => [p.channel, 0]));
  let silences = 0;
  let overlaps = 0;
  let taken = 0;
  let unknown = 0;
  for (const item of items) {
    const ms = Math.max(0, Math.min(to, item.open ? to : item.end_ms) - Math.max(from, item.start_ms));
    if (ms === 0) continue;
    if (item.kind === "speech") spoken.set(item.channel, (spoken.get(item.channel) ?? 0) + ms);
    if (item.kind === "silence") silences += 1;
    if (item.kind === "overlap") overlaps += 1;
    if (item.kind === "overlap" && item.taken) taken += 1;
    if (item.kind === "unknown") unknown += ms;
  }
  const talk = people.map((p) => `${inside(p)} ${length(spoken.get(p.channel) ?? 0)}`);
  const parts = [
    `Last ${length(to - Math.max(0, from))}: speech of ${joined(talk)}`,
    `${count(silences, "silence")} of ${constant(lapseMs)} and more`,
    `${count(overlaps, "overlap")}, ${taken} with the floor taken`,
  ];
  if (unknown > 0) parts.push(`${length(unknown)} unknown`);
  return `${parts.join("; ")}.`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** The sentence on the last windowMs. It is made once a minute: minute is what makes it anew. */
export function minuteSummary(view: View, minute: number, windowMs: number): string {
  const to = minute * 60_000;
  const items = view.strip.items.values();
  return describe(items, measured(view.people), Math.max(0, to - windowMs), to, view.agreement.lapse_ms);
}
