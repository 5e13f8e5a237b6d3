// Draws what happens between people: overlaps, silences, and marks.

import { dashed, solid } from "./cover";
import { type Geometry, column, laneTop, lanesBottom, px } from "./geometry";
import type { Context, Paint } from "./tools";
import type { Block, Tie } from "./scene";

const INSET = 6;

/** Ink outlines tie both lanes over the shared stretch: dotted when the floor was kept, solid when it was taken. */
export function tie(ctx: Context, p: Paint, b: Tie): void {
  const { g } = p;
  const upper = Math.min(b.lane, b.other);
  const lower = Math.max(b.lane, b.other);
  const width = px(g, 1);
  const x = Math.round(column(g, b.start));
  const end = Math.max(x + 2 * width, Math.round(column(g, b.end)) - width);
  const gapTop = laneTop(g, upper) + g.lane;
  ctx.fillStyle = p.palette.haze;
  ctx.fillRect(x, gapTop, end - x, laneTop(g, lower) - gapTop);
  ctx.strokeStyle = p.palette.ink;
  ctx.lineWidth = width;
  if (!b.taken) dashed(ctx, px(g, 2), px(g, 2));
  const top = laneTop(g, upper) + px(g, INSET);
  const bottom = laneTop(g, lower) + g.lane - px(g, INSET);
  upright(ctx, x + width / 2, top, bottom);
  upright(ctx, end + width / 2, top, bottom);
  solid(ctx);
  if (b.taken) arrow(ctx, p, b, (x + end + width) / 2);
}

function upright(ctx: Context, x: number, top: number, bottom: number): void {
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
}

/** The floor was taken: a triangle in the gap beside the taker's lane, pointing to the other one. */
function arrow(ctx: Context, p: Paint, b: Tie, middle: number): void {
  const { g } = p;
  const down = b.other > b.lane;
  const height = Math.min(px(g, 10), g.gap - 2);
  const centre = down ? laneTop(g, b.lane) + g.lane + g.gap / 2 : laneTop(g, b.lane) - g.gap / 2;
  ctx.fillStyle = p.palette.ink;
  triangle(ctx, middle, centre + (down ? height : -height) / 2, px(g, 5.5), down ? height : -height);
}

/** Whether the foot of a silence points up: to the lane of who spoke first, from the gap beside it. */
export function facesUp(g: Geometry, lane: number): boolean {
  return lane < g.lanes - 1 || g.lanes === 1;
}

/** Height of the line of a silence's bracket. */
export function bracketY(g: Geometry, lane: number): number {
  const half = g.gap / 2;
  return Math.round(facesUp(g, lane) ? laneTop(g, lane) + g.lane + half : laneTop(g, lane) - half);
}

/** A silence: a bracket in the gap, with a foot at its end that points to the lane that spoke first. */
export function bracket(ctx: Context, p: Paint, b: Block): void {
  const { g } = p;
  const y = bracketY(g, b.lane);
  const x = Math.round(column(g, b.start));
  const end = Math.round(column(g, b.end));
  const arm = Math.min(px(g, 4), g.gap / 3);
  const foot = Math.min(px(g, 9), g.gap / 2) * (facesUp(g, b.lane) ? -1 : 1);
  ctx.fillStyle = p.palette.ink;
  ctx.fillRect(x, y - arm, px(g, 1), 2 * arm);
  ctx.fillRect(x, y - px(g, 1) / 2, end - x, px(g, 1));
  triangle(ctx, end, y + foot, px(g, 4), foot);
}

/** A marked moment: an ink line over all lanes with a flag above them. */
export function flag(ctx: Context, p: Paint, b: Block): void {
  const { g } = p;
  const x = Math.round(column(g, b.start));
  const top = px(g, 4);
  ctx.fillStyle = p.palette.ink;
  ctx.fillRect(x, top, px(g, 1), lanesBottom(g) - top);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x + px(g, 8), top + px(g, 4));
  ctx.lineTo(x, top + px(g, 8));
  ctx.fill();
}

/** A filled triangle with its tip at x, y: it points down, or up when height is negative. */
export function triangle(ctx: Context, x: number, y: number, half: number, height: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - half, y - height);
  ctx.lineTo(x + half, y - height);
  ctx.fill();
}
