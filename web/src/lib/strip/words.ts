// Writes the words of the strip: minutes, lengths of silences, what a hatch means, labels of marks. They are written
// on every frame, because they reach beyond their stretch and must not be cut where a drawing ends.

import { bracketY, facesUp } from "./events";
import { type Geometry, column, laneTop, lanesBottom, px } from "./geometry";
import { clock } from "../format";
import { meets } from "./paint";
import type { Block, Labelled } from "./scene";
import type { Context, Paint } from "./tools";

/** Words on a hatch need so much room beside them (CSS px). */
const ROOM = 16;
/** Width of a letter (CSS px), large enough for all but the widest names. */
const LETTER = 7;
/** Width of a written minute (CSS px), to keep it apart from "now" and the edges. */
const MINUTE = 36;
/** Below this scale (CSS px a second) there is no room for the lengths of silences. */
const DENSE = 1;
/** Half the width of a written length of silence (CSS px), with room around it. */
const LENGTH = 17;
/** From this gap on (CSS px) the length of a silence stands under its bracket; in smaller gaps it stands beside it. */
const TALL_GAP = 30;

/** What is written. live: the right edge is the present. */
export interface Words {
  paint: Paint;
  live: boolean;
  small: string; // font of axis and labels
  medium: string;
  unknownWidth: number;
  pausedWidth: number;
  minutes: Map<number, string>;
}

/** Measures what is measured once: fonts and the words on hatches. */
export function wordsFor(ctx: Context, paint: Paint, live: boolean): Words {
  const size = 12 * paint.g.ratio;
  const medium = `500 ${size}px ${paint.palette.font}`;
  ctx.font = medium;
  return {
    paint,
    live,
    small: `400 ${size}px ${paint.palette.font}`,
    medium,
    unknownWidth: ctx.measureText("unknown").width,
    pausedWidth: ctx.measureText("paused").width,
    minutes: new Map(),
  };
}

/** Writes the words of the columns from on; x of the canvas is the column less from. */
export function write(ctx: Context, w: Words, from: number): void {
  const { g, scene, palette } = w.paint;
  const to = from + g.width;
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "center";
  ctx.font = w.medium;
  for (const b of scene.unknown) {
    if (meets(g, b, from, to)) cover(ctx, w, b, from, w.unknownWidth, laneTop(g, b.lane) + g.lane / 2);
  }
  const middle = (laneTop(g, 0) + lanesBottom(g)) / 2;
  for (const b of scene.paused) if (meets(g, b, from, to)) cover(ctx, w, b, from, w.pausedWidth, middle);
  ctx.fillStyle = palette.ink;
  if (g.scale * 1000 >= DENSE * g.ratio) {
    for (const b of scene.silences) if (column(g, b.start) >= from) silence(ctx, w, b, from);
  }
  for (const b of scene.marks) if (b.label && meets(g, b, from, to)) mark(ctx, g, b, from);
  axis(ctx, w, from);
}

function cover(ctx: Context, w: Words, b: Labelled, from: number, width: number, middle: number): void {
  const { g, palette } = w.paint;
  const left = Math.max(0, column(g, b.start) - from);
  const right = Math.min(g.width, column(g, b.end) - from);
  if (right - left < width + px(g, ROOM)) return;
  const centre = (left + right) / 2;
  ctx.fillStyle = palette.page;
  ctx.beginPath();
  ctx.roundRect(centre - width / 2 - px(g, 5), middle - px(g, 9), width + px(g, 10), px(g, 18), px(g, 3));
  ctx.fill();
  ctx.fillStyle = palette.ink2;
  ctx.fillText(b.label, centre, middle + px(g, 4));
}

/** The name of a mark: behind its flag, or before it where the present is too near. */
function mark(ctx: Context, g: Geometry, b: Labelled, from: number): void {
  const x = column(g, b.start) - from;
  const fits = x + px(g, 12 + b.label.length * LETTER) <= g.width;
  ctx.textAlign = fits ? "left" : "right";
  ctx.fillText(b.label, fits ? x + px(g, 12) : x - px(g, 5), px(g, 12));
}

function silence(ctx: Context, w: Words, b: Labelled, from: number): void {
  const { g, scene } = w.paint;
  const y = bracketY(g, b.lane);
  const start = column(g, b.start) - from;
  const end = column(g, b.end) - from;
  if (g.gap < px(g, TALL_GAP)) {
    ctx.textAlign = "left";
    ctx.fillText(b.label, end + px(g, 7), y + px(g, 4));
    ctx.textAlign = "center";
    return;
  }
  const x = Math.min((start + end) / 2, g.width - px(g, 15));
  if (scene.ties.some((t) => crosses(g, t, from + x))) return; // words under lines cannot be read
  ctx.fillText(b.label, x, facesUp(g, b.lane) ? y + px(g, 16) : y - px(g, 7));
}

/** Whether an overlap is drawn through words that are centred on a column. */
const crosses = (g: Geometry, b: Block, x: number) =>
  column(g, b.end) > x - px(g, LENGTH) && column(g, b.start) < x + px(g, LENGTH);

function axis(ctx: Context, w: Words, from: number): void {
  const { g, palette, gridMs } = w.paint;
  const y = lanesBottom(g) + px(g, 18);
  const half = px(g, MINUTE) / 2;
  const right = g.width - (w.live ? px(g, MINUTE) + half : half - px(g, 1));
  ctx.font = w.small;
  ctx.textAlign = "center";
  ctx.fillStyle = palette.ink3;
  const first = Math.ceil(Math.max(0, from + half / 2) / g.scale / gridMs) * gridMs;
  for (let t = first; column(g, t) - from <= right; t += gridMs) {
    ctx.fillText(minute(w, t), column(g, t) - from, y);
  }
  if (!w.live) return;
  ctx.font = w.medium;
  ctx.fillStyle = palette.ink2;
  ctx.textAlign = "right";
  ctx.fillText("now", g.width, y);
}

/** The written minute; each is written out once, so that the drawing makes no new text. */
function minute(w: Words, t: number): string {
  let written = w.minutes.get(t);
  if (written === undefined) {
    written = clock(t);
    w.minutes.set(t, written);
  }
  return written;
}
