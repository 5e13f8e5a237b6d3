// The golden review that Go and TypeScript share, for unit tests.

import { decodeReview, type Moment, type Review } from "../lib/review/protocol";
import { textOf } from "./golden";

/** The golden review; part replaces sections of it. */
export function goldenReview(part: Partial<Review> = {}): Review {
  return { ...decodeReview(JSON.parse(textOf("review-pair"))), ...part };
}

/** A moment from start to end (ms) of channel 0 beside channel 1; part says what is otherwise. */
export function momentOf(
  kind: Moment["kind"],
  start: number,
  end: number,
  part: Partial<Moment> = {},
): Moment {
  return {
    ...{ id: `${kind}-${start}`, kind, at_ms: start, start_ms: start, end_ms: end, channel: 0, other: 1 },
    anchor: { family: kind, channel: 0, at_ms: start },
    ...{ text: kind, detail: "", evidence: [], term: "", state: "measured", offers: [], notes: [] },
    ...part,
  };
}
