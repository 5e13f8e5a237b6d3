// Draws what happens between people on the lanes of a review, and what is not known.

import { triangle } from "../strip/events";
import { type Layout, laneTop, lanesBottom } from "./layout";
import type { Stretch } from "./protocol";
import type { Silence, Tie } from "./scene";
import { eachApart, inSight } from "./search";
import { type Paint, x } from "./tools";

/** Distance of the lines of a hatch, and room that words need beside them (px). */
const PITCH = 6;
const ROOM = 16;
/** Gaps from this height on have the length of a silence under its bracket; in smaller ones it stands beside it. */
const TALL_GAP = 30;
/** Above these scales (ms a px) there is no room for the lengths of silences; for lines across the lanes; for events. */
const DENSE = 700;
const CROWDED = 1100;
const FULL = 3000;

const scale = (p: Paint) => (p.view.to - p.view.from) / p.l.width;

/** A lane-high hatch with a dashed edge, and the word where there is room. */
export function unknown(p: Paint, [start, end]: Stretch, lane: number): void {
  const { ctx, l, palette } = p;
  const top = laneTop(l, lane);
  const left = Math.round(Math.max(-8, x(p, start)));
  const right = Math.round(Math.min(l.width + 8, x(p, end)));
  if (right - left < 1) return;
  ctx.fillStyle = palette.page;
  ctx.fillRect(left, top, right - left, l.lane);
  hatch(p, left, right, top, l.lane, x(p, start));
  ctx.strokeStyle = palette.ink2;
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 2]);
  ctx.strokeRect(left + 0.5, top + 0.5, Math.max(0, right - left - 1), l.lane - 1);
  ctx.setLineDash([]);
  word(p, "unknown", left, right, top + l.lane / 2);
}

/** Stretches that are not measured: a hatch over all lanes, with a line where each begins and ends. */
export function covers(p: Paint): void {
  const { ctx, l, palette } = p;
  const top = laneTop(l, 0);
  const height = lanesBottom(l) - top;
  for (const s of inSight(p.scene.covers, p.view)) {
    const left = Math.round(Math.max(-2, x(p, s.start)));
    const right = Math.round(Math.min(l.width + 2, x(p, s.end)));
    if (right - left < 1) continue;
    ctx.clearRect(left, top, right - left, height);
    hatch(p, left, right, top, height, x(p, s.start));
    ctx.fillStyle = palette.ink2;
    ctx.fillRect(left, top, 1, height);
    ctx.fillRect(right - 1, top, 1, height);
    word(p, s.label, left, right, top + height / 2);
  }
}

/** Lines that move with what they cover: they count from its start. */
function hatch(p: Paint, left: number, right: number, top: number, height: number, start: number): void {
  const { ctx } = p;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, height);
  ctx.clip();
  ctx.strokeStyle = p.palette.line2;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const skipped = Math.floor((left - start) / PITCH) * PITCH;
  for (let c = start + skipped; c < right + height; c += PITCH) {
    ctx.moveTo(c, top);
    ctx.lineTo(c - height, top + height);
  }
  ctx.stroke();
  ctx.restore();
}

function word(p: Paint, text: string, left: number, right: number, middle: number): void {
  const { ctx, l, palette } = p;
  const from = Math.max(0, left);
  const to = Math.min(l.width, right);
  ctx.font = `500 12px ${palette.font}`;
  const width = ctx.measureText(text).width;
  if (to - from < width + ROOM) return;
  const centre = (from + to) / 2;
  ctx.fillStyle = palette.page;
  ctx.beginPath();
  ctx.roundRect(centre - width / 2 - 5, middle - 9, width + 10, 18, 3);
  ctx.fill();
  ctx.fillStyle = palette.ink2;
  ctx.textAlign = "center";
  ctx.fillText(text, centre, middle + 4);
}

/** Calls draw for those of sorted events that are in sight, no two on the same pixel. */
function each<T extends { start: number; end: number }>(
  p: Paint,
  all: readonly T[],
  draw: (e: T) => void,
): void {
  const from = p.view.from - p.scene.longest;
  eachApart(
    all.length,
    (k) => (all[k] as T).start,
    (k) => draw(all[k] as T),
    { from, to: p.view.to },
    scale(p),
  );
}

export function ties(p: Paint): void {
  if (scale(p) > FULL) return; // the row of events has them
  each(p, p.scene.ties, (t) => tie(p, t));
  p.ctx.setLineDash([]);
}

/** Ink outlines tie both lanes over the shared stretch: solid when the floor was taken, else dotted. */
function tie(p: Paint, t: Tie): void {
  const { ctx, l, palette } = p;
  const upper = Math.min(t.lane, t.other);
  const lower = Math.max(t.lane, t.other);
  const left = Math.round(x(p, t.start));
  const right = Math.max(left + 2, Math.round(x(p, t.end)) - 1);
  const gapTop = laneTop(l, upper) + l.lane;
  ctx.fillStyle = palette.haze;
  ctx.fillRect(left, gapTop, right - left, laneTop(l, lower) - gapTop);
  ctx.strokeStyle = t.struck ? palette.ink3 : palette.ink;
  ctx.lineWidth = 1;
  ctx.setLineDash(t.kind === "taken" && !t.struck ? [] : [2, 2]);
  const reach = scale(p) > CROWDED ? 0 : l.lane - l.inset;
  const top = gapTop - reach;
  const bottom = laneTop(l, lower) + reach;
  ctx.beginPath();
  ctx.moveTo(left + 0.5, top);
  ctx.lineTo(left + 0.5, bottom);
  ctx.moveTo(right + 0.5, top);
  ctx.lineTo(right + 0.5, bottom);
  ctx.stroke();
  if (t.kind !== "taken" || t.struck) return;
  const down = t.other > t.lane;
  const height = Math.min(10, l.gap - 2);
  const centre = down ? laneTop(l, t.lane) + l.lane + l.gap / 2 : laneTop(l, t.lane) - l.gap / 2;
  ctx.fillStyle = palette.ink;
  triangle(ctx, (left + right + 1) / 2, centre + (down ? height : -height) / 2, 5.5, down ? height : -height);
}

export function brackets(p: Paint): void {
  if (scale(p) > FULL) return;
  each(p, p.scene.silences, (s) => bracket(p, s));
}

/** Whether the foot of a silence points up: to the lane of who spoke first, from the gap beside it. */
const facesUp = (l: Layout, lane: number) => lane < l.lanes - 1 || l.lanes === 1;

/** A bracket in the gap, with a foot at its end that points to the lane that spoke first, and its length. */
function bracket(p: Paint, s: Silence): void {
  const { ctx, l, palette } = p;
  const up = facesUp(l, s.lane);
  const y = Math.round(up ? laneTop(l, s.lane) + l.lane + l.gap / 2 : laneTop(l, s.lane) - l.gap / 2);
  const left = Math.round(x(p, s.start));
  const right = Math.round(x(p, s.end));
  const foot = Math.min(9, l.gap / 2) * (up ? -1 : 1);
  ctx.fillStyle = s.struck ? palette.ink3 : palette.ink;
  ctx.fillRect(left, y - 4, 1, 9);
  ctx.fillRect(left, y, right - left, 1);
  triangle(ctx, right, y + foot, 4, foot);
  if (scale(p) > DENSE) return;
  ctx.font = `500 12px ${palette.font}`;
  if (l.gap < TALL_GAP) {
    ctx.textAlign = "left";
    ctx.fillText(s.label, right + 7, y + 4);
    return;
  }
  const middle = (left + right) / 2;
  if (crossed(p, middle)) return; // words under lines cannot be read
  ctx.textAlign = "center";
  ctx.fillText(s.label, middle, up ? y + 17 : y - 8);
}

/** Whether an overlap is drawn through words that are centred on a place. */
function crossed(p: Paint, middle: number): boolean {
  const perPixel = (p.view.to - p.view.from) / p.l.width;
  const t = p.view.from + middle * perPixel;
  const half = 17 * perPixel;
  let hit = false;
  eachApart(
    p.scene.ties.length,
    (k) => (p.scene.ties[k] as Tie).start,
    (k) => (hit ||= (p.scene.ties[k] as Tie).end > t - half),
    { from: t - half - p.scene.longest, to: t + half },
    0,
  );
  return hit;
}
