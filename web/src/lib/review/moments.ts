// Which moments are listed, and moving among them.

import type { ChipKind, Moment, MomentCount } from "./protocol";

/** What has to be true of a moment that is listed. Nothing chosen lets everything through. */
export interface Filter {
  /** Kinds that are chosen; none: all. */
  readonly kinds: ReadonlySet<ChipKind>;
  /** Channel of somebody who takes part; -1: anybody. */
  readonly person: number;
  /** Shortest that is listed (ms). */
  readonly leastMs: number;
}

export const NO_FILTER: Filter = { kinds: new Set(), person: -1, leastMs: 0 };

/** Whether m passes f. "note" lets through what carries a note. A mark has no length and no person. */
export function passes(m: Moment, f: Filter): boolean {
  const kind = f.kinds.size === 0 || f.kinds.has(m.kind) || (f.kinds.has("note") && m.notes.length > 0);
  const person = f.person < 0 || m.channel === f.person || m.other === f.person;
  return kind && person && (f.leastMs === 0 || m.end_ms - m.start_ms >= f.leastMs);
}

/** The moments that pass f, in order of time. */
export function listed(moments: readonly Moment[], f: Filter): Moment[] {
  return moments.filter((m) => passes(m, f));
}

/** kinds with kind switched. */
export function toggled(kinds: ReadonlySet<ChipKind>, kind: ChipKind): Set<ChipKind> {
  const next = new Set(kinds);
  if (!next.delete(kind)) next.add(kind);
  return next;
}

/** Kinds that have a chip only when there is one. */
const RARE: ReadonlySet<ChipKind> = new Set(["undecided", "mark"]);

/** The chips: what there can always be, and what there is. */
export function chips(counts: readonly MomentCount[]): MomentCount[] {
  return counts.filter((c) => !RARE.has(c.kind) || c.count + c.corrected > 0);
}

/** The moment after (step 1) or before (step -1) session time t among moments; selected is left out. */
export function neighbour(
  moments: readonly Moment[],
  selected: string,
  t: number,
  step: 1 | -1,
): Moment | undefined {
  const here = moments.findIndex((m) => m.id === selected);
  if (here >= 0) return moments[here + step];
  if (step > 0) return moments.find((m) => m.at_ms > t);
  return moments.findLast((m) => m.at_ms < t);
}
