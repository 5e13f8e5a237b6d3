// What lies under a pointer on the lanes.

import { laneTop, type Layout, lanesBottom, rowMiddle } from "./layout";
import type { Scene, Sign } from "./scene";
import { firstIndex } from "./search";
import type { Window } from "./window";

/** A pointer is on a sign when it is no further from it than this (px). */
const NEAR = 12;

export type Hit = { moment: string } | { note: number } | null;

/** The moment or note at px, py of lanes that show view. */
export function hit(s: Scene, l: Layout, view: Window, px: number, py: number): Hit {
  const perPixel = (view.to - view.from) / l.width;
  const t = view.from + px * perPixel;
  const inRow = (i: number) => Math.abs(py - rowMiddle(l, i)) <= l.row / 2;
  if (inRow(2)) {
    const note = nearest(s.notes, t, NEAR * perPixel);
    return note ? { note: Number(note.id) } : null;
  }
  if (inRow(1)) return moment(nearest(s.signs, t, NEAR * perPixel));
  if (py < laneTop(l, 0) || py > lanesBottom(l)) return null;
  return moment(around(s.signs, t, NEAR * perPixel * 0.5, s.longest));
}

const moment = (sign: Sign | undefined): Hit => (sign ? { moment: sign.id } : null);

/** The sign whose place is nearest to t, within reach (ms). */
function nearest(signs: readonly Sign[], t: number, reach: number): Sign | undefined {
  const k = firstIndex(signs.length, (i) => (signs[i] as Sign).at >= t);
  const near = [signs[k - 1], signs[k]].filter((s) => s !== undefined);
  const best = near.sort((a, b) => Math.abs(a.at - t) - Math.abs(b.at - t))[0];
  return best && Math.abs(best.at - t) <= reach ? best : undefined;
}

/** Kinds that are drawn on the lanes themselves as wide as they are. */
const DRAWN: ReadonlySet<string> = new Set(["taken", "kept", "undecided", "silence"]);

/** The drawn sign that lies around t, reach included. */
function around(signs: readonly Sign[], t: number, reach: number, longest: number): Sign | undefined {
  let k = firstIndex(signs.length, (i) => (signs[i] as Sign).at >= t - longest - reach);
  for (; k < signs.length; k++) {
    const s = signs[k] as Sign;
    if (s.at - longest > t + reach) return undefined;
    const [start, end] = s.kind === "silence" ? [s.start, s.end] : [s.at, s.end];
    if (DRAWN.has(s.kind) && start - reach <= t && t <= end + reach) return s;
  }
  return undefined;
}
