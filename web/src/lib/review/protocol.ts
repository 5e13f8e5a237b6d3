// What the server says of a session as it is reviewed: the mirror of internal/view/review.go. The golden file in
// internal/view/testdata holds both to the same contract. Stretches are [start, end] in ms of session time.

import {
  type Decoded,
  fallback,
  flag,
  four,
  list,
  nullable,
  number,
  oneOf,
  opaque,
  optional,
  pair,
  record,
  text,
} from "../decode";
import { agreement, lean, person, rules, summary } from "../protocol";

const session = record({
  id: text,
  title: text,
  source: text,
  label: text,
  place: oneOf("room", "remote", ""),
  started_at: optional(text),
  length_ms: number,
  known_ms: number,
  paused_ms: number,
  state: oneOf("open", "closed", "interrupted"),
  text: text,
});

const lane = record({
  channel: number,
  speech: list(pair),
  backchannels: list(pair),
  floor: list(pair),
  unknown: list(pair),
  paused: list(pair),
});

const offer = record({ kind: text, key: text, text: text, body: opaque });

const moment = record({
  id: text,
  anchor: record({ family: text, channel: number, at_ms: number }),
  kind: oneOf("taken", "kept", "undecided", "silence", "turn", "unknown", "mark"),
  at_ms: number,
  start_ms: number,
  end_ms: number,
  channel: number,
  other: number,
  text: text,
  detail: text,
  evidence: list(record({ label: text, value: text })),
  term: text,
  state: oneOf("measured", "corrected"),
  correction: optional(record({ seq: number, by: text, kind: text, text: text })),
  offers: list(offer),
  notes: list(number),
});

const count = record({
  kind: oneOf("taken", "kept", "undecided", "silence", "turn", "unknown", "mark", "note"),
  label: text,
  count: number,
  corrected: number,
  text: text,
});

const pauses = record({
  from_ms: number,
  list: list(four), // start, end, who ended it, who spoke before
  lapse_ms: number,
  count: number,
  agreed_ms: number,
  text: text,
});

const meter = record({
  id: text,
  name: text,
  unit: text,
  of: text,
  least: number,
  values: list(
    record({
      channel: number,
      value: nullable(number),
      count: number,
      of: number,
      interval: nullable(pair),
    }),
  ),
});

const unit = record({ channel: number, moment: fallback(text, ""), ms: fallback(number, 0) });
const row = record({ id: text, ...lean, title: text, term: text, units: list(unit), measures: list(meter) });

const balance = record({ mode: oneOf("pair", "group"), left: number, right: number, rows: list(row) });

const driftStep = record({
  start_ms: number,
  end_ms: number,
  known_ms: number,
  silences: number,
  people: list(
    record({ channel: number, speech_ms: number, share: nullable(number), taken: number, broken: number }),
  ),
});

const drift = record({
  step_ms: number,
  steps: list(driftStep),
  series: list(
    record({ id: oneOf("talk_share", "taking_floor", "breaking_silences"), title: text, text: text }),
  ),
});

const entering = record({
  channel: number,
  other: number,
  entered: number,
  pauses: number,
  waits_ms: list(number),
  median_ms: nullable(number),
  lower_quartile_ms: nullable(number),
  upper_quartile_ms: nullable(number),
  text: text,
});

const distribution = record({
  id: text,
  title: text,
  from_ms: number,
  bin_ms: number,
  series: list(
    record({ channel: number, bins: list(number), count: number, median_ms: nullable(number), text: text }),
  ),
});

const said = { seq: number, by: text, start_ms: number, end_ms: number };
const mark = record({ id: text, at_ms: number, text: text });
const tag = record({ id: text, name: text });

const note = record({
  ...said,
  author: text,
  mine: flag,
  at: text,
  edited_at: optional(text),
  moment: fallback(text, ""),
  text: text,
  tags: list(text),
  shared: flag,
  reply_to: fallback(number, 0),
  deleted: flag,
});

const logged = record({
  seq: number,
  at: text,
  by: text,
  kind: text,
  text: text,
  state: oneOf("applies", "undone", "no_longer_applies", "ignored"),
  reason: fallback(text, ""),
  undo_by: number,
  moment: fallback(text, ""),
  at_ms: optional(number),
});

const undo = record({ seq: number, text: text, restore: number, restore_text: text });

const guesses = record({
  questions: list(
    record({ id: oneOf("talk_share", "taken", "broken"), text: text, unit: text, max: number }),
  ),
  asked: flag,
  given: list(
    record({ seq: number, by: text, question: text, guess: number, measured: nullable(number), text: text }),
  ),
});

const option = record({
  name: text,
  label: text,
  value_ms: number,
  default_ms: number,
  min_ms: number,
  max_ms: number,
  step_ms: number,
  differs: flag,
  value: text,
  text: text,
});

const term = record({ id: text, title: text, text: text, limits: text });

/** Reads a review; throws a DecodeError when it is not one. */
export const decodeReview = record({
  type: oneOf("review"),
  session,
  viewer: text,
  people: list(person),
  agreement,
  rules,
  lanes: list(lane),
  moments: list(moment),
  counts: list(count),
  pauses,
  balance,
  drift,
  entering: list(entering),
  spread: list(distribution),
  summary: nullable(summary),
  excluded: list(record({ ...said, text: text })),
  phases: list(record({ ...said, name: text })),
  marks: list(mark),
  notes: list(note),
  tags: list(tag),
  log: list(logged),
  undo,
  guesses,
  settings: record({ differ: flag, text: text, list: list(option) }),
  terms: list(term),
  remarks: list(text),
  audio: optional(record({ channels: list(number), until: text, text: text })), // missing when none is kept
});

export type Review = Decoded<typeof decodeReview>;
export type Lane = Decoded<typeof lane>;
export type Moment = Decoded<typeof moment>;
export type MomentKind = Moment["kind"];
export type MomentCount = Decoded<typeof count>;
export type ChipKind = MomentCount["kind"];
export type Offer = Decoded<typeof offer>;
export type Pauses = Decoded<typeof pauses>;
export type Balance = Decoded<typeof balance>;
export type BalanceRow = Balance["rows"][number];
export type EvidenceUnit = Decoded<typeof unit>;
export type Drift = Decoded<typeof drift>;
export type DriftStep = Decoded<typeof driftStep>;
export type Entering = Decoded<typeof entering>;
export type Distribution = Decoded<typeof distribution>;
export type Note = Decoded<typeof note>;
export type Tag = Decoded<typeof tag>;
export type Logged = Decoded<typeof logged>;
/** Nobody sees figures before they were asked what they think. */
export const asks = ({ guesses: g }: Review): boolean => !g.asked && g.questions.length > 0;

export type Guesses = Decoded<typeof guesses>;
export type Option = Decoded<typeof option>;
export type Term = Decoded<typeof term>;
export type Stretch = [start: number, end: number];
