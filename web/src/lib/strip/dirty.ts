// Which stretch of the strip has to be drawn again when items change.

import type { StripItem } from "../protocol";
import { CLOSED_MS } from "./scene";

/** A stretch of session time (ms); nothing when to is not after from. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * The smallest stretch that holds every item that differs between before and after. An item that is the same object
 * has not changed. Closing of short gaps can reach one gap further.
 */
export function changed(
  before: ReadonlyMap<string, StripItem>,
  after: ReadonlyMap<string, StripItem>,
): Stretch {
  const stretch = { from: Infinity, to: -Infinity };
  for (const [id, item] of before) {
    const now = after.get(id);
    if (now !== item) grow(stretch, item);
  }
  for (const [id, item] of after) {
    if (before.get(id) !== item) grow(stretch, item);
  }
  return stretch;
}

function grow(stretch: Stretch, item: StripItem): void {
  stretch.from = Math.min(stretch.from, item.start_ms - CLOSED_MS);
  stretch.to = Math.max(stretch.to, item.open ? Infinity : item.end_ms + CLOSED_MS);
}
