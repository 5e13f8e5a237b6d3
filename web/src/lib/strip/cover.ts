// Draws stretches about which nothing is known: unknown ones of a lane, and pauses of the whole session.

import { type Geometry, column, laneTop, lanesBottom, px } from "./geometry";
import type { Context, Paint } from "./tools";
import type { Block } from "./scene";

/** Distance of the lines of a hatch (CSS px). */
const PITCH = 6;
const SOLID: readonly number[] = [];
const DASH: number[] = [0, 0];

/** Sets a dash of whole device pixels without making a new array each time. */
export function dashed(ctx: Context, on: number, off: number): void {
  DASH[0] = on;
  DASH[1] = off;
  ctx.setLineDash(DASH);
}

export function solid(ctx: Context): void {
  ctx.setLineDash(SOLID as number[]);
}

/** A lane-high hatch with a dashed edge. */
export function unknown(ctx: Context, p: Paint, b: Block, now: number): void {
  const x = Math.round(column(p.g, b.start));
  const end = endColumn(p.g, b, now);
  if (end <= x) return;
  const top = laneTop(p.g, b.lane);
  ctx.fillStyle = p.palette.page;
  ctx.fillRect(x, top, end - x, p.g.lane);
  hatch(ctx, p, x, end, top, p.g.lane);
  const half = p.g.ratio / 2;
  ctx.strokeStyle = p.palette.ink2;
  ctx.lineWidth = p.g.ratio;
  dashed(ctx, px(p.g, 4), px(p.g, 2));
  ctx.strokeRect(x + half, top + half, Math.max(0, end - x - 2 * half), p.g.lane - 2 * half);
  solid(ctx);
}

/** A hatch over all lanes, with a line where the pause began and where it ended. */
export function paused(ctx: Context, p: Paint, b: Block, now: number): void {
  const x = Math.round(column(p.g, b.start));
  const end = endColumn(p.g, b, now);
  if (end <= x) return;
  const top = laneTop(p.g, 0);
  const height = lanesBottom(p.g) - top;
  ctx.clearRect(x, top, end - x, height);
  hatch(ctx, p, x, end, top, height);
  ctx.fillStyle = p.palette.ink2;
  ctx.fillRect(x, top, px(p.g, 1), height);
  if (b.end !== Infinity) ctx.fillRect(end - px(p.g, 1), top, px(p.g, 1), height);
}

/** Lines keep their place when a part is drawn again: they count from the start of the session, not of the part. */
function hatch(ctx: Context, p: Paint, x: number, end: number, top: number, height: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, top, end - x, height);
  ctx.clip();
  ctx.strokeStyle = p.palette.line2;
  ctx.lineWidth = p.g.ratio;
  ctx.beginPath();
  const pitch = px(p.g, PITCH);
  for (let c = Math.floor(x / pitch) * pitch; c < end + height; c += pitch) {
    ctx.moveTo(c, top);
    ctx.lineTo(c - height, top + height);
  }
  ctx.stroke();
  ctx.restore();
}

function endColumn(g: Geometry, b: Block, now: number): number {
  return Math.round(Math.min(now, column(g, b.end)));
}
