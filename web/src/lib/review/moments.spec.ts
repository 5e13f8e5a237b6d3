import { describe, expect, test } from "vitest";
import { goldenReview, momentOf } from "../../testing/review";
import type { Logged } from "./protocol";
import { anchorOf, chips, latestOwn, listed, neighbour, NO_FILTER, toggled } from "./moments";

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

describe("undo", () => {
  test("takes back the latest entry of who looks: neither another's, nor one that is undone", () => {
    const entry = (seq: number, by: string, state: Logged["state"]): Logged => ({
      ...{ seq, by, state, at: "", kind: "rename", text: "", reason: "", undo_by: 0, moment: "" },
    });
    const log = [
      entry(9, "coach", "applies"),
      entry(8, "mentor", "undone"),
      entry(7, "mentor", "ignored"),
      entry(5, "mentor", "no_longer_applies"),
    ];
    const [note] = goldenReview().notes;
    const notes = note ? [{ ...note, seq: 6, mine: true, deleted: false }] : [];
    const r = goldenReview({ viewer: "mentor", log, notes: [] });
    expect(latestOwn(r)).toBe(5);
    expect(latestOwn({ ...r, notes })).toBe(6);
    expect(latestOwn({ ...r, notes: notes.map((n) => ({ ...n, mine: false })) })).toBe(5);
    expect(latestOwn({ ...r, viewer: "coach" })).toBe(9);
    expect(latestOwn({ ...r, viewer: "client" })).toBe(0);
  });
});

describe("a note on a moment", () => {
  test("names its event as the record does", () => {
    const body = { channel: 1, at_ms: 1000 };
    const swapped = momentOf("kept", 1000, 2000, {
      offers: [{ kind: "backchannel", key: "B", text: "", body }],
    });
    expect(anchorOf(swapped)).toEqual({ family: "overlap", channel: 1, at_ms: 1000 });
    expect(anchorOf(momentOf("turn", 5000, 9000))).toEqual({ family: "turn", channel: 0, at_ms: 5000 });
  });
});
