// What the server says of several sessions: the mirror of internal/view/trend.go. Golden files in internal/view/testdata
// hold both to the same contract. Shares are from 0 to 1.

import {
  type Decoded,
  fallback,
  flag,
  list,
  nullable,
  number,
  oneOf,
  optional,
  pair,
  record,
  text,
} from "../decode";

const session = record({
  id: text,
  title: text,
  started_at: fallback(text, ""),
  length_ms: number,
  place: oneOf("room", "remote", ""),
  size: number,
});

const state = oneOf("collecting", "tentative", "shown", "withheld");

const figure = record({
  value: nullable(number),
  interval: nullable(pair),
  count: number,
  of: number,
  state,
  text: text,
});

const compared = record({
  measure: text,
  label: text,
  role: text,
  name: text,
  unit: text,
  scale: text,
  a: figure,
  b: figure,
  state: oneOf("apart", "together", "few", "mixed"),
  text: text,
});

/** Reads a comparison; throws a DecodeError when it is not one. */
export const decodeComparison = record({
  type: oneOf("comparison"),
  a: session,
  b: session,
  notes: list(text),
  rows: list(compared),
});

const leftOut = record({ session, reason: text, asks: optional(flag) });

const point = record({
  session,
  figure,
  normal: nullable(number),
  normal_interval: nullable(pair),
});

const trend = record({
  measure: text,
  label: text,
  unit: text,
  scale: text,
  points: list(point),
  left_out: list(leftOut),
});

const goal = record({
  id: text,
  person: text,
  role: text,
  by: text,
  set_at: text,
  measure: text,
  at_least: optional(number),
  at_most: optional(number),
  text: text,
});

const goalPoint = record({
  session,
  value: nullable(number),
  interval: nullable(pair),
  count: number,
  of: number,
  state: oneOf("reached", "not_reached", "unclear", "few"),
  text: text,
});

/** Reads trends; throws a DecodeError when these are none. */
export const decodeTrends = record({
  type: oneOf("trends"),
  role: text,
  name: text,
  place: oneOf("room", "remote", ""),
  text: text,
  left_out: list(leftOut),
  waiting: number,
  series: list(trend),
  goals: list(record({ goal, text: text, points: list(goalPoint) })),
  people: list(record({ name: text, sessions: number })),
});

export type Comparison = Decoded<typeof decodeComparison>;
export type ComparisonRow = Comparison["rows"][number];
export type ComparedSession = Decoded<typeof session>;
export type Figure = Decoded<typeof figure>;
export type Trends = Decoded<typeof decodeTrends>;
export type Trend = Trends["series"][number];
export type TrendPoint = Trend["points"][number];
export type LeftOut = Decoded<typeof leftOut>;
export type FollowedGoal = Trends["goals"][number];
export type GoalPoint = FollowedGoal["points"][number];
