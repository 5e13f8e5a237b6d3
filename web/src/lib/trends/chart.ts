// How figures of several sessions lie beside each other: what is drawn of each, and on what scale.

import type { ComparisonRow, Figure, Trend, TrendPoint } from "./protocol";

/** A figure as it is drawn. value null: there is none to be drawn. */
export interface Dot {
  value: number | null;
  interval: readonly [number, number] | null;
  /** Too little is known for more than a hollow dot. */
  tentative: boolean;
}

/** What a chart reaches from and to, and where it has lines. */
export interface Scale {
  from: number;
  to: number;
  ticks: number[];
}

/** Whether enough is known of a figure to state it. */
export const told = (f: Figure): boolean =>
  f.value !== null && (f.state === "shown" || f.state === "tentative");

/** Whether shares of groups of several sizes stand in a row: then 1 is an equal part. */
export function isNormal(trend: Pick<Trend, "scale" | "points">): boolean {
  return trend.scale !== "" && new Set(trend.points.map((p) => p.session.size)).size > 1;
}

/** A point as it is drawn. */
export function dotOf(p: TrendPoint, normal: boolean): Dot {
  if (!told(p.figure)) return { value: null, interval: null, tentative: false };
  return {
    value: normal ? p.normal : p.figure.value,
    interval: normal ? p.normal_interval : p.figure.interval,
    tentative: p.figure.state === "tentative",
  };
}

/** The two figures of a row as they are drawn; sizes are those of the two groups. */
export function dotsOf(row: ComparisonRow, sizes: readonly [number, number]): [Dot, Dot] {
  const normal = row.scale !== "" && sizes[0] !== sizes[1];
  const dot = (f: Figure, size: number): Dot => {
    const by = normal ? size : 1;
    if (!told(f) || f.value === null) return { value: null, interval: null, tentative: false };
    const interval = f.interval && ([f.interval[0] * by, f.interval[1] * by] as const);
    return { value: f.value * by, interval, tentative: f.state === "tentative" };
  };
  return [dot(row.a, sizes[0]), dot(row.b, sizes[1])];
}

/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];

/** What is left free above the highest value, in steps: a dot has a height. */
const HEADROOM = 0.1;

/** A scale for dots and other values: from 0, or below it, in two to four steps. Shares do not go beyond 1. */
export function scaleOf(dots: readonly Dot[], unit: string, others: readonly number[] = []): Scale {
  const values = [...dots.flatMap((d) => [d.value ?? 0, ...(d.interval ?? [])]), ...others];
  const low = Math.min(0, ...values);
  const high = Math.max(...values, 0);
  if (high === 0 && low === 0) return { from: 0, to: 1, ticks: [0, 1] };
  const step = stepOf((high - low) / 3);
  const most = unit === "%" && high <= 1 ? 1 : Infinity;
  const from = Math.floor(low / step) * step;
  const to = Math.min(most, Math.ceil(high / step + HEADROOM) * step);
  const ticks = [];
  for (let t = from; t <= to + step * 1e-6; t += step) ticks.push(Number(t.toFixed(6)));
  return { from, to, ticks };
}

function stepOf(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (STEPS.find((s) => s * power >= least - 1e-9) ?? 10);
}

/** Where a value is on a scale, 0 to 1. */
export function placeOf(value: number, s: Scale): number {
  return Math.min(1, Math.max(0, (value - s.from) / (s.to - s.from)));
}

/** Where session i of n is on the time of a chart, 0 to 1: each has a column of its own. */
export const columnOf = (i: number, n: number): number => (i + 0.5) / Math.max(1, n);

/** The sessions of all trends, oldest first: every chart has the same columns. */
export function columnsOf(trends: readonly Trend[]): TrendPoint["session"][] {
  const all = new Map<string, TrendPoint["session"]>();
  for (const t of trends) {
    for (const p of t.points) all.set(p.session.id, p.session);
    for (const l of t.left_out) all.set(l.session.id, l.session);
  }
  return [...all.values()].sort((a, b) => (a.started_at < b.started_at ? -1 : 1));
}
