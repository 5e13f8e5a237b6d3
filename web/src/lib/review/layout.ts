// Where things lie on the lanes of a review, in CSS px from the top left of the drawing.

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly lanes: number;
  readonly lane: number;
  readonly gap: number;
  /** Top of the first lane: above it stand phases and the time of the playhead. */
  readonly top: number;
  readonly inset: number;
  /** Height of each of the rows below: floor, events, notes. */
  readonly row: number;
}

export const HEAD = 32;
export const AXIS = 26;
/** Room for the names of stretches, below the time of the playhead. */
const NAMES = 14;
const ROW = 28;
const ROWS = 3;
/** Part of a lane that the gap below it is as high as. */
const GAP = { 1: 0, 2: 0.47 } as Record<number, number>;
const GAP_MANY = 0.34;
const LANE = { least: 34, most: 116 };

/** The layout of a bed of width and height; many lanes make it higher than that. named: stretches have names. */
export function layout(width: number, height: number, lanes: number, narrow: boolean, named = false): Layout {
  const n = Math.max(1, lanes);
  const part = GAP[n] ?? GAP_MANY;
  const top = HEAD + (named ? NAMES : 0);
  const fixed = top + AXIS + ROWS * ROW;
  const room = (height - fixed) / (n + part * (n - 1));
  const lane = Math.round(
    narrow ? Math.max(LANE.least, 150 / n) : Math.min(LANE.most, Math.max(LANE.least, room)),
  );
  const gap = n === 1 ? 0 : Math.max(22, Math.round(lane * part));
  const bottom = top + n * lane + (n - 1) * gap;
  const inset = lane >= 72 ? 10 : 6;
  return { width, height: bottom + AXIS + ROWS * ROW, lanes: n, lane, gap, top, inset, row: ROW };
}

export function laneTop(l: Layout, i: number): number {
  return l.top + i * (l.lane + l.gap);
}

export function lanesBottom(l: Layout): number {
  return laneTop(l, l.lanes - 1) + l.lane;
}

/** Middle of a row below the lanes: 0 floor, 1 events, 2 notes. */
export function rowMiddle(l: Layout, i: number): number {
  return lanesBottom(l) + AXIS + (i + 0.5) * l.row;
}
