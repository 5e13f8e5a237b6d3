import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Marking, STAYS_MS } from "./marking.svelte";
import type { Ask, StripItem } from "./protocol";

let asked: Ask[];
let ok: boolean;
let items: Map<string, StripItem>;
let marking: Marking;

/** A server that marks at once, a few milliseconds beside the moment. */
function serve(ask: Ask) {
  asked.push(ask);
  if (ask.name === "mark" && ok) {
    const id = `m${items.size + 1}`;
    const start_ms = ask.value.at_ms + 3;
    items.set(id, {
      ...{ id, kind: "mark", start_ms, end_ms: start_ms, channel: -1, other: -1 },
      ...{ open: false, taken: false, status: "", text: ask.value.text },
    });
  }
  return Promise.resolve({ type: "reply" as const, id: "1", ok, error: "" });
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  ok = true;
  items = new Map();
  marking = new Marking(serve, () => items);
});
afterEach(() => vi.useRealTimers());

describe("marking a moment", () => {
  test("marks it at once, to the millisecond", async () => {
    await marking.mark(1234.4);
    expect(asked).toEqual([{ name: "mark", value: { at_ms: 1234, text: "" } }]);
    expect(marking.at).toBe(1234);
  });

  test("a refused mark leaves no line", async () => {
    ok = false;
    await marking.mark(1000);
    expect(marking.at).toBeNull();
  });

  test("undo takes that mark back and no other", async () => {
    await marking.mark(1000);
    await marking.mark(9000);
    await marking.undo();
    expect(asked.at(-1)).toEqual({ name: "unmark", value: { id: "m2" } });
    expect(marking.at).toBeNull();
  });

  test("a name replaces the nameless mark", async () => {
    await marking.mark(1000);
    await marking.name(" the new job ");
    expect(asked.slice(1)).toEqual([
      { name: "mark", value: { at_ms: 1000, text: "the new job" } },
      { name: "unmark", value: { id: "m1" } },
    ]);
  });

  test("no name changes nothing", async () => {
    await marking.mark(1000);
    await marking.name("  ");
    expect(asked).toHaveLength(1);
  });

  test("the line goes after a while, the mark stays; typing keeps it", async () => {
    await marking.mark(1000);
    vi.advanceTimersByTime(STAYS_MS - 1);
    marking.stay();
    vi.advanceTimersByTime(STAYS_MS - 1);
    expect(marking.at).toBe(1000);
    vi.advanceTimersByTime(1);
    expect(marking.at).toBeNull();
    expect(asked).toHaveLength(1);
  });
});
