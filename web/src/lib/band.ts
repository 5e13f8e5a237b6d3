// The agreed band of the coach's talk share, as two handles change it.

/** A band in percent of the coach's talk share: from low to high. */
export type Band = readonly [low: number, high: number];

/** The band that is offered when people want one: what coaches' texts name most often, and only a start. */
export const FIRST: Band = [25, 40];
/** The handles stay so far apart (points): a narrower band cannot be told from chance in one session. */
export const LEAST_WIDTH = 5;

/** band with its lower end at low: it stops before the upper one. */
export function withLow(band: Band, low: number): [number, number] {
  return [Math.max(0, Math.min(low, band[1] - LEAST_WIDTH)), band[1]];
}

/** band with its upper end at high: it stops before the lower one. */
export function withHigh(band: Band, high: number): [number, number] {
  return [band[0], Math.min(100, Math.max(high, band[0] + LEAST_WIDTH))];
}
