// Finding what is visible in sorted lists without going through them.

import type { Stretch } from "./protocol";
import type { Window } from "./window";

/** The first index from lo on below n for which after says true; it is false for all before and true for all after. */
export function firstIndex(n: number, after: (i: number) => boolean, lo = 0): number {
  let hi = n;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (after(mid)) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

/** The first of stretches, which are in order and apart, that ends after t. */
export function endsAfter(stretches: readonly Stretch[], t: number): number {
  return firstIndex(stretches.length, (i) => (stretches[i] as Stretch)[1] > t);
}

/** The first of stretches that starts at t or later, from index lo on. */
export function startsFrom(stretches: readonly Stretch[], t: number, lo = 0): number {
  return firstIndex(stretches.length, (i) => (stretches[i] as Stretch)[0] >= t, lo);
}

/** Those of stretches that are in sight. */
export function within(stretches: readonly Stretch[], view: Window): Stretch[] {
  const first = endsAfter(stretches, view.from);
  return stretches.slice(first, startsFrom(stretches, view.to, first));
}

/** Those of a few labelled stretches that are in sight. People make them by hand: there are never many. */
export const inSight = <T extends { start: number; end: number }>(all: readonly T[], view: Window): T[] =>
  all.filter((s) => s.start < view.to && s.end >= view.from);

/** Calls draw for those in sight whose starts lie more than apart ms from the last drawn one. */
export function eachApart(
  n: number,
  start: (k: number) => number,
  draw: (k: number) => void,
  view: Window,
  apart: number,
): void {
  const edge = (view.to - view.from) * 0.02;
  let k = firstIndex(n, (i) => start(i) >= view.from - edge);
  while (k < n && start(k) <= view.to + edge) {
    draw(k);
    const next = start(k) + apart;
    k = firstIndex(n, (i) => start(i) >= next, k + 1);
  }
}
