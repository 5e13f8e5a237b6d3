// What the screens know of the session: a pure function of the messages so far.

import type { Delta, Hello, Message, Snapshot, StripChange, StripItem } from "./protocol";

/** The rolling timeline: items by id, in no order. An item that has not changed stays the same object. */
export interface StripState {
  readonly fromMs: number;
  readonly items: ReadonlyMap<string, StripItem>;
}

/** Everything a screen shows. */
export interface View extends Omit<Snapshot, "type" | "seq" | "at_ms" | "strip"> {
  strip: StripState;
}

/** The state after some messages. view is missing until the first snapshot. */
export interface State {
  readonly hello: Hello | null;
  readonly seq: number;
  readonly atMs: number;
  readonly view: View | null;
}

export const initial: State = { hello: null, seq: 0, atMs: 0, view: null };

/**
 * The state after message m, or "gap" when messages between are missing: reconnecting is the only recovery there is.
 * A delta that the snapshot already holds changes nothing.
 */
export function reduce(state: State, m: Message): State | "gap" {
  switch (m.type) {
    case "hello":
      return { ...state, hello: m };
    case "snapshot":
      return { hello: state.hello, seq: m.seq, atMs: m.at_ms, view: fromSnapshot(m) };
    case "delta":
      return afterDelta(state, m);
    case "reply":
      return state;
  }
}

function fromSnapshot(m: Snapshot): View {
  const { type, seq, at_ms, strip, ...rest } = m;
  return { ...rest, strip: { fromMs: strip.from_ms, items: new Map(strip.items.map((i) => [i.id, i])) } };
}

function afterDelta(state: State, m: Delta): State | "gap" {
  if (state.view === null) return "gap";
  if (m.seq <= state.seq) return state;
  if (m.seq !== state.seq + 1) return "gap";
  return { hello: state.hello, seq: m.seq, atMs: m.at_ms, view: withSections(state.view, m) };
}

function withSections(view: View, m: Delta): View {
  const { type, seq, at_ms, strip, nudge, ...sections } = m;
  const next = { ...view, ...sections } as View; // a section that is missing is no key of m
  if (strip) next.strip = changeStrip(view.strip, strip);
  if (nudge) next.nudge = nudge.id === "" ? undefined : nudge;
  if (m.session && m.session.phase !== "setup") delete next.setup;
  return next;
}

/** strip after c: first what is removed, then what is new or changed, then what has left the window. */
export function changeStrip(strip: StripState, c: StripChange): StripState {
  const items = new Map(strip.items);
  for (const id of c.remove) items.delete(id);
  for (const item of c.upsert) items.set(item.id, item);
  for (const item of items.values()) {
    if (!item.open && item.end_ms < c.from_ms) items.delete(item.id);
  }
  return { fromMs: c.from_ms, items };
}
