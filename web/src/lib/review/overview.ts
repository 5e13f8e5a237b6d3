// Draws the whole session as a row of thin lanes. It is drawn when the review or the page changes, not when the view
// moves. The context is scaled to CSS px.

import { clock } from "../format";
import type { Palette } from "../strip/palette";
import type { Scene } from "./scene";
import type { Context } from "./tools";
import { gridMs } from "./window";

export const LANE = 17;
const GAP = 7;
const AXIS = 26;
/** Room of a written time (px). */
const ROOM = 130;
const PITCH = 5;

/** Height of the lanes, and of everything. */
export const lanesHeight = (lanes: number): number => lanes * LANE + Math.max(0, lanes - 1) * GAP;
export const overviewHeight = (lanes: number): number => lanesHeight(lanes) + AXIS;
export const overviewTop = (i: number): number => i * (LANE + GAP);

export function paintOverview(
  ctx: Context,
  s: Scene,
  palette: Palette,
  width: number,
  lengthMs: number,
): void {
  const scale = width / Math.max(1, lengthMs);
  ctx.clearRect(0, 0, width, overviewHeight(s.lanes.length));
  s.lanes.forEach((lane, i) => {
    const top = overviewTop(i);
    ctx.fillStyle = palette.bed;
    ctx.beginPath();
    ctx.roundRect(0, top, width, LANE, 3);
    ctx.fill();
    ctx.fillStyle = palette.hues[lane.hue];
    ctx.beginPath();
    for (const [start, end] of lane.speech) ctx.rect(start * scale, top + 1, (end - start) * scale, LANE - 2);
    ctx.fill();
    for (const [start, end] of lane.unknown) hatch(ctx, palette, start * scale, end * scale, top, true);
  });
  for (const c of s.covers) {
    s.lanes.forEach((_, i) => hatch(ctx, palette, c.start * scale, c.end * scale, overviewTop(i), false));
  }
  axis(ctx, palette, width, lengthMs, lanesHeight(s.lanes.length));
}

function hatch(
  ctx: Context,
  palette: Palette,
  left: number,
  right: number,
  top: number,
  edge: boolean,
): void {
  if (right - left < 1) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, LANE);
  ctx.clip();
  ctx.fillStyle = palette.page;
  ctx.fillRect(left, top, right - left, LANE);
  ctx.strokeStyle = palette.line2;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let c = left; c < right + LANE; c += PITCH) {
    ctx.moveTo(c, top);
    ctx.lineTo(c - LANE, top + LANE);
  }
  ctx.stroke();
  ctx.restore();
  if (!edge) return;
  ctx.setLineDash([2, 2]);
  ctx.strokeStyle = palette.ink2;
  ctx.strokeRect(left + 0.5, top + 0.5, Math.max(1, right - left - 1), LANE - 1);
  ctx.setLineDash([]);
}

function axis(ctx: Context, palette: Palette, width: number, lengthMs: number, bottom: number): void {
  const step = gridMs({ from: 0, to: lengthMs }, width, ROOM);
  ctx.font = `400 12px ${palette.font}`;
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = palette.ink3;
  for (let t = 0; t <= lengthMs; t += step) {
    const at = (t / Math.max(1, lengthMs)) * width;
    ctx.textAlign = t === 0 ? "left" : "center";
    if (at < width - 16) ctx.fillText(clock(t), at, bottom + 20);
  }
}
