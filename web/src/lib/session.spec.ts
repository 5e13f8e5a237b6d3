import { describe, expect, test } from "vitest";
import { stripItem } from "../testing/items";
import { message, stateOf, texts, viewOf } from "../testing/golden";
import type { Delta, Message, StripItem } from "./protocol";
import { changeStrip, initial, reduce, type State } from "./session";

function after(state: State, m: Message): State {
  const next = reduce(state, m);
  if (next === "gap") throw new Error("unexpected gap");
  return next;
}

const delta = (seq: number, part: Partial<Delta> = {}): Delta => ({
  type: "delta",
  seq,
  at_ms: seq,
  ...part,
});
const item = (id: string, start: number, end: number, part: Partial<StripItem> = {}) =>
  stripItem("speech", start, end, { id, ...part });

describe("reduce", () => {
  const light = stateOf("glance-light");

  test("a delta replaces the sections that it has, and nothing else", () => {
    const next = after(light, delta(light.seq + 1, { speaking: ["yes", "no"] }));
    expect(next.view?.speaking).toEqual(["yes", "no"]);
    expect(next.view?.people).toBe(light.view?.people);
    expect(next.view?.strip).toBe(light.view?.strip);
  });

  test("a delta that the snapshot already holds changes nothing", () => {
    expect(reduce(light, delta(light.seq, { speaking: [] }))).toBe(light);
    expect(reduce(light, delta(1))).toBe(light);
  });

  test("a missing delta is a gap: only a new snapshot helps", () => {
    expect(reduce(light, delta(light.seq + 2))).toBe("gap");
    expect(reduce(initial, delta(1))).toBe("gap");
  });

  test("a delta without sections still moves the time on", () => {
    expect(after(light, delta(light.seq + 1)).atMs).toBe(light.seq + 1);
  });

  test("a nudge with an empty id takes the line away", () => {
    expect(light.view?.nudge?.id).toBe("n4");
    const gone = { id: "", text: "", reason: "", until_ms: 0 };
    expect(after(light, delta(light.seq + 1, { nudge: gone })).view?.nudge).toBeUndefined();
  });

  test("what belongs to the setup goes with it", () => {
    const setup = stateOf("setup");
    const session = { ...viewOf("setup").session, phase: "live" as const };
    expect(after(setup, delta(setup.seq + 1, { session })).view?.setup).toBeUndefined();
  });

  test("a hello of the next session keeps the old view until its snapshot comes", () => {
    const hello = { type: "hello" as const, protocol: 1, version: "1", session: "s8" };
    const next = after(light, hello);
    expect(next.hello?.session).toBe("s8");
    expect(next.view).toBe(light.view);
  });

  test("a snapshot starts anew, also with a lower number", () => {
    const next = after(light, message("snapshot-setup"));
    expect(next.seq).toBe(12);
    expect(next.view?.session.phase).toBe("setup");
  });

  test("a reply is no news of the session", () => {
    expect(reduce(light, message("reply-ok"))).toBe(light);
  });

  test("the golden deltas follow one another", () => {
    const names = [...texts.keys()].filter((n) => /^delta-/.test(n));
    const deltas = names.map((n) => message<Delta>(n)).filter((d) => d.seq > light.seq && d.seq < 20_000);
    let state = light;
    for (const d of deltas.sort((a, b) => a.seq - b.seq)) state = after(state, d);
    expect(state.seq).toBe(19053);
    expect(state.view?.rules.lapse_ms).toBe(5000);
    expect(state.view?.nudges_muted).toBe(true);
    expect(state.view?.strip.items.get("m2")?.text).toBe("a turn");
    expect(state.view?.strip.items.has("a1")).toBe(false);
  });

  test("the same messages give the same state, and the state before stays as it was", () => {
    const items = light.view?.strip.items ?? new Map<string, StripItem>();
    const before = structuredClone([...items]);
    const change = delta(light.seq + 1, {
      strip: { from_ms: 1_700_000, upsert: [item("x", 1, 2)], remove: [] },
    });
    expect(after(light, change)).toEqual(after(light, change));
    expect([...items]).toEqual(before);
  });
});

describe("changeStrip", () => {
  const strip = { fromMs: 0, items: new Map([item("a", 0, 10), item("b", 20, 30)].map((i) => [i.id, i])) };

  test("removes first, so that an id can come back as something else", () => {
    const next = changeStrip(strip, {
      from_ms: 0,
      remove: ["a"],
      upsert: [item("a", 0, 10, { kind: "backchannel" })],
    });
    expect(next.items.get("a")?.kind).toBe("backchannel");
  });

  test("drops what ended before the window, and keeps what still goes on", () => {
    const open = item("c", 5, 5, { open: true });
    const next = changeStrip(strip, { from_ms: 15, upsert: [open], remove: [] });
    expect([...next.items.keys()]).toEqual(["b", "c"]);
  });

  test("an item that did not change stays the same object", () => {
    const next = changeStrip(strip, { from_ms: 0, upsert: [item("c", 40, 50)], remove: [] });
    expect(next.items.get("a")).toBe(strip.items.get("a"));
  });
});
