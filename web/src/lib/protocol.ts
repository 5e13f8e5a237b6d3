// The messages between server and browser: the mirror of internal/view/message.go and command.go. The golden files in
// internal/view/testdata hold both to the same contract. All times are whole milliseconds of session time.

import {
  type Decoded,
  type Decoder,
  DecodeError,
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
} from "./decode";

/** Version of the messages that this page speaks. */
export const PROTOCOL = 1;

const session = record({
  id: text,
  title: text,
  phase: oneOf("setup", "live", "paused", "ended"),
  source: oneOf("microphones", "recording", "activity", "bundled"),
  label: text,
  started_at: optional(text),
  planned_ms: number,
  speed: number,
  running: flag,
  can_renew: flag,
  keeps: optional(flag), // who speaks when is kept, or will be when it starts
  record: optional(text), // ID of what is kept of it; missing when nothing is
});

export const person = record({
  channel: number,
  id: text,
  name: text,
  role: oneOf("coach", "client", "observer", "person"),
  initials: text,
  measured: flag,
});

export const agreement = record({
  band: nullable(pair),
  lapse_ms: number,
  seen_by: oneOf("none", "coach", "everybody"),
  nudges: flag,
  floor_limit_ms: number,
  silences_in_row: number,
  taken_in_5min: number,
  planned_ms: number,
  agreed_by: list(number),
  audio: optional(record({ days: number, by: list(number), kept: flag, text: text })), // missing where it is never kept
});

const device = record({ id: text, name: text, loopback: flag });

const meter = record({
  channel: number,
  device: text,
  dbfs: number,
  peak_dbfs: number,
  heard: oneOf("waiting", "clear", "quiet", "silent", "dead", "clipped", "noisy", "lost"),
  text: text,
});

const setup = record({
  devices: list(device),
  channels: list(meter),
  problem: fallback(text, ""),
  can_start: flag,
  one_mic: flag,
  apart: optional(record({ text: text, close: flag })),
});

const signal = record({
  kind: oneOf(
    "good",
    "waiting",
    "paused",
    "ended",
    "dead",
    "dropout",
    "noisy",
    "clipping",
    "bleed",
    "clock",
    "gain",
    "record",
  ),
  channel: number,
  text: text,
});

const speaking = oneOf("yes", "no", "unknown");

const floor = record({ state: oneOf("held", "open", "unknown"), holder: number, since_ms: number });

const stripItem = record({
  id: text,
  kind: oneOf("speech", "backchannel", "unknown", "paused", "overlap", "silence", "mark"),
  start_ms: number,
  end_ms: number,
  open: fallback(flag, false),
  channel: number,
  other: number,
  taken: fallback(flag, false),
  text: fallback(text, ""),
  status: fallback(oneOf("", "provisional"), ""),
});

const strip = record({ from_ms: number, items: list(stripItem) });

const stripChange = record({
  from_ms: number,
  upsert: fallback(list(stripItem), []),
  remove: fallback(list(text), []),
});

const figure = record({
  channel: number,
  value: text,
  unit: text,
  position: nullable(number),
  interval: nullable(pair),
});

/** What every indicator has, those of the review alone too. */
export const lean = {
  state: oneOf("collecting", "tentative", "shown", "withheld"),
  direction: oneOf("", "left", "right", "even", "unclear"),
  status: text,
  evidence: text,
  position: nullable(number),
  interval: nullable(pair),
  figures: list(figure),
};

const indicator = record({
  id: oneOf("talk_share", "holding_floor", "taking_floor", "breaking_silences"),
  ...lean,
});

const indicators = record({
  mode: oneOf("pair", "group"),
  left: number,
  right: number,
  session: list(indicator),
  last5: list(indicator),
});

const nudge = record({ id: text, text: text, reason: text, until_ms: number });

export const rules = record({
  version: text,
  lapse_ms: number,
  rem_ms: number,
  take_ms: number,
  bc_max_ms: number,
});

const summaryRow = record({ label: text, values: list(text), state: text, note: fallback(text, "") });
const download = record({ name: text, path: text, note: text });
export const summary = record({
  length_ms: number,
  paused_ms: number,
  lines: list(text),
  table: list(summaryRow),
  downloads: list(download),
});

const hello = record({ type: oneOf("hello"), protocol: number, version: text, session: text });

const snapshot = record({
  type: oneOf("snapshot"),
  seq: number,
  at_ms: number,
  session,
  people: list(person),
  agreement,
  setup: optional(setup),
  signal,
  speaking: list(speaking),
  floor,
  strip,
  indicators,
  nudge: optional(nudge),
  nudges_muted: flag,
  rules,
  summary: optional(summary),
});

const delta = record({
  type: oneOf("delta"),
  seq: number,
  at_ms: number,
  session: optional(session),
  people: optional(list(person)),
  agreement: optional(agreement),
  setup: optional(setup),
  signal: optional(signal),
  speaking: optional(list(speaking)),
  floor: optional(floor),
  strip: optional(stripChange),
  indicators: optional(indicators),
  nudge: optional(nudge),
  nudges_muted: optional(flag),
  rules: optional(rules),
  summary: optional(summary),
});

const reply = record({ type: oneOf("reply"), id: text, ok: flag, error: fallback(text, "") });

export type Session = Decoded<typeof session>;
export type Phase = Session["phase"];
export type Person = Decoded<typeof person>;
export type Role = Person["role"];
export type Agreement = Decoded<typeof agreement>;
export type SeenBy = Agreement["seen_by"];
export type Device = Decoded<typeof device>;
export type Meter = Decoded<typeof meter>;
export type Setup = Decoded<typeof setup>;
export type Signal = Decoded<typeof signal>;
export type Speaking = Decoded<typeof speaking>;
export type Floor = Decoded<typeof floor>;
export type StripItem = Decoded<typeof stripItem>;
export type StripChange = Decoded<typeof stripChange>;
export type Indicator = Decoded<typeof indicator>;
export type IndicatorID = Indicator["id"];
export type Indicators = Decoded<typeof indicators>;
export type Nudge = Decoded<typeof nudge>;
export type Rules = Decoded<typeof rules>;
export type Summary = Decoded<typeof summary>;
export type Hello = Decoded<typeof hello>;
export type Snapshot = Decoded<typeof snapshot>;
export type Delta = Decoded<typeof delta>;
export type Reply = Decoded<typeof reply>;
export type Message = Hello | Snapshot | Delta | Reply;

/** What is agreed, without who has said yes to it. */
export type Terms = Omit<Agreement, "agreed_by" | "audio">;

/** What a browser can ask for; the server answers each with a Reply. */
export type Ask =
  | { name: "assign"; channel: number; value: { device: string } }
  | { name: "person"; channel: number; value: { name: string; role: Role; measured: boolean } }
  | { name: "add" | "swap" | "start" | "pause" | "resume" | "end" | "renew" }
  | { name: "remove"; channel: number }
  | { name: "agreement"; value: Terms }
  | { name: "agree" | "keep_audio"; channel: number; value: { agreed: boolean } }
  | { name: "mark"; value: { at_ms: number; text: string } }
  | { name: "unmark" | "dismiss"; value: { id: string } }
  | { name: "mute"; value: { muted: boolean } };

/** An Ask on its way. */
export type Command = { type: "command"; id: string } & Ask;

const decoders: Record<string, Decoder<Message>> = { hello, snapshot, delta, reply };

/** Reads a message from the server; throws a DecodeError when it is not one. */
export function decodeMessage(data: string): Message {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new DecodeError("", "JSON");
  }
  const type = (value as { type?: unknown } | null)?.type;
  const decoder = typeof type === "string" && Object.hasOwn(decoders, type) ? decoders[type] : undefined;
  if (!decoder) throw new DecodeError("type", "hello, snapshot, delta or reply");
  return decoder(value);
}
