// Draws a stretch of the strip: everything but beds and words. Columns count from the start of the session; the
// context is moved so that its x axis is these columns. Nothing here allocates.

import { paused, unknown } from "./cover";
import { bracket, flag, tie } from "./events";
import { type Geometry, column, laneTop, lanesBottom, px } from "./geometry";
import type { Block } from "./scene";
import type { Context, Paint } from "./tools";

/** Overhang (CSS px) of a drawing beyond its stretch: the feet of brackets, half a triangle, a flag. */
export const OVERHANG = 9;

const INSET = 6;
const RADIUS = 3;
const TICK_HEIGHT = 16;
const TICK_THIN = 2;
const TICK_THICK = 3.4;

/** Draws the columns from one to another, nothing beyond now. */
export function paint(ctx: Context, p: Paint, from: number, to: number, now: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, 0, to - from, p.g.height);
  ctx.clip();
  ctx.clearRect(from, 0, to - from, p.g.height);
  grid(ctx, p, from, to);
  const { scene } = p;
  for (const b of scene.unknown) if (meets(p.g, b, from, to)) unknown(ctx, p, b, now);
  for (const b of scene.speech) if (meets(p.g, b, from, to)) speech(ctx, p, b, now);
  for (const b of scene.backchannels) if (meets(p.g, b, from, to)) backchannel(ctx, p, b);
  for (const b of scene.paused) if (meets(p.g, b, from, to)) paused(ctx, p, b, now);
  for (const b of scene.ties) if (meets(p.g, b, from, to)) tie(ctx, p, b);
  for (const b of scene.silences) if (meets(p.g, b, from, to)) bracket(ctx, p, b);
  for (const b of scene.marks) if (meets(p.g, b, from, to)) flag(ctx, p, b);
  ctx.restore();
}

/** Draws the beds of all lanes over the whole width; here the x axis is the canvas's own. */
export function beds(ctx: Context, p: Paint): void {
  ctx.fillStyle = p.palette.bed;
  ctx.beginPath();
  for (let i = 0; i < p.g.lanes; i++) {
    ctx.roundRect(0, laneTop(p.g, i), p.g.width, p.g.lane, px(p.g, 4));
  }
  ctx.fill();
}

/** Whether b, overhang included, has a part between the columns from and to. */
export function meets(g: Geometry, b: Block, from: number, to: number): boolean {
  const edge = px(g, OVERHANG);
  return column(g, b.start) - edge < to && column(g, b.end) + edge > from;
}

function grid(ctx: Context, p: Paint, from: number, to: number): void {
  ctx.fillStyle = p.palette.line;
  const width = px(p.g, 1);
  const top = laneTop(p.g, 0);
  const first = Math.max(0, Math.floor((from - width) / p.g.scale / p.gridMs)) * p.gridMs;
  for (let t = first; column(p.g, t) < to; t += p.gridMs) {
    ctx.fillRect(Math.floor(column(p.g, t)), top, width, lanesBottom(p.g) - top);
  }
}

function speech(ctx: Context, p: Paint, b: Block, now: number): void {
  const x = column(p.g, b.start);
  const end = Math.min(now, column(p.g, b.end));
  if (end <= x) return;
  const inset = px(p.g, INSET);
  const width = Math.max(p.g.ratio, end - x);
  const radius = Math.min(px(p.g, RADIUS), width / 2);
  ctx.fillStyle = p.palette.hues[p.hues[b.lane] ?? "ink"];
  ctx.beginPath();
  ctx.roundRect(x, laneTop(p.g, b.lane) + inset, width, p.g.lane - 2 * inset, radius);
  ctx.fill();
}

function backchannel(ctx: Context, p: Paint, b: Block): void {
  const x = column(p.g, b.start);
  const length = b.end === Infinity ? 0 : column(p.g, b.end) - x;
  const width = Math.min(TICK_THICK * p.g.ratio, Math.max(TICK_THIN * p.g.ratio, length));
  const height = Math.min(px(p.g, TICK_HEIGHT), p.g.lane / 2);
  ctx.fillStyle = p.palette.hues[p.hues[b.lane] ?? "ink"];
  ctx.globalAlpha = 0.5;
  ctx.fillRect(x + (length - width) / 2, laneTop(p.g, b.lane) + (p.g.lane - height) / 2, width, height);
  ctx.globalAlpha = 1;
}
