import { describe, expect, test } from "vitest";
import { goldenReview, momentOf } from "../../testing/review";
import { chips, listed, neighbour, NO_FILTER, toggled } from "./moments";

const moments = [
  momentOf("taken", 1000, 2000),
  momentOf("silence", 5000, 9000, { channel: 1, other: 0, notes: [4] }),
  momentOf("turn", 10_000, 80_000, { channel: 2, other: -1 }),
  momentOf("mark", 90_000, 90_000, { channel: -1, other: -1 }),
];
const ids = (list: { id: string }[]) => list.map((m) => m.id.replace(/-.*/, ""));
const only = (part: Partial<typeof NO_FILTER>) => ids(listed(moments, { ...NO_FILTER, ...part }));

describe("the list of moments", () => {
  test("has all of them until something is chosen", () => {
    expect(only({})).toEqual(["taken", "silence", "turn", "mark"]);
  });

  test("has the kinds that are chosen, each that is chosen with the others", () => {
    expect(only({ kinds: new Set(["taken", "mark"]) })).toEqual(["taken", "mark"]);
  });

  test("has what carries a note, of any kind", () => {
    expect(only({ kinds: new Set(["note"]) })).toEqual(["silence"]);
  });

  test("has what a person takes part in, on either side", () => {
    expect(only({ person: 0 })).toEqual(["taken", "silence"]);
    expect(only({ person: 2 })).toEqual(["turn"]);
  });

  test("has what is long enough", () => {
    expect(only({ leastMs: 4000 })).toEqual(["silence", "turn"]);
    expect(only({ leastMs: 4001 })).toEqual(["turn"]);
  });

  test("is gone through in order of time, from the selected or from the playhead", () => {
    expect(neighbour(moments, "silence-5000", 0, 1)?.kind).toBe("turn");
    expect(neighbour(moments, "silence-5000", 0, -1)?.kind).toBe("taken");
    expect(neighbour(moments, "", 6000, 1)?.kind).toBe("turn");
    expect(neighbour(moments, "", 6000, -1)?.kind).toBe("silence");
    expect(neighbour(moments, "mark-90000", 0, 1)).toBeUndefined();
  });
});

describe("chips", () => {
  test("are switched one by one", () => {
    const once = toggled(new Set(), "taken");
    expect([...once]).toEqual(["taken"]);
    expect([...toggled(once, "taken")]).toEqual([]);
  });

  test("of what there rarely is are there when there is one", () => {
    const none = { count: 0, corrected: 0, text: "0" };
    const counts = goldenReview().counts.map((c) => ({ ...c, ...none }));
    expect(chips(counts).map((c) => c.kind)).toEqual(["taken", "kept", "silence", "turn", "unknown", "note"]);
    const more = counts.map((c) => (c.kind === "undecided" ? { ...c, corrected: 1 } : c));
    expect(chips(more).map((c) => c.kind)).toContain("undecided");
  });
});
