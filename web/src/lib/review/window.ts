// The part of the session that the lanes show: from and to (ms of session time). Pure arithmetic; every result lies in
// the session and is no shorter than LEAST_MS.

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Shortest part that can be shown. */
export const LEAST_MS = 5000;
/** What is shown first. */
export const FIRST_MS = 180_000;

const clamp = (x: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, x));

/** The part of span ms that starts at from, moved into the session. */
export function at(from: number, span: number, length: number): Window {
  const wide = clamp(span, Math.min(LEAST_MS, length), Math.max(1, length));
  const start = clamp(from, 0, Math.max(0, length - wide));
  return { from: start, to: start + wide };
}

export const whole = (length: number): Window => at(0, length, length);

export const pan = (w: Window, by: number, length: number): Window => at(w.from + by, w.to - w.from, length);

/** w with by times the span; what lies at session time t stays in its place. */
export function zoom(w: Window, by: number, t: number, length: number): Window {
  const span = w.to - w.from;
  const next = clamp(span * by, Math.min(LEAST_MS, length), length);
  return at(t - ((t - w.from) / span) * next, next, length);
}

/** w with one edge moved to t; the other stays. */
export function resize(w: Window, edge: "from" | "to", t: number, length: number): Window {
  if (edge === "from") {
    const from = clamp(t, 0, Math.max(0, w.to - LEAST_MS));
    return { from, to: w.to };
  }
  return { from: w.from, to: clamp(t, Math.min(length, w.from + LEAST_MS), length) };
}

/** w, moved as little as it takes to have t in sight with some room beside it. */
export function reveal(w: Window, t: number, length: number): Window {
  const room = (w.to - w.from) * 0.15;
  if (t < w.from + room) return at(t - room * 2, w.to - w.from, length);
  if (t > w.to - room) return at(t - (w.to - w.from) + room * 2, w.to - w.from, length);
  return w;
}

/** Steps between the written times (ms). */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((s) => s * 1000);

/** The distance of the vertical lines (ms): as small as leaves room (px) between two. */
export function gridMs(w: Window, width: number, room: number): number {
  const perPixel = (w.to - w.from) / Math.max(1, width);
  return STEPS.find((ms) => ms / perPixel >= room) ?? 3_600_000;
}
