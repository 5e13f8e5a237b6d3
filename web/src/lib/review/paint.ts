// Draws the lanes of a review: only what is in sight, found by halving. The context is scaled to CSS px.

import { clock } from "../format";
import { brackets, covers, ties, unknown } from "./events";
import { AXIS, laneTop, lanesBottom, rowMiddle } from "./layout";
import type { Stretch } from "./protocol";
import type { LaneScene, Sign } from "./scene";
import { eachApart, endsAfter, inSight, startsFrom, within } from "./search";
import { type Context, type Paint, x } from "./tools";
import { gridMs } from "./window";

/** More stretches than this are drawn as how much of each pixel they cover. */
const MOST = 1200;
/** Above this scale (ms a px) short signals are not drawn: they would look like talk. */
const TICKS = 2500;
/** Signs nearer than this (px) to the one before are left out. */
const APART = 7;
/** Room of a written time (px). */
const TIME_ROOM = 120;

/** Draws everything. */
export function paint(p: Paint): void {
  const { ctx, l, scene } = p;
  ctx.clearRect(0, 0, l.width, l.height);
  beds(p);
  grid(p);
  scene.lanes.forEach((lane, i) => {
    for (const s of within(lane.unknown, p.view)) unknown(p, s, i);
    speech(p, lane, i);
    ticks(p, lane, i);
    floor(p, lane, i);
  });
  covers(p);
  ties(p);
  brackets(p);
  phases(p);
  signs(p, scene.signs, 1);
  noteSpans(p);
  signs(p, scene.notes, 2);
}

function beds({ ctx, l, palette }: Paint): void {
  ctx.fillStyle = palette.bed;
  ctx.beginPath();
  for (let i = 0; i < l.lanes; i++) ctx.roundRect(0, laneTop(l, i), l.width, l.lane, 4);
  ctx.fill();
  ctx.fillStyle = palette.line;
  for (let i = 0; i < 3; i++) ctx.fillRect(0, Math.round(lanesBottom(l) + AXIS + i * l.row), l.width, 1);
}

/** Vertical lines, and their times below the lanes. */
function grid(p: Paint): void {
  const { ctx, l, palette, view } = p;
  const step = gridMs(view, l.width, TIME_ROOM);
  ctx.font = `400 12px ${palette.font}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  const top = laneTop(l, 0);
  const bottom = lanesBottom(l);
  for (let t = Math.ceil(view.from / step) * step; t <= view.to; t += step) {
    const at = Math.round(x(p, t));
    ctx.fillStyle = palette.line;
    ctx.fillRect(at, top, 1, bottom - top);
    ctx.fillStyle = palette.ink3;
    if (at > 16 && at < l.width - 16) ctx.fillText(clock(t), at, bottom + 18);
  }
}

function speech(p: Paint, lane: LaneScene, i: number): void {
  const { ctx, l, palette, view } = p;
  const first = endsAfter(lane.speech, view.from);
  const end = startsFrom(lane.speech, view.to, first);
  ctx.fillStyle = palette.hues[lane.hue];
  const top = laneTop(l, i) + l.inset;
  const height = l.lane - 2 * l.inset;
  if (end - first > MOST) {
    columns(p, lane, top, height);
    return;
  }
  ctx.beginPath();
  for (let k = first; k < end; k++) {
    const [from, to] = lane.speech[k] as Stretch;
    const left = Math.max(-4, x(p, from));
    const width = Math.max(1, Math.min(l.width + 4, x(p, to)) - left);
    ctx.roundRect(left, top, width, height, Math.min(3, width / 2));
  }
  ctx.fill();
}

/** How much of each pixel is speech, as how strong its column is. */
function columns(p: Paint, lane: LaneScene, top: number, height: number): void {
  const { ctx, l, view } = p;
  const { binMs, parts } = lane.coverage.level((view.to - view.from) / l.width);
  const width = x(p, view.from + binMs);
  const first = Math.max(0, Math.floor(view.from / binMs));
  const last = Math.min(parts.length, Math.ceil(view.to / binMs));
  for (let i = first; i < last; i++) {
    const part = parts[i] ?? 0;
    if (part === 0) continue;
    ctx.globalAlpha = part;
    ctx.fillRect(x(p, i * binMs), top, width, height);
  }
  ctx.globalAlpha = 1;
}

/** Short signals: thin ticks. Those that would lie on the one before are left out. */
function ticks(p: Paint, lane: LaneScene, i: number): void {
  const { ctx, l, palette, view } = p;
  if ((view.to - view.from) / l.width > TICKS) return;
  const height = Math.min(29, l.lane / 2);
  const top = laneTop(l, i) + (l.lane - height) / 2;
  ctx.fillStyle = palette.hues[lane.hue];
  ctx.globalAlpha = 0.5;
  eachApart(
    lane.backchannels.length,
    (k) => (lane.backchannels[k] as Stretch)[0],
    (k) => {
      const [from, to] = lane.backchannels[k] as Stretch;
      ctx.fillRect(Math.round(x(p, (from + to) / 2)) - 1, top, 2, height);
    },
    view,
    ((view.to - view.from) / l.width) * 3,
  );
  ctx.globalAlpha = 1;
}

/** Who holds the floor: a bar a person, each a little lower than the one before. */
function floor(p: Paint, lane: LaneScene, i: number): void {
  const { ctx, l, palette, view } = p;
  const thick = l.lanes > 2 ? 4 : 5;
  const y = rowMiddle(l, 0) + (i - (l.lanes - 1) / 2) * (thick + (l.lanes > 2 ? 1 : 0)) - thick / 2;
  ctx.fillStyle = palette.hues[lane.hue];
  ctx.beginPath();
  const pixel = (view.to - view.from) / l.width;
  for (let k = endsAfter(lane.floor, view.from); k < lane.floor.length;) {
    const [from, to] = lane.floor[k] as Stretch;
    if (from >= view.to) break;
    k = startsFrom(lane.floor, from + pixel, k + 1); // what starts on the same pixel would lie on it
    const left = Math.max(-4, x(p, from));
    ctx.roundRect(left, y, Math.max(1, Math.min(l.width + 4, x(p, to)) - left), thick, 2);
  }
  ctx.fill();
}

/** Names of stretches, over a line above the lanes. */
function phases(p: Paint): void {
  const { ctx, l, palette, view } = p;
  ctx.font = `500 12px ${palette.font}`;
  ctx.textAlign = "left";
  for (const s of inSight(p.scene.phases, view)) {
    const left = Math.max(0, x(p, s.start));
    const right = Math.min(l.width, x(p, s.end));
    ctx.fillStyle = palette.line2;
    ctx.fillRect(left, l.top - 6, right - left, 1);
    if (s.start >= view.from) ctx.fillRect(left, l.top - 10, 1, 5);
    if (s.end <= view.to) ctx.fillRect(right - 1, l.top - 10, 1, 5);
    ctx.fillStyle = palette.ink2;
    ctx.fillText(fitting(ctx, s.label, right - left - 8), left + 4, l.top - 11);
  }
}

/** text, shortened to width. */
export function fitting(ctx: Context, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  for (let n = text.length - 1; n > 1; n--) {
    const cut = `${text.slice(0, n).trimEnd()}…`;
    if (ctx.measureText(cut).width <= width) return cut;
  }
  return "";
}

function signs(p: Paint, all: readonly Sign[], row: number): void {
  const { l, view } = p;
  const y = rowMiddle(l, row);
  eachApart(
    all.length,
    (k) => (all[k] as Sign).at,
    (k) => sign(p, all[k] as Sign, y),
    view,
    ((view.to - view.from) / l.width) * APART,
  );
}

function sign(p: Paint, s: Sign, y: number): void {
  const { ctx, palette } = p;
  const g = p.glyphs.get(s.kind);
  const at = x(p, s.at);
  const size = 13 / 16;
  ctx.save();
  ctx.translate(at - 8 * size, y - 8 * size);
  ctx.scale(size, size);
  ctx.fillStyle = ctx.strokeStyle = s.struck ? palette.ink3 : palette.ink;
  ctx.lineWidth = 1.5;
  if (g?.fill) ctx.fill(g.fill);
  if (g?.stroke) ctx.stroke(g.stroke);
  if (s.struck) ctx.fillRect(-2, 7.25, 20, 1.5);
  ctx.restore();
}

/** Notes on a stretch have a line as long as it is. */
function noteSpans(p: Paint): void {
  const { ctx, l, palette, view } = p;
  ctx.fillStyle = palette.line2;
  const y = Math.round(rowMiddle(l, 2));
  for (const n of p.scene.notes) {
    if (n.end <= n.at || n.at > view.to || n.end < view.from) continue;
    ctx.fillRect(x(p, n.at), y - 1, x(p, n.end) - x(p, n.at), 2);
  }
}
