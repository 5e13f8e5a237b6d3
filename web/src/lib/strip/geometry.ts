// Where things lie on the strip. Lengths are device pixels: what is drawn starts and ends on whole ones.

/** Heights and places in CSS pixels; every one is multiplied by the pixel ratio. */
const LANE = { 1: 54, 2: 54, 3: 40, 4: 34 } as Record<number, number>;
const GAP = { 1: 34, 2: 34, 3: 22, 4: 18 } as Record<number, number>;
const LANE_MANY = 26;
const GAP_MANY = 12;
const NARROW_LANE = 40;
const NARROW_GAP = 32;

/** Room above the lanes for the flags of marks, and below for the minutes (CSS px). */
export const FLAGS = 20;
export const AXIS = 28;
/** Higher ratios cost four times the drawing and show no more. */
const MAX_RATIO = 2;

export interface Geometry {
  readonly ratio: number;
  readonly width: number;
  readonly height: number;
  readonly lanes: number;
  readonly lane: number;
  readonly gap: number;
  /** Top of the first lane. */
  readonly top: number;
  /** Columns (device px) a millisecond. */
  readonly scale: number;
}

/** The geometry of a bed of cssWidth showing windowMs; narrow is the phone's layout. */
export function geometry(
  cssWidth: number,
  lanes: number,
  windowMs: number,
  pixelRatio: number,
  narrow: boolean,
): Geometry {
  const ratio = Math.min(MAX_RATIO, Math.max(1, pixelRatio));
  const small = narrow && lanes <= 2;
  const lane = Math.round((small ? NARROW_LANE : (LANE[lanes] ?? LANE_MANY)) * ratio);
  const gap = Math.round((small ? NARROW_GAP : (GAP[lanes] ?? GAP_MANY)) * ratio);
  const width = Math.max(1, Math.round(cssWidth * ratio));
  const top = Math.round(FLAGS * ratio);
  const height = top + lanes * lane + Math.max(0, lanes - 1) * gap + Math.round(AXIS * ratio);
  return { ratio, width, height, lanes, lane, gap, top, scale: width / Math.max(1, windowMs) };
}

/** Top of lane i. */
export function laneTop(g: Geometry, i: number): number {
  return g.top + i * (g.lane + g.gap);
}

/** Bottom of the last lane. */
export function lanesBottom(g: Geometry): number {
  return laneTop(g, g.lanes - 1) + g.lane;
}

/** The column in which session time t (ms) lies, from the start of the session. */
export function column(g: Geometry, t: number): number {
  return t * g.scale;
}

/** css pixels in device pixels, at least one. */
export function px(g: Geometry, css: number): number {
  return Math.max(1, Math.round(css * g.ratio));
}

/** Steps of the vertical lines (minutes), and the least room between two (CSS px). */
const STEPS = [1, 2, 5, 10, 15, 30, 60];
const ROOM = 60;

/** Distance of the vertical lines (ms): a minute, or more where minutes would stand too close. */
export function gridMs(g: Geometry): number {
  const minutes = STEPS.find((m) => m * 60_000 * g.scale >= ROOM * g.ratio) ?? 60;
  return minutes * 60_000;
}
