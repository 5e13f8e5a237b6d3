// How the balance went over the session, as it is drawn and as it is said.

import { clock, joined } from "../format";
import type { Drift, DriftStep, Stretch } from "./protocol";

/** The stretches without a share, those that touch made one. */
export function leftOut(drift: Drift): Stretch[] {
  const out: Stretch[] = [];
  for (const step of drift.steps.filter((s) => !drawable(s))) {
    const last = out[out.length - 1];
    if (last && last[1] === step.start_ms) last[1] = step.end_ms;
    else out.push([step.start_ms, step.end_ms]);
  }
  return out;
}

export const drawable = (step: DriftStep): boolean => step.people.some((p) => p.share !== null);

/** Which stretches are left out, in words; "" when none is. */
export function leftOutText(drift: Drift): string {
  const spans = leftOut(drift).map(([from, to]) => `${clock(from)}–${clock(to)}`);
  return spans.length > 0 ? `Left out, from too little speech: ${joined(spans)}` : "";
}

/** The largest count of one person in one stretch: what the height of a row is for. */
export function most(drift: Drift, what: "taken" | "broken"): number {
  return Math.max(1, ...drift.steps.flatMap((s) => s.people.map((p) => p[what])));
}
