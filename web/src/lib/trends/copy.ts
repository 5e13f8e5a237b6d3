// Words of comparisons and trends that the page writes itself.

import { capital, clock, day, joinedList } from "../format";
import type {
  ComparedSession,
  ComparisonRow,
  Figure,
  FollowedGoal,
  GoalPoint,
  LeftOut,
  Trend,
} from "./protocol";

/** A figure with its unit, as the server writes those of sessions; normal: beside those of groups of other sizes. */
export function figureText(value: number, unit: string, normal = false): string {
  if (normal) return `${Number(value.toFixed(2))} ×`;
  if (unit === "%") return `${Math.round(100 * value)} %`;
  if (unit === "s") return `${signed(Math.round(10 * value) / 10, 1)} s`;
  return `${value.toFixed(2)} a minute`;
}

/** An axis has room for little: without the words of a rate. */
export function tickText(value: number, unit: string, normal: boolean): string {
  if (normal || unit === "/min") return signed(value);
  return unit === "s" ? `${signed(value)} s` : `${Math.round(100 * value)} %`;
}

const signed = (x: number, digits?: number) =>
  `${x < 0 ? "−" : ""}${digits === undefined ? Number(Math.abs(x).toFixed(2)) : Math.abs(x).toFixed(digits)}`;

/** An interval: "16–30 %"; "" of none. */
export function intervalText(f: Pick<Figure, "interval">, unit: string): string {
  if (!f.interval) return "";
  const [low, high] = f.interval.map((x) => {
    if (unit === "%") return String(Math.round(100 * x));
    return unit === "s" ? signed(Math.round(10 * x) / 10, 1) : x.toFixed(2);
  });
  const apart = low?.startsWith("−") || high?.startsWith("−") ? " to " : "–";
  return `${low}${apart}${high}${unit === "%" ? " %" : unit === "s" ? " s" : ""}`;
}

/** What a row comes to: what follows its two figures. */
export function verdictOf(row: ComparisonRow): string {
  return capital(row.text.slice(row.text.indexOf("; ") + 2));
}

/** Rows by whom they are of, in the order in which they come. */
export function groupsOf(rows: readonly ComparisonRow[]): [string, ComparisonRow[]][] {
  const groups = new Map<string, ComparisonRow[]>();
  for (const row of rows) {
    const who = row.name || capital(row.role) || "Everybody";
    groups.set(who, [...(groups.get(who) ?? []), row]);
  }
  return [...groups];
}

/** The label of a row without whom it is of, under whose heading it stands. */
export function rowLabel(row: ComparisonRow): string {
  const whose = `: ${row.name || row.role}`;
  return row.label.endsWith(whose) ? row.label.slice(0, -whose.length) : row.label;
}

export function placeText(place: ComparedSession["place"]): string {
  if (place === "room") return "in one room";
  return place === "remote" ? "in a call" : "";
}

/** When, how long, where, how many. */
export function aboutSession(s: ComparedSession): string {
  const size = s.size === 1 ? "1 person" : `${s.size} people`;
  return joinedList([day(s.started_at), clock(s.length_ms), placeText(s.place), size]);
}

/** What of a trend is in sight, for those who do not see it. */
export function describeTrend(t: Trend): string {
  const parts = t.points.map((p) => `${day(p.session.started_at)} ${p.figure.text}`);
  return `${t.label}: ${parts.length > 0 ? parts.join(", ") : "nothing to be drawn"}`;
}

/** Why sessions are left out, each reason once with how many it is of. */
export function reasonsOf(left: readonly LeftOut[]): [string, LeftOut[]][] {
  const reasons = new Map<string, LeftOut[]>();
  for (const l of left) reasons.set(l.reason, [...(reasons.get(l.reason) ?? []), l]);
  return [...reasons];
}

export const STATE_WORDS: Record<GoalPoint["state"], string> = {
  reached: "inside the goal",
  not_reached: "outside the goal",
  unclear: "the interval lies across",
  few: "too little to tell",
};

/** In how many sessions a goal was what: "Inside in 3 of 7 sessions, outside in 2, not told in 2". */
export function progressText(goal: FollowedGoal): string {
  const count = (...states: GoalPoint["state"][]) =>
    goal.points.filter((p) => states.includes(p.state)).length;
  const n = goal.points.length;
  if (n === 0) return "No session yet";
  const parts = [`Inside in ${count("reached")} of ${n === 1 ? "1 session" : `${n} sessions`}`];
  const outside = count("not_reached");
  const open = count("unclear", "few");
  if (outside > 0) parts.push(`outside in ${outside}`);
  if (open > 0) parts.push(`not told in ${open}`);
  return parts.join(", ");
}
