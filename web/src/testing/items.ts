// Items of a strip, for tests.

import type { StripItem } from "../lib/protocol";

/** An item from start to end (ms) of channel 0 beside channel 1; part says what is otherwise. */
export function stripItem(
  kind: StripItem["kind"],
  start: number,
  end: number,
  part: Partial<StripItem> = {},
): StripItem {
  const span = { id: `${kind} ${start} ${end} ${part.channel ?? 0}`, kind, start_ms: start, end_ms: end };
  return { ...span, channel: 0, other: 1, open: false, taken: false, text: "", status: "", ...part };
}
